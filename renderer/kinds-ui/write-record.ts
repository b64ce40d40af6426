import type { Rpc } from '../../shared/contract/rpc'
import type { Kind } from '../../shared/definition/define'
import { submission } from '../../shared/records/states'
import type { Body } from '../../shared/shapes'

export interface SavedRecord {
  readonly id: string
  readonly change: string
  readonly number: string | null
}

/** The record, or the row of it, that a new record follows. */
export interface FollowedSource {
  readonly id: string
  readonly row?: string
}

/** What is to follow a save: the record is shown, another one begins, or it waits as a draft. */
export type SaveWay = 'show' | 'another' | 'draft'

interface Written {
  readonly kind: Kind
  /** Absent for a new record. */
  readonly id: string | undefined
  readonly follow: FollowedSource | undefined
  /** The record is one that still waits as a draft. */
  readonly isDraft: boolean
  /** The newest change of the record that the form knows. */
  readonly seen: string | undefined
  readonly patch: Body
  /** Why, where that is asked for. */
  readonly reason: string
  readonly operation: string
}

/** Writes what a form holds. A draft that is not kept as one is submitted with it, in one change. */
export async function writeRecord(rpc: Rpc, form: Written, way: SaveWay): Promise<SavedRecord> {
  const { kind, id, follow, patch, seen, operation } = form
  const why = form.reason.trim() === '' ? {} : { reason: form.reason.trim() }
  if (id === undefined)
    return rpc.records.save({
      kind: kind.name,
      patch,
      operation,
      draft: way === 'draft',
      ...(follow && { follow }),
    })
  const submit = form.isDraft && way !== 'draft' ? submission(kind) : undefined
  return submit
    ? rpc.records.move({
        id,
        flow: submit.flow.field,
        move: submit.move.name,
        patch,
        seen,
        operation,
        ...why,
      })
    : rpc.records.save({ kind: kind.name, id, patch, seen, operation, ...why })
}
