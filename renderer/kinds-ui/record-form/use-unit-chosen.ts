import { useCallback } from 'react'
import { flushSync } from 'react-dom'
import type { Kind } from '../../../shared/definition/define'
import type { Json } from '../../../shared/json'
import type { Body } from '../../../shared/shapes'
import { useRpc } from '../../engine/engine-context'
import { attempt } from '../../ui/errors'
import { useLatest } from '../../ui/use-latest'
import type { UnitChosen } from './form-moved'

/** Answers what to call once a value was chosen: another unit asks the engine what follows it. */
export function useUnitChosen(
  kind: Kind,
  values: Body,
  onChosen: (chosen: UnitChosen) => void,
): (key: string, value: Json) => void {
  const rpc = useRpc()
  const latest = useLatest(values)
  return useCallback(
    (key, unit) => {
      if (key !== 'unit' || typeof unit !== 'string' || unit === latest.current.unit) return
      if (!followsUnit(kind)) return
      const held = heldReferences(kind, latest.current)
      attempt(async () => {
        const suggested = await rpc.records.suggest({ kind: kind.name, unit, held })
        keepingSelected(() => onChosen({ kind, unit, suggested }))
      })
    },
    [rpc, kind, latest, onChosen],
  )
}

/** Does work that may put another value under the cursor, and selects it there: typing replaces it as any carried-over value. */
function keepingSelected(work: () => void): void {
  const input = document.activeElement
  const before = input instanceof HTMLInputElement ? input.value : ''
  flushSync(work)
  if (input instanceof HTMLInputElement && input === document.activeElement && input.value !== before)
    input.select()
}

function followsUnit(kind: Kind): boolean {
  return Object.values(kind.fields).some(
    (field) => field.suggest === 'lastHere' || (field.type === 'ref' && field.near === true),
  )
}

function heldReferences(kind: Kind, values: Body): Record<string, string> {
  return Object.fromEntries(
    Object.entries(kind.fields).flatMap(([key, field]): [string, string][] => {
      const value = values[key]
      const isHeld = field.type === 'ref' && field.near && typeof value === 'string' && value !== ''
      return isHeld ? [[key, value]] : []
    }),
  )
}
