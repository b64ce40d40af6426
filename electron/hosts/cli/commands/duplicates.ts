import { defineCommand } from '../command'
import { readObject } from '../ndjson'
import { table } from '../table'
import { usage } from '../usage'
import { byId, dataOf, reasonOf, withReason } from './record-options'

const similar = defineCommand({
  name: 'record similar',
  summary: '找可能重复登记的记录：和一条已有的记录，或和准备新增的内容相近的',
  options: {
    kind: { value: 'K', help: '记录的种类，见 yuanba kinds', required: true },
    id: { value: 'ID', help: '已有的一条记录' },
    data: { value: 'JSON', help: '准备新增或要改的内容' },
  },
  run: async (ctx, { kind, id, data }) => {
    if (id === undefined && data === undefined) throw usage('--id 和 --data 至少要写一个')
    const patch = data === undefined ? {} : dataOf(data)
    const { candidates } = await (await ctx.signedIn()).records.similar({
      kind,
      patch,
      ...(id === undefined ? {} : { id }),
    })
    const rows = candidates.map(({ record, score, why }) => [
      record.id,
      record.number ?? '',
      record.title,
      String(score),
      why.join('；'),
    ])
    const text =
      rows.length === 0 ? '没有相近的记录。' : table(['编号', '台账号', '名称', '相近度', '理由'], rows)
    return { json: { candidates }, text }
  },
})

const distinct = defineCommand({
  name: 'record distinct',
  summary: '记住两条相近的记录不是重复',
  options: {
    ...byId,
    other: { value: 'ID', help: '另一条记录的编号', required: true },
    forget: { help: '取消“不是重复”' },
  },
  run: async (ctx, { id, other, forget }) => {
    const rpc = await ctx.signedIn()
    const said = { id, other, distinct: !forget, operation: ctx.operation() }
    const { change } = await rpc.records.distinct(said)
    return { json: { id, other, change }, text: forget ? '已取消。' : '已记住：不是重复。' }
  },
})

const merge = defineCommand({
  name: 'record merge',
  summary: '把两条重复登记的记录合并成一条（可以取消合并）',
  options: {
    keep: { value: 'ID', help: '保留的一条', required: true },
    drop: { value: 'ID', help: '并入的一条', required: true },
    choose: { value: 'JSON', help: '两边不同的项目用哪一边，如 {"amount":"drop"}；不写用保留的' },
    reason: { value: 'T', help: '合并的理由', required: true },
  },
  run: async (ctx, { keep, drop, choose, reason }) => {
    const chosen = choose === undefined ? {} : sidesOf(choose)
    const rpc = await ctx.signedIn()
    const saved = await rpc.records.merge({ keep, drop, choose: chosen, reason, operation: ctx.operation() })
    return {
      json: { id: keep, drop, change: saved.change, number: saved.number },
      text: `已合并为 ${saved.number ?? keep}`,
    }
  },
})

/** Field → side, as `--choose` says it. */
function sidesOf(text: string): Record<string, 'keep' | 'drop'> {
  const read = Object.entries(readObject(text) ?? { '': '' })
  return Object.fromEntries(
    read.map(([field, side]) => {
      if (side !== 'keep' && side !== 'drop')
        throw usage('--choose 应当写成 {"项目":"keep"} 或 {"项目":"drop"}')
      return [field, side]
    }),
  )
}

const unmerge = defineCommand({
  name: 'record unmerge',
  summary: '取消一次合并：恢复并入的一条，保留的一条回到合并前的内容',
  options: { id: { value: 'ID', help: '并入的那条记录', required: true }, ...withReason },
  run: async (ctx, { id, reason }) => {
    const rpc = await ctx.signedIn()
    const saved = await rpc.records.unmerge({ drop: id, operation: ctx.operation(), ...reasonOf(reason) })
    return {
      json: { id, change: saved.change, number: saved.number },
      text: `已取消合并 ${saved.number ?? id}`,
    }
  },
})

export const duplicateCommands = [similar, distinct, merge, unmerge]
