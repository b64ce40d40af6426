import { useCallback } from 'react'
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
  readonly former: Json
  readonly bodies: ReadonlyMap<string, Body>
}

/** A form's values with what the chosen record fills; as they are where another one has been chosen meanwhile. */
export function withFilled(now: Body, { kind, key, chosen, former, bodies }: Filled): Body {
  if (now[key] !== chosen) return now
  const before = { ...now, [key]: former }
  return { ...now, ...filledValues(kind.fields, before, { [key]: chosen }, (id) => bodies.get(id)) }
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
  return useCallback(
    (key, chosen) => {
      const former = latest.current[key] ?? null
      const isFilling = fillings(kind.fields).some((filling) => filling.key === key)
      if (!isFilling || typeof chosen !== 'string' || chosen === former) return
      attempt(async () => {
        const bodies = new Map<string, Body>()
        for (const id of [chosen, former])
          if (typeof id === 'string') bodies.set(id, (await rpc.records.get({ id })).body)
        onFilled({ kind, key, chosen, former, bodies })
      })
    },
    [rpc, kind, latest, onFilled],
  )
}
