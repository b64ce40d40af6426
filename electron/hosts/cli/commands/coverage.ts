import { AppError } from '../../../../shared/errors'
import { coverageOf } from '../../../../shared/figures/coverage'
import { defineCommand } from '../command'
import { table } from '../table'
import { unitOption } from '../units'

const coverage = defineCommand({
  name: 'coverage',
  summary:
    '未达到要求的单位：哪些村的法律明白人（law-reader）不足3名，本月法律顾问（counsel-service）没有到过哪些村',
  options: {
    kind: { value: 'K', help: '记录种类，如 law-reader、counsel-service', required: true },
    unit: { value: 'U', help: '单位的编号、编码或名称，含下级' },
  },
  run: async (ctx, { kind, unit }) => {
    const asked = coverageOf(kind)
    if (!asked) throw new AppError('kind.unknown', { kind })
    const rpc = await ctx.signedIn()
    const found = await rpc.coverage.short({ kind, ...(await unitOption(rpc, unit)) })
    const rows = found.short.map(({ street, name, count }) => [street, name, `${count}${asked.word}`])
    const head = `${asked.asked}，${found.units} 个${asked.place}中有 ${found.short.length} 个${asked.lacking}。`
    return {
      json: { kind, least: asked.least, ...found },
      text: rows.length === 0 ? head : `${head}\n${table(['街道', asked.place, '现有'], rows)}`,
    }
  },
})

export const coverageCommands = [coverage]
