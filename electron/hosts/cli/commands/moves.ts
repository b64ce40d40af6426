import { kindOf, knownKind } from '../../../../shared/kinds'
import { flowIn, stateIn, stateLabel } from '../../../../shared/records/states'
import { defineCommand } from '../command'
import { table } from '../table'
import { asDraft, byId, dataOf, reasonOf, withReason } from './record-options'

const move = defineCommand({
  name: 'record move',
  summary: '按流程办理一条记录（提交、审核、转办、结案等）',
  options: {
    ...byId,
    flow: { value: 'F', help: '流程的项目名，见 yuanba kinds', required: true },
    move: { value: 'M', help: '这一步的名字，见 yuanba kinds', required: true },
    data: { value: 'JSON', help: '这一步要填的内容' },
    ...withReason,
  },
  run: async (ctx, { id, flow, move: step, data, reason }) => {
    const rpc = await ctx.signedIn()
    const saved = await rpc.records.move({
      id,
      flow,
      move: step,
      ...(data === undefined ? {} : { patch: dataOf(data) }),
      operation: ctx.operation(),
      ...reasonOf(reason),
    })
    const { kind, body } = await rpc.records.get({ id })
    const path = flowIn(kindOf(kind), flow)
    const state = path && stateIn(path, body)
    return {
      json: { id, change: saved.change, state: state ?? null },
      text: `${saved.number ?? id} 现在是“${path && state ? stateLabel(path, state) : ''}”`,
    }
  },
})

const follow = defineCommand({
  name: 'record follow',
  summary: '由一条记录（或其中一行）转出一条新记录，已有的内容自动带入',
  options: {
    ...byId,
    row: { value: 'ROW', help: '只由这一行转出：行的编号' },
    kind: { value: 'K', help: '转为哪一种记录，见 yuanba kinds', required: true },
    data: { value: 'JSON', help: '新记录里另外要填的内容', required: true },
    ...asDraft,
  },
  run: async (ctx, { id, row, kind, data, draft }) => {
    const patch = dataOf(data)
    const rpc = await ctx.signedIn()
    const source = { id, ...(row === undefined ? {} : { row }) }
    const saved = await rpc.records.save({
      kind,
      patch,
      draft,
      follow: source,
      operation: ctx.operation(),
    })
    return {
      json: { id: saved.id, number: saved.number, change: saved.change },
      text: `已转为${kindOf(kind).label} ${saved.number ?? saved.id}`,
    }
  },
})

const chain = defineCommand({
  name: 'record chain',
  summary: '显示流转记录：一条记录由什么转来，又转出了什么',
  options: byId,
  run: async (ctx, { id }) => {
    const { entries } = await (await ctx.signedIn()).records.chain({ id })
    const rows = entries.map((entry) => [
      entry.date,
      knownKind(entry.kind)?.label ?? entry.kind,
      entry.number ?? entry.record,
      entry.title,
      entry.states.map(({ label, state }) => `${label}：${state}`).join(' '),
      entry.from?.text ?? '',
    ])
    return { json: { entries }, text: table(['日期', '种类', '编号', '名称', '状态', '由哪一行转来'], rows) }
  },
})

export const moveCommands = [move, follow, chain]
