import { join, resolve } from 'node:path'
import { errorCodes } from '../../../../shared/errors'
import { defineCommand } from '../command'
import { table } from '../table'

const verify = defineCommand({
  name: 'verify',
  summary: '检查资料是否完好',
  options: {},
  run: async (ctx) => {
    const { ok, checks } = await (await ctx.signedIn()).safety.verify({})
    const rows = checks.map((check) => [check.ok ? '完好' : '有问题', check.name, check.detail])
    return {
      json: { ok, checks },
      text: table(['结果', '检查', '说明'], rows),
      ...(ok ? {} : { exit: errorCodes['profile.damaged'].exit }),
    }
  },
})

const backup = defineCommand({
  name: 'backup',
  summary: '备份到一个文件夹,写入后读回核对',
  options: { to: { value: 'DIR', help: '写到哪个文件夹', required: true } },
  run: async (ctx, { to }) => {
    const made = await (await ctx.signedIn()).safety.backup({ folder: ctx.file(to) })
    const file = join(resolve(to), made.file)
    return { json: { ...made, file }, text: `已备份并校验:${file}(${made.bytes} 字节)` }
  },
})

export const safetyCommands = [verify, backup]
