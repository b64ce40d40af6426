import { useRef } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { FieldProblem } from '../../../shared/errors'
import { isDraft } from '../../../shared/records/states'
import type { Body } from '../../../shared/shapes'
import { useRpc, useTransport } from '../../engine/engine-context'
import { begun } from '../../engine/held-save'
import { errorBodyOf, problemsOf, showError } from '../../ui/errors'
import { newOperation } from '../../ui/operation'
import { useShortcut } from '../../ui/shortcuts'
import { useBusy } from '../../ui/use-busy'
import { useIsHere } from '../../ui/use-is-here'
import { draftPatch } from '../form-values'
import { type SavedRecord, type SaveWay, writeRecord } from '../write-record'
import type { FormStart } from './form-start'
import { giveTypingBack, holdTyping } from './typed-ahead'

interface Saving {
  readonly kind: Kind
  readonly start: FormStart
  readonly patch: Body
  readonly reason: string
  /**
   * What follows a save; the form stays closed to a second one until it is over.
   * `then`: where it goes on once that is said; nowhere for a person who has left the form meanwhile.
   */
  readonly onWritten: (saved: SavedRecord, way: SaveWay, then: () => SaveWay | null) => Promise<void>
  /** It is kept, and saved once an import has ended; it goes on at once. */
  readonly onHeld: (saved: Promise<SavedRecord>, way: SaveWay, then: () => SaveWay | null) => Promise<void>
  readonly onRefused: (problems: readonly FieldProblem[]) => void
  /** Another changed the record meanwhile: nothing was saved. */
  readonly onChanged: (by: string) => Promise<void>
}

/** Saves a form, one save at a time; a save that is tried again after a failure is the same operation. */
export function useSaving(saving: Saving) {
  const { kind, start, patch, reason, onWritten, onHeld, onRefused, onChanged } = saving
  const rpc = useRpc()
  const transport = useTransport()
  const { busy, run } = useBusy()
  const operation = useRef(newOperation())
  const isHere = useIsHere()
  /** The next form was asked for while this one is being saved. */
  const next = useRef(false)
  useShortcut(
    'create',
    busy && start.record === null
      ? () => {
          next.current = true
          holdTyping()
        }
      : null,
  )
  const write = async (way: SaveWay): Promise<SavedRecord | null> => {
    const wanted = {
      kind,
      id: start.record?.id,
      follow: start.follows?.source,
      seen: start.record?.lastChange,
      isDraft: start.record !== null && isDraft(kind, start.record.body),
      patch: way === 'draft' ? draftPatch(kind, patch, start.initial) : patch,
      reason,
      operation: operation.current,
    }
    // Who fills one form after the other types on, and does not wait for the next one.
    if (way === 'another') holdTyping()
    const outcome = await begun(transport, wanted.operation, () => writeRecord(rpc, wanted, way))
    operation.current = newOperation()
    // Going on takes the form away: whether somebody is before it is asked before that.
    let wasHere = false
    const then = (): SaveWay | null => {
      wasHere = isHere.current
      if (!wasHere) return null
      return next.current ? 'another' : way
    }
    if ('held' in outcome) {
      await onHeld(outcome.held, way, then)
      return null
    }
    await onWritten(outcome.done, way, then)
    return wasHere ? outcome.done : null
  }
  const refused = async (error: unknown): Promise<void> => {
    next.current = false
    giveTypingBack()
    const body = errorBodyOf(error)
    const found = problemsOf(body)
    // Whoever has gone on meanwhile does not see what the form would say.
    if (!isHere.current) showError(error)
    else if (found.length > 0) onRefused(found)
    else if (body.code === 'record.changed') await onChanged(String(body.params.by ?? '')).catch(showError)
    else showError(error)
  }
  /** Answers `null` where nothing was saved. */
  const save = (way: SaveWay): Promise<SavedRecord | null> => run(() => write(way), refused)
  return { saving: busy, save }
}
