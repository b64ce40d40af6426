import type { Json } from '../../../../shared/json'
import { defineCommand } from '../command'
import { readJson } from '../ndjson'
import { table } from '../table'
import { usage } from '../usage'

const conflicts = defineCommand({
  name: 'conflicts',
  summary: '列出有不同填法的项目',
  options: {},
  run: async (ctx) => {
    const found = await (await ctx.signedIn()).records.conflicts({ limit: 1000 })
    const rows = found.conflicts.flatMap((c) =>
      c.heads.map((h, i) =>
        i === 0
          ? [c.number ?? c.record, c.title, c.label, h.text, h.author, h.siteName, h.change]
          : ['', '', '', h.text, h.author, h.siteName, h.change],
      ),
    )
    return {
      json: found,
      text: table(['记录', '标题', '项目', '内容', '填写人', '机器', '改动号'], rows),
    }
  },
})

const resolveCommand = defineCommand({
  name: 'resolve',
  summary: '决定一个有不同填法的项目',
  options: {
    record: { value: 'ID', help: '记录的编号', required: true },
    field: { value: 'F', help: '项目', required: true },
    keep: { value: 'CHANGE', help: '采用这一个改动' },
    value: { value: 'JSON', help: '改填这个值' },
    reason: { value: 'T', help: '原因', required: true },
  },
  run: async (ctx, { record, field: key, keep, value, reason }) => {
    if ((keep === undefined) === (value === undefined)) throw usage('--keep 和 --value 要写一个,也只写一个')
    const choice = keep === undefined ? { value: jsonOf(String(value)) } : { keep }
    const rpc = await ctx.signedIn()
    const { change } = await rpc.records.resolve({
      record,
      key,
      reason,
      operation: ctx.operation(),
      ...choice,
    })
    return { json: { id: record, change }, text: '已决定。' }
  },
})

function jsonOf(text: string): Json {
  const value = readJson(text)
  if (value === undefined) throw usage('--value 应当是 JSON,文字要加双引号')
  return value
}

export const conflictCommands = [conflicts, resolveCommand]
