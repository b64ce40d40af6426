import { useCallback, useMemo, useRef, useState } from 'react'
import { fieldOf, fillings, type Kind } from '../../shared/definition/define'
import type { CellField } from '../../shared/definition/fields'
import type { Move, Workflow } from '../../shared/definition/workflow'
import type { FieldProblem } from '../../shared/errors'
import type { Json } from '../../shared/json'
import { withoutOutdated } from '../../shared/records/states'
import type { RecordView } from '../../shared/records/view'
import type { Body } from '../../shared/shapes'
import { useRpc } from '../engine/engine-context'
import { errorBodyOf, problemsOf, showError } from '../ui/errors'
import { newOperation } from '../ui/operation'
import { today } from '../ui/today'
import { useBusy } from '../ui/use-busy'
import { editableValues, isEmpty, patchOf } from './form-values'
import { focusProblem } from './placed-problems'
import { type Filled, useFilling, withFilled } from './use-filling'
import type { SavedRecord } from './write-record'

/** A move that is about to be made with a record. */
export interface Moving {
  readonly kind: Kind
  readonly flow: Workflow
  readonly move: Move
  readonly record: RecordView
}

/** Where the problem of the reason is kept: no field of a kind is called so. */
export const REASON = 'reason'

/** What a move asks for, field by field: what fills a needed field is offered before it. */
export function fieldsOfMove(kind: Kind, { needs = [] }: Move): readonly (readonly [string, CellField])[] {
  const needed = needs.flatMap((key): [string, CellField][] => {
    const field = fieldOf(kind, key)
    return field && field.type !== 'rows' ? [[key, { ...field, required: true }]] : []
  })
  const offered = fillings(kind.fields).flatMap(({ key, field, fills }): [string, CellField][] =>
    !needs.includes(key) && Object.keys(fills).some((own) => needs.includes(own)) ? [[key, field]] : [],
  )
  return [...offered, ...needed]
}

/** The dates that the move would fill by itself, where it also asks for them: shown, so that they can be set right. */
function stampedToday(move: Move, stored: Body): Body {
  const dates = Object.entries(move.stamps ?? {}).filter(
    ([key, what]) => what === 'today' && move.needs?.includes(key) && isEmpty(stored[key]),
  )
  return Object.fromEntries(dates.map(([key]) => [key, today()]))
}

/** What is answered to a move's questions, what of it is refused, and how the move is made. */
export function useMove({ kind, flow, move, record }: Moving, onMoved: (saved: SavedRecord) => void) {
  const rpc = useRpc()
  const element = useRef<HTMLFormElement>(null)
  const stored = useMemo(
    () => withoutOutdated(move, editableValues(kind, record.body, record.masked)),
    [kind, move, record],
  )
  const [values, setValues] = useState<Body>(() => ({ ...stored, ...stampedToday(move, stored) }))
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const { busy, run } = useBusy()
  const operation = useRef(newOperation())
  const fill = useFilling(
    kind,
    values,
    useCallback((filled: Filled) => setValues((now) => withFilled(now, filled)), []),
  )
  const answered = (key: string): void => setProblems((before) => before.filter(({ field }) => field !== key))
  const type = (key: string, value: Json): void => {
    setValues((before) => ({ ...before, [key]: value }))
    answered(key)
    fill(key, value)
  }
  const giveReason = (text: string): void => {
    setReason(text)
    answered(REASON)
  }
  const make = async (): Promise<void> => {
    const saved = await rpc.records.move({
      id: record.id,
      flow: flow.field,
      move: move.name,
      patch: patchOf(kind, stored, values),
      seen: record.lastChange,
      ...(reason.trim() !== '' && { reason: reason.trim() }),
      operation: operation.current,
    })
    onMoved(saved)
  }
  const refused = (error: unknown): void => {
    const found = problemsOf(errorBodyOf(error))
    if (found.length === 0) {
      showError(error)
      return
    }
    setProblems(found)
    requestAnimationFrame(() => focusProblem(element.current))
  }
  return {
    element,
    values,
    reason,
    problems,
    saving: busy,
    type,
    giveReason,
    make: () => run(make, refused),
  }
}
