import { useCallback, useMemo, useReducer } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { Json } from '../../../shared/json'
import { today } from '../../ui/today'
import { changedKeys, newDoubts, patchOf } from '../form-values'
import { type Filled, useFilling } from '../use-filling'
import type { UnitChosen } from './form-moved'
import type { FormStart } from './form-start'
import { nextForm, openedForm } from './form-state'
import { useUnitChosen } from './use-unit-chosen'

/** The state of a form, what happens to it, and what follows from both: whether it was changed, and what a save sends. */
export function useFormState(kind: Kind, start: FormStart) {
  const { stored, initial, masked } = start
  const [form, tell] = useReducer(nextForm, start, openedForm)
  const { values } = form
  const fill = useFilling(
    kind,
    values,
    useCallback((filled: Filled) => tell({ type: 'filled', filled }), []),
  )
  const moveTo = useUnitChosen(
    kind,
    values,
    useCallback((to: UnitChosen) => tell({ type: 'moved', to }), []),
  )
  const type = useCallback(
    (key: string, value: Json): void => {
      tell({ type: 'typed', key, value })
      fill(key, value)
      moveTo(key, value)
    },
    [fill, moveTo],
  )
  const isChanged = useMemo(
    () => changedKeys(kind, initial, values, masked).length > 0,
    [kind, initial, values, masked],
  )
  const patch = useMemo(() => patchOf(kind, stored, values, masked), [kind, stored, values, masked])
  const doubts = useMemo(() => newDoubts(kind, initial, values, today()), [kind, initial, values])
  return { form, tell, type, isChanged, patch, doubts }
}
