import type { Output } from '../../../../shared/contract'
import type { BulkStep } from '../../../../shared/contract/bulk'
import type { Kind } from '../../../../shared/definition/define'
import { AppError } from '../../../../shared/errors'
import { kindOf } from '../../../../shared/kinds'
import { defineCommand } from '../command'
import { failureOf } from '../failure'
import { table } from '../table'
import { textOfFile } from '../text-file'
import { usage } from '../usage'
import { dataOf, reasonOf, withReason } from './record-options'
import { filterIn } from './records'

type Left = Output<'bulk.preview'>['left']

const bulk = defineCommand({
  name: 'record bulk',
  summary: '对多条记录做同一步：办理、修改一项、移入回收站；可以整批撤销',
  options: {
    kind: { value: 'K', help: '记录的种类，见 yuanba kinds' },
    ids: { value: 'FILE', help: '记录编号的文件，每行一个' },
    where: { value: 'f=v', help: '按一个项目筛选，可以写多次', multiple: true },
    from: { value: 'D', help: '从这一天起' },
    to: { value: 'D', help: '到这一天止' },
    unit: { value: 'U', help: '单位的编号、编码或名称，含下级' },
    do: { value: 'MOVE', help: '这一步的名字（见 yuanba kinds），或 delete、restore' },
    set: { value: 'JSON', help: '要改的内容' },
    ...withReason,
    'dry-run': { help: '只看哪些会做、哪些不会' },
    undo: { value: 'BATCH', help: '撤销一批：先前给出的 batch' },
  },
  run: async (ctx, options) => {
    const rpc = await ctx.signedIn()
    const { undo, reason } = options
    if (undo !== undefined) {
      const { done, left, leftTotal } = await rpc.bulk.undo({ batch: undo, operation: ctx.operation() })
      return {
        json: { done, left: reasons(left), batch: undo },
        text: told(`已撤销 ${done} 条`, left, leftTotal),
      }
    }
    if (options.kind === undefined) throw usage('要写 --kind')
    const kind = kindOf(options.kind)
    const step = stepOf(kind, options.do, options.set)
    const filter = await filterIn(rpc, kind, {
      ...options,
      search: undefined,
      deleted: step.do === 'restore',
      receipt: undefined,
    })
    const which = options.ids === undefined ? { filter } : { ids: idsIn(options.ids) }
    const asked = { kind: kind.name, which, step, ...reasonOf(reason) }
    if (options['dry-run']) {
      const { goes, left, leftTotal } = await rpc.bulk.preview(asked)
      return {
        json: { done: 0, goes, left: reasons(left), batch: null },
        text: told(`将处理 ${goes} 条`, left, leftTotal),
      }
    }
    const { done, left, leftTotal, batch } = await rpc.bulk.apply({ ...asked, operation: ctx.operation() })
    const undoable = batch === null ? '' : `；撤销用 --undo ${batch}`
    return {
      json: { done, left: reasons(left), batch },
      text: told(`已处理 ${done} 条${undoable}`, left, leftTotal),
    }
  },
})

function stepOf(kind: Kind, name: string | undefined, set: string | undefined): BulkStep {
  if ((name === undefined) === (set === undefined)) throw usage('--do 和 --set 要写一个，也只写一个')
  if (set !== undefined) return { do: 'set', patch: dataOf(set) }
  if (name === 'delete' || name === 'restore') return { do: name }
  const flow = kind.flows?.find(({ moves }) => moves.some((move) => move.name === name))
  if (!flow || name === undefined) throw usage(`${kind.label}没有“${name}”这一步`)
  return { do: 'move', flow: flow.field, move: name }
}

/** @throws AppError `file.unreadable` */
const idsIn = (file: string): string[] => textOfFile(file).split(/\s+/).filter(Boolean)

function reasonText(reason: Left[number]['reason']): string {
  return failureOf(new AppError(reason.code, reason.params)).message.replaceAll('\n', ' ')
}

const reasons = (left: Left): readonly { readonly id: string; readonly reason: string }[] =>
  left.map(({ id, reason }) => ({ id, reason: reasonText(reason) }))

function told(done: string, left: Left, leftTotal: number): string {
  if (leftTotal === 0) return `${done}。`
  const rows = left.map(({ id, number, title, reason }) => [number ?? id, title, reasonText(reason)])
  return `${done}，${leftTotal} 条没有处理：\n${table(['编号', '名称', '原因'], rows)}`
}

export const bulkCommands = [bulk]
