import { useCallback, useEffect, useRef } from 'react'
import type { Body } from '../../../shared/shapes'
import { useRpc } from '../../engine/engine-context'
import { beforeLock } from '../../ui/before-lock'
import { attemptUnasked } from '../../ui/errors'

/** A change is in the draft at most this long after it was typed, however long typing goes on. */
const pauseMs = 1500

/**
 * Keeps the half-typed form `of` a kind or record in the profile (`null`: keeps nothing): some moments after a change,
 * when the form is left, and when the window closes.
 * `close` ends it once the record is saved.
 */
export function useDraft(
  of: { readonly kind: string; readonly id?: string } | null,
  values: Body,
  changed: boolean,
): { readonly close: () => Promise<void> } {
  const rpc = useRpc()
  const [kind, id] = [of?.kind, of?.id]
  const latest = useRef(values)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const closed = useRef(false)
  const untouched = useRef(values)
  const underWay = useRef<Promise<unknown>>(Promise.resolve())
  latest.current = values

  const flush = useCallback(async (): Promise<void> => {
    if (timer.current === null) return
    clearTimeout(timer.current)
    timer.current = null
    if (closed.current || kind === undefined) return
    const save = rpc.drafts.save({ kind, ...(id !== undefined && { id }), body: latest.current })
    underWay.current = save.catch(() => undefined)
    await save
  }, [rpc, kind, id])

  useEffect(() => {
    if (!changed || closed.current || values === untouched.current) return
    timer.current ??= setTimeout(() => attemptUnasked(flush), pauseMs)
  }, [values, changed, flush])

  useEffect(() => {
    const leave = (): void => attemptUnasked(flush)
    const forget = beforeLock(flush)
    addEventListener('beforeunload', leave)
    return () => {
      removeEventListener('beforeunload', leave)
      forget()
      leave()
    }
  }, [flush])

  const close = useCallback(async (): Promise<void> => {
    closed.current = true
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    // Requests may overtake each other: a draft that came after its end would offer what is saved to be saved once more.
    await underWay.current
    if (kind !== undefined) await rpc.drafts.discard({ kind, ...(id !== undefined && { id }) })
  }, [rpc, kind, id])
  return { close }
}
