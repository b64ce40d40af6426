import { useCallback, useEffect, useRef } from 'react'
import type { Patch } from '../../shared/contract/types'
import { useRpc } from '../engine/engine-context'
import { showError } from '../ui/errors'
import type { FormValues } from './form-values'

/** A change is in the draft at most this long after it was typed, however long typing goes on. */
const pauseMs = 1500

/**
 * Keeps a half-typed form in the profile: some moments after a change, when the form is left, and when the window closes.
 * `close` ends it once the record is saved.
 */
export function useDraft(
  kind: string,
  id: string | undefined,
  values: FormValues,
  changed: boolean,
): { readonly close: () => Promise<void> } {
  const rpc = useRpc()
  const latest = useRef(values)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const closed = useRef(false)
  const untouched = useRef(values)
  latest.current = values

  const flush = useCallback((): void => {
    if (timer.current === null) return
    clearTimeout(timer.current)
    timer.current = null
    if (closed.current) return
    rpc.drafts.save({ kind, ...(id !== undefined && { id }), body: latest.current as Patch }).catch(showError)
  }, [rpc, kind, id])

  useEffect(() => {
    if (!changed || closed.current || values === untouched.current) return
    timer.current ??= setTimeout(flush, pauseMs)
  }, [values, changed, flush])

  useEffect(() => {
    addEventListener('beforeunload', flush)
    return () => {
      removeEventListener('beforeunload', flush)
      flush()
    }
  }, [flush])

  const close = useCallback(async (): Promise<void> => {
    closed.current = true
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    await rpc.drafts.discard({ kind, ...(id !== undefined && { id }) })
  }, [rpc, kind, id])
  return { close }
}
