import { basename, resolve } from 'node:path'
import { z } from 'zod'
import { variant as variants } from '../../../../shared/privacy/variant'
import { linesOfMonth } from '../../../../shared/themes/sheet'
import { defineCommand } from '../command'
import { table } from '../table'
import { unitOption } from '../units'
import { usage, wholeNumber } from '../usage'

const formats = ['html', 'docx', 'xlsx'] as const
const fileFormat = z.enum(formats)
const months = Array.from({ length: 12 }, (_, at) => at + 1)

const themes = defineCommand({
  name: 'themes',
  summary: '一月一主题：一年里各小分队计划、已办和缺的场次',
  options: {
    year: { value: 'Y', help: '年度', required: true },
    unit: { value: 'U', help: '单位的编号、编码或名称，含下级' },
    variant: { value: 'V', help: '文件用于内部、上报或公示', choices: variants.options },
    format: { value: 'F', help: '写成文件：格式', choices: formats },
    out: { value: 'F', help: '写成文件：写到哪里' },
  },
  run: async (ctx, { year, unit, variant, format, out }) => {
    if ((format === undefined) !== (out === undefined)) throw usage('--format 和 --out 要一起写')
    if (variant !== undefined && out === undefined) throw usage('--variant 要和 --format、--out 一起写')
    const asked = wholeNumber('year', year, 1949, 2200)
    const rpc = await ctx.signedIn()
    const which = { year: asked, ...(await unitOption(rpc, unit)) }
    if (out !== undefined) {
      const path = resolve(out)
      const { bytes, number } = await rpc.themes.write({
        ...which,
        variant: variants.catch('internal').parse(variant),
        format: fileFormat.parse(format),
        file: ctx.file(path),
      })
      return {
        json: { format, file: path, bytes, number },
        text: `已写入 ${basename(path)}，${bytes} 字节，编号 ${number}`,
      }
    }
    const grid = await rpc.themes.grid(which)
    const rows = grid.teams.flatMap((team) =>
      months.flatMap((month) =>
        linesOfMonth(grid, team.id, month).map((line) => [team.unitName, team.name, `${month}月`, line]),
      ),
    )
    const none = `${asked} 年还没有月度主题，或没有小分队。`
    return {
      json: grid,
      text: rows.length === 0 ? none : table(['村（社区）', '小分队', '月份', '场次'], rows),
    }
  },
})

const suggest = defineCommand({
  name: 'themes suggest',
  summary: '填入一年里通行的月度主题，已有主题的月份不动；填入后仍可修改',
  options: { year: { value: 'Y', help: '年度', required: true } },
  run: async (ctx, { year }) => {
    const asked = wholeNumber('year', year, 1949, 2200)
    const { ids } = await (await ctx.signedIn()).themes.suggest({ year: asked, operation: ctx.operation() })
    return { json: { added: ids.length, ids }, text: `已填入 ${asked} 年的 ${ids.length} 个主题。` }
  },
})

export const themeCommands = [themes, suggest]
