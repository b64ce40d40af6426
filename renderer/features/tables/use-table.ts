import { useMemo, useState } from 'react'
import type { Input, Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { useTask } from '../../engine/use-task'
import { attempt } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'
import type { TableSource } from './table-source'

type Asked = Input<'tables.preview'>
/** What becomes of a line because a person said so. */
export type LineChoice = NonNullable<Asked['chosen']>[string]

interface Said {
  readonly sheet?: string
  readonly year?: number | undefined
  readonly columns: Readonly<Record<string, string | null>>
  readonly answers: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly mends: readonly { readonly at: number; readonly column: number; readonly word: string }[]
  readonly chosen: Readonly<Record<string, LineChoice>>
}

const nothingSaid: Said = { columns: {}, answers: {}, mends: [], chosen: {} }

/** A table on its way in: where it comes from, what was said of it, what would become of it, and what did. */
export function useTable(kind: Kind) {
  const rpc = useRpc()
  const task = useTask()
  const [source, setSource] = useState<TableSource | null>(null)
  const [said, setSaid] = useState<Said>(nothingSaid)
  const [done, setDone] = useState<Output<'tables.take'> | null>(null)
  const asked = useMemo(() => (source === null ? null : askedOf(kind, source, said)), [kind, source, said])
  const preview = useCall('tables.preview', done === null ? asked : null, [])
  const tell = (more: Partial<Said>): void => setSaid((before) => ({ ...before, ...more }))
  const begin = (next: TableSource | null): void => {
    setSource(next)
    setSaid(nothingSaid)
    setDone(null)
  }
  const mend = (at: number, column: number, word: string): void =>
    setSaid((before) => ({
      ...before,
      mends: [...before.mends.filter((one) => one.at !== at || one.column !== column), { at, column, word }],
    }))
  const choose = (at: number, choice: LineChoice | null): void =>
    setSaid((before) => {
      const { [at]: _, ...others } = before.chosen
      return { ...before, chosen: choice === null ? others : { ...others, [at]: choice } }
    })
  const answer = (target: string, word: string, value: string): void =>
    setSaid((before) => ({
      ...before,
      answers: { ...before.answers, [target]: { ...before.answers[target], [word]: value } },
    }))
  const undo = async (batch: string): Promise<void> => {
    const { done: count, leftTotal } = await rpc.bulk.undo({ batch, operation: newOperation() })
    showToast(`已撤销 ${count} 条${leftTotal > 0 ? `，另有 ${leftTotal} 条后来又有改动，没有动` : ''}`)
    setDone(null)
  }
  const take = async (): Promise<void> => {
    if (asked === null) return
    const taken = await task.run((operation) => rpc.tables.take({ ...asked, operation }))
    setDone(taken)
    const { batch, added, updated } = taken
    showToast(
      `导入台账：新增 ${added} 条，修改 ${updated} 条`,
      batch === null ? {} : { action: { label: '撤销', run: () => attempt(() => undo(batch)) } },
    )
  }
  return { source, said, asked, preview, done, task, begin, tell, mend, choose, answer, take, undo }
}

function askedOf(kind: Kind, source: TableSource, { sheet, year, mends, ...said }: Said): Asked {
  return {
    kind: kind.name,
    source: 'text' in source ? source : { file: source.file.token, ...(sheet !== undefined && { sheet }) },
    ...(year !== undefined && { year }),
    mends: [...mends],
    columns: said.columns,
    answers: Object.fromEntries(
      Object.entries(said.answers).map(([target, words]) => [target, { ...words }]),
    ),
    chosen: said.chosen,
  }
}
