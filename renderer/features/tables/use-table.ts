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

/** A cell that somebody is mending: what is typed in it stays, also where it scrolled out of sight. */
export interface TypedCell {
  readonly at: number
  readonly column: number
  readonly word: string
}

interface Said {
  readonly sheet?: string
  /** The line that the heading begins at, where somebody said so. */
  readonly headAt?: number | undefined
  readonly year?: number | undefined
  readonly columns: Readonly<Record<string, string | null>>
  readonly answers: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly mends: readonly TypedCell[]
  readonly chosen: Readonly<Record<string, LineChoice>>
  /** Lines that may be logged already come in too: 核对 asks of each later. */
  readonly withSimilar: boolean
}

const nothingSaid: Said = { columns: {}, answers: {}, mends: [], chosen: {}, withSimilar: false }

/** A table on its way in: where it comes from, what was said of it, what would become of it, and what did. */
export function useTable(kind: Kind) {
  const rpc = useRpc()
  const task = useTask()
  const [source, setSource] = useState<TableSource | null>(null)
  const [said, setSaid] = useState<Said>(nothingSaid)
  const [done, setDone] = useState<Output<'tables.take'> | null>(null)
  const [typed, setTyped] = useState<TypedCell | null>(null)
  const asked = useMemo(() => (source === null ? null : askedOf(kind, source, said)), [kind, source, said])
  const preview = useCall('tables.preview', done === null ? asked : null, [])
  const tell = (more: Partial<Said>): void => setSaid((before) => ({ ...before, ...more }))
  const begin = (next: TableSource | null): void => {
    setSource(next)
    setSaid(nothingSaid)
    setTyped(null)
    setDone(null)
  }
  const mend = (cell: TypedCell): void => setSaid((before) => withMend(before, cell))
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
    if (source === null) return
    // A cell that is still being typed in counts as it stands.
    const whole = askedOf(kind, source, typed ? withMend(said, typed) : said)
    const taken = await task.run((operation) => rpc.tables.take({ ...whole, operation }))
    setTyped(null)
    setDone(taken)
    const { batch, added, updated } = taken
    showToast(
      `导入台账：新增 ${added} 条，修改 ${updated} 条`,
      batch === null ? {} : { action: { label: '撤销', run: () => attempt(() => undo(batch)) } },
    )
  }
  return {
    source,
    said,
    asked,
    preview,
    done,
    task,
    begin,
    tell,
    mend,
    typed,
    setTyped,
    choose,
    answer,
    take,
    undo,
  }
}

function withMend(said: Said, cell: TypedCell): Said {
  const others = said.mends.filter(({ at, column }) => at !== cell.at || column !== cell.column)
  return { ...said, mends: [...others, cell] }
}

function askedOf(kind: Kind, source: TableSource, { sheet, headAt, year, mends, ...said }: Said): Asked {
  return {
    kind: kind.name,
    source: 'text' in source ? source : { file: source.file.token, ...(sheet !== undefined && { sheet }) },
    ...(headAt !== undefined && { headAt }),
    ...(year !== undefined && { year }),
    mends: [...mends],
    columns: said.columns,
    answers: Object.fromEntries(
      Object.entries(said.answers).map(([target, words]) => [target, { ...words }]),
    ),
    chosen: said.chosen,
    withSimilar: said.withSimilar,
  }
}
