import { useEffect, useMemo, useRef, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import type { FieldProblem } from '../../../shared/errors'
import { useRpc } from '../../engine/engine-context'
import { keptUntilSaved } from '../../engine/held-save'
import { showError } from '../../ui/errors'
import { useSimilar } from '../duplicates/use-similar'
import { focusProblem, placeProblems } from '../placed-problems'
import type { SavedRecord, SaveWay } from '../write-record'
import { focusFirst } from './enter-moves'
import type { FormStart } from './form-start'
import { rebase } from './rebase'
import { keptEdit, storedStart } from './stored-start'
import { takeTyping } from './typed-ahead'
import { useDraft } from './use-draft'
import { useFormState } from './use-form-state'
import { useSaving } from './use-saving'

/** What comes after a form, as the screen that holds it has it. */
export interface FormEnds {
  /** Says what was saved. */
  readonly say: (saved: SavedRecord, way: SaveWay) => Promise<void>
  /** What follows a save once that is said and nothing of the form is kept half-typed. */
  readonly goOn: (saved: SavedRecord, way: SaveWay) => void
  /** The save waits for the end of an import: it goes on at once, unless the form was left, and is said when it is saved. */
  readonly held: (saved: Promise<SavedRecord>, way: SaveWay, next: SaveWay | null) => Promise<void>
  /** The form is saved: it and a record that it may be are to be compared for merging. */
  readonly merge: (saved: SavedRecord, other: string) => void
  /** Another record is to be looked at. */
  readonly open: (record: string) => void
  readonly cancel: () => void
  /** Starts over without the draft. */
  readonly discard: () => void
}

/** A form from its start to one of its ends: filled, kept as half-typed, compared with others, saved. */
export function useRecordForm(kind: Kind, opened: FormStart, onEnd: FormEnds) {
  const rpc = useRpc()
  const element = useRef<HTMLFormElement>(null)
  const [start, setStart] = useState(opened)
  const { form, tell, type, isChanged, patch, doubts } = useFormState(kind, start)
  const about = start.record ? { id: start.record.id } : {}
  const isBegun = isChanged || start.draft !== null
  const isStored = start.record !== null
  const kept = useMemo(
    () => (isStored ? keptEdit(form.values, start.stored) : form.values),
    [isStored, form.values, start.stored],
  )
  const draft = useDraft(start.keepsDraft ? { ...about, kind: kind.name } : null, kept, isBegun)
  // What the program itself suggested resembles the last record by nature: that is no reason to warn.
  const isTyped = isBegun || start.record !== null || start.follows !== null
  const similar = useSimilar(
    kind,
    isTyped ? { ...about, ...(start.follows && { follow: start.follows.source }), patch } : null,
  )
  useEffect(() => {
    const form = element.current
    if (form) takeTyping(() => focusFirst(form))
  }, [])

  const onWritten = async (saved: SavedRecord, way: SaveWay, then: () => SaveWay | null): Promise<void> => {
    // Whoever saves waits for the word alone; the next form waits until this one's draft is gone.
    await Promise.all([onEnd.say(saved, way), draft.close()])
    await similar.keepDismissed(saved.id).catch(showError)
    const next = then()
    if (next !== null) onEnd.goOn(saved, next)
  }
  const onHeld = async (
    held: Promise<SavedRecord>,
    way: SaveWay,
    then: () => SaveWay | null,
  ): Promise<void> => {
    // The engine keeps the save itself, on the disk.
    await draft.close()
    const half = { ...about, kind: kind.name, body: kept }
    const saved = (start.keepsDraft ? keptUntilSaved(rpc.drafts, half, held) : held).then(async (record) => {
      await similar.keepDismissed(record.id).catch(showError)
      return record
    })
    onEnd.held(saved, way, then()).catch(showError)
  }
  const onRefused = (found: readonly FieldProblem[]): void => {
    const problems = placeProblems(kind, start.stored, form.values, found, start.masked)
    tell({ type: 'refused', problems })
    requestAnimationFrame(() => focusProblem(element.current))
  }
  /** The form goes on from the record as it is now, with everything that was typed in it. */
  const onChanged = async (by: string): Promise<void> => {
    if (!start.record) return
    const now = storedStart(kind, await rpc.records.get({ id: start.record.id }))
    const three = { base: start.stored, mine: form.values, theirs: now.stored, masked: start.masked }
    const { values, both, taken } = rebase(kind, three)
    setStart({
      ...start,
      ...now,
      initial: now.stored,
      changed: { by, refused: true, both, taken, theirs: now.stored },
    })
    tell({ type: 'rebased', values })
    requestAnimationFrame(() => element.current?.scrollIntoView({ block: 'start' }))
  }
  const { saving, save: write } = useSaving({
    kind,
    start,
    patch,
    reason: form.reason,
    onWritten,
    onHeld,
    onRefused,
    onChanged,
  })
  /** A doubt is asked about once; a draft is not looked at so closely. */
  const save = async (way: SaveWay): Promise<SavedRecord | null> => {
    const asks = JSON.stringify([...doubts])
    if (way === 'draft' || doubts.size === 0 || form.asked === asks) return write(way)
    tell({ type: 'asked', doubts: asks })
    return null
  }
  const saveAndMerge = async (other: string): Promise<void> => {
    const saved = await save('show')
    if (saved) onEnd.merge(saved, other)
  }
  const discard = async (): Promise<void> => {
    await draft.close()
    onEnd.discard()
  }
  return { element, start, doubts, form, tell, type, similar, saving, save, saveAndMerge, discard }
}
