import { useRef, useState } from 'react'
import type { ConflictEntry } from '../../../shared/contract/conflicts'
import type { FieldProblem } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import type { Body } from '../../../shared/shapes'
import { useRpc } from '../../engine/engine-context'
import { errorBodyOf, problemsOf, showError } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'
import { focusProblem } from '../placed-problems'
import { startOf, thirdValue } from './third-value'

/** Choices that are no head's. */
export const BOTH = 'both'
export const TYPED = 'typed'
export const TOGETHER = 'together'

/** What is chosen of a conflict's versions, or typed instead of them, and how it is decided. */
export function useDecision(conflict: ConflictEntry) {
  const rpc = useRpc()
  const element = useRef<HTMLElement>(null)
  const kind = knownKind(conflict.kind)
  const [choice, setChoice] = useState<string | null>(null)
  const [values, setValues] = useState<Body>({})
  const [reason, setReason] = useState('')
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const { busy, run } = useBusy()
  const operation = useRef(newOperation())

  const choose = (next: string): void => {
    setChoice(next)
    setProblems([])
    if (next === BOTH) setValues({ [conflict.key]: conflict.both })
    if (next === TYPED && kind) setValues(startOf(kind, conflict))
  }
  const type = (name: string, value: Json): void => {
    setValues((before) => ({ ...before, [name]: value }))
    setProblems([])
  }
  const decide = async (): Promise<void> => {
    if (choice === null || !kind) return
    await rpc.records.resolve({
      record: conflict.record,
      key: conflict.key,
      reason: reason.trim(),
      operation: operation.current,
      ...decisionOf(choice, () => thirdValue(kind, conflict, values)),
    })
    showToast(`“${conflict.label}”已按所选的内容决定`)
  }
  const refused = (error: unknown): void => {
    const found = problemsOf(errorBodyOf(error))
    if (found.length === 0) showError(error)
    setProblems(found)
    requestAnimationFrame(() => focusProblem(element.current))
  }
  const isReady = choice !== null && reason.trim() !== ''
  return {
    element,
    choice,
    values,
    reason,
    problems,
    saving: busy,
    isReady,
    choose,
    type,
    setReason,
    decide: () => run(decide, refused),
  }
}

/** What a choice decides for. */
function decisionOf(choice: string, typed: () => Json) {
  if (choice === BOTH || choice === TYPED) return { value: typed() }
  return choice === TOGETHER ? ({ together: true } as const) : { keep: choice }
}
