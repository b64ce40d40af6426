import { useEffect, useRef } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { FieldProblem } from '../../../shared/errors'
import { showError } from '../../ui/errors'
import { useSimilar } from '../duplicates/use-similar'
import { focusFirst } from '../enter-moves'
import { focusProblem, placeProblems } from '../placed-problems'
import { useDraft } from '../use-draft'
import type { SavedRecord, SaveWay } from '../write-record'
import type { FormStart } from './form-start'
import { useFormState } from './use-form-state'
import { useSaving } from './use-saving'

/** What comes after a form, as the screen that holds it has it. */
export interface FormEnds {
  /** What follows a save; the form stays closed to a second one until it is over. */
  readonly saved: (saved: SavedRecord, way: SaveWay) => Promise<void>
  /** The form is saved: it and a record that it may be are to be compared for merging. */
  readonly merge: (saved: SavedRecord, other: string) => void
  /** Another record is to be looked at. */
  readonly open: (record: string) => void
  readonly cancel: () => void
  /** Starts over without the draft. */
  readonly discard: () => void
}

/** A form from its start to one of its ends: filled, kept as half-typed, compared with others, saved. */
export function useRecordForm(kind: Kind, start: FormStart, onEnd: FormEnds) {
  const element = useRef<HTMLFormElement>(null)
  const { form, tell, type, isChanged, patch } = useFormState(kind, start)
  const about = start.record ? { id: start.record.id } : {}
  const isBegun = isChanged || start.draft !== null
  const draft = useDraft(start.keepsDraft ? { ...about, kind: kind.name } : null, form.values, isBegun)
  // What the program itself suggested resembles the last record by nature: that is no reason to warn.
  const isTyped = isBegun || start.record !== null || start.follows !== null
  const similar = useSimilar(
    kind,
    isTyped ? { ...about, ...(start.follows && { follow: start.follows.source }), patch } : null,
  )
  useEffect(() => {
    if (element.current) focusFirst(element.current)
  }, [])

  const onWritten = async (saved: SavedRecord, way: SaveWay): Promise<void> => {
    await draft.close()
    await similar.keepDismissed(saved.id).catch(showError)
    await onEnd.saved(saved, way)
  }
  const onRefused = (found: readonly FieldProblem[]): void => {
    const problems = placeProblems(kind, start.stored, form.values, found, start.masked)
    tell({ type: 'refused', problems })
    requestAnimationFrame(() => focusProblem(element.current))
  }
  const { saving, save } = useSaving({ kind, start, patch, onWritten, onRefused })
  const saveAndMerge = async (other: string): Promise<void> => {
    const saved = await save('show')
    if (saved) onEnd.merge(saved, other)
  }
  const discard = async (): Promise<void> => {
    await draft.close()
    onEnd.discard()
  }
  return { element, form, tell, type, similar, saving, save, saveAndMerge, discard }
}
