import { useCallback, useRef } from 'react'
import { fillings, type Kind } from '../../shared/definition/define'
import { filledValues } from '../../shared/editing/derived'
import type { Json } from '../../shared/json'
import type { Body } from '../../shared/shapes'
import { useRpc } from '../engine/engine-context'
import { attempt } from '../ui/errors'
import { useLatest } from '../ui/use-latest'

/** A record was chosen where another one, or none, was named before; both have been read. */
export interface Filled {
  readonly kind: Kind
  /** The field in which it was chosen. */
  readonly key: string
  readonly chosen: string
  /** The record whose values stand in the form. */
  readonly former: Json
  readonly bodies: ReadonlyMap<string, Body>
}

/** A form's values with what the chosen record fills; as they are where another one has been chosen meanwhile. */
export function withFilled(now: Body, { kind, key, chosen, former, bodies }: Filled): Body {
  if (now[key] !== chosen) return now
  const before = { ...now, [key]: former }
  return { ...now, ...filledValues(kind.fields, before, { [key]: chosen }, (id) => bodies.get(id)) }
}

/** A record was chosen, or none, and what it fills has not been read. */
interface Choice {
  readonly former: Json
}

/**
 * Answers what to call once a value was chosen: a reference that fills other fields shows at once what it fills, as a save
 * without the form would.
 */
export function useFilling(
  kind: Kind,
  values: Body,
  onFilled: (filled: Filled) => void,
): (key: string, value: Json) => void {
  const rpc = useRpc()
  const latest = useLatest(values)
  /** By field: the last choice, for as long as it has filled nothing. What fills the form is then still the one before it. */
  const unfilled = useRef(new Map<string, Choice>())
  return useCallback(
    (key, chosen) => {
      const isFilling = fillings(kind.fields).some((filling) => filling.key === key)
      if (!isFilling) return
      const former = unfilled.current.get(key)?.former ?? latest.current[key] ?? null
      const choice = { former }
      unfilled.current.set(key, choice)
      if (chosen === former) unfilled.current.delete(key)
      if (typeof chosen !== 'string' || chosen === former) return
      attempt(async () => {
        const bodies = new Map<string, Body>()
        for (const id of [chosen, former])
          if (typeof id === 'string') bodies.set(id, (await rpc.records.get({ id })).body)
        if (unfilled.current.get(key) !== choice) return
        unfilled.current.delete(key)
        onFilled({ kind, key, chosen, former, bodies })
      })
    },
    [rpc, kind, latest, onFilled],
  )
}
