import { useEffect, useState } from 'react'
import { useRpc } from '../../engine/engine-context'
import type { FormStart } from '../../kinds-ui/record-form/form-start'
import { loadForm, type WantedForm } from './form-start'

/** Asks for everything a form starts with, once: what is typed must not be overwritten by a later answer. */
export function useFormStart({ kind, id, record, row, given }: WantedForm) {
  const rpc = useRpc()
  const [start, setStart] = useState<FormStart | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let current = true
    loadForm(rpc, { kind, id, record, row, given }).then(
      (loaded) => current && setStart(loaded),
      (reason: unknown) => current && setError(reason),
    )
    return () => {
      current = false
    }
  }, [rpc, kind, id, record, row, given])
  return { start, error }
}
