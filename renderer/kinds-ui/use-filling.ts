import { type Dispatch, type SetStateAction, useCallback, useEffect, useRef } from 'react'
import type { Kind } from '../../shared/definition/define'
import { filledValues, fillings } from '../../shared/definition/fills'
import type { Json } from '../../shared/json'
import type { Body } from '../../shared/shapes'
import { useRpc } from '../engine/engine-context'
import { attempt } from '../ui/errors'

/**
 * Answers what to call once a value was chosen: a reference that fills other fields shows at once what it fills, as a save
 * without the form would.
 */
export function useFilling(
  kind: Kind,
  values: Body,
  setValues: Dispatch<SetStateAction<Body>>,
): (key: string, value: Json) => void {
  const rpc = useRpc()
  const latest = useRef(values)
  useEffect(() => {
    latest.current = values
  })
  return useCallback(
    (key, chosen) => {
      const former = latest.current[key] ?? null
      const isFilling = fillings(kind.fields).some((filling) => filling.key === key)
      if (!isFilling || typeof chosen !== 'string' || chosen === former) return
      attempt(async () => {
        const bodies = new Map<string, Body>()
        for (const id of [chosen, former])
          if (typeof id === 'string') bodies.set(id, (await rpc.records.get({ id })).body)
        const bodyOf = (id: string): Body | undefined => bodies.get(id)
        setValues((now) =>
          now[key] === chosen
            ? { ...now, ...filledValues(kind.fields, { ...now, [key]: former }, { [key]: chosen }, bodyOf) }
            : now,
        )
      })
    },
    [rpc, kind, setValues],
  )
}
