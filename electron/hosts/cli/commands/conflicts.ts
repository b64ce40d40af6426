import type { Output } from '../../../../shared/contract'
import type { ConflictEntry, ConflictHead } from '../../../../shared/contract/conflicts'
import type { Json } from '../../../../shared/json'
import { defineCommand } from '../command'
import { readJson } from '../ndjson'
import { table } from '../table'
import { usage } from '../usage'

const conflicts = defineCommand({
  name: 'conflicts',
  summary: '列出有不同填法的项目',
  options: { record: { value: 'ID', help: '只看这一条记录' } },
  run: async (ctx, { record }) => {
    const rpc = await ctx.signedIn()
    const conflicts: ConflictEntry[] = []
    let records = 0
    let after: number | null | undefined
    do {
      const page: Output<'records.conflicts'> = await rpc.records.conflicts({
        limit: 1000,
        ...(typeof after === 'number' ? { after } : {}),
        ...(record === undefined ? {} : { record }),
      })
      conflicts.push(...page.conflicts)
      records = page.records
      after = page.next
    } while (after !== null)
    const rows = conflicts.flatMap((c) =>
      c.heads.map((h, i) => [
        ...(i === 0 ? [c.number ?? c.record, c.title, c.label, c.base?.text ?? ''] : ['', '', '', '']),
        ...[h.text, h.author, h.siteName, bundleText(h), h.change],
      ]),
    )
    return {
      json: { conflicts, records },
      text: table(['记录', '标题', '项目', '原来', '内容', '填写人', '机器', '随哪一包来', '改动号'], rows),
    }
  },
})

function bundleText({ bundle }: ConflictHead): string {
  if (!bundle) return ''
  return `${bundle.fromName} 第 ${bundle.serial} 包${bundle.medium === null ? '' : `(${bundle.medium})`}`
}

const resolveCommand = defineCommand({
  name: 'resolve',
  summary: '决定一个有不同填法的项目',
  options: {
    record: { value: 'ID', help: '记录的编号', required: true },
    field: { value: 'F', help: '项目', required: true },
    keep: { value: 'CHANGE', help: '采用这一个改动' },
    value: { value: 'JSON', help: '改填这个值' },
    together: { help: '同一行改了不同的格:合在一起' },
    reason: { value: 'T', help: '原因', required: true },
  },
  run: async (ctx, { record, field: key, keep, value, together, reason }) => {
    const choices = [
      ...(keep === undefined ? [] : [{ keep }]),
      ...(value === undefined ? [] : [{ value: jsonOf(value) }]),
      ...(together ? [{ together } as const] : []),
    ]
    const [choice, ...others] = choices
    if (!choice || others.length > 0) throw usage('--keep、--value 和 --together 要写一个,也只写一个')
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
