import { type Change, DELETED, type Flat } from '../../../shared/sync/change'
import { headsOf, overFor, type State } from '../../../shared/sync/merge'
import type { OpenContext } from '../context'
import { openRecordIndex } from '../search/index-records'
import { settingTotals } from './derived'
import { openWriter } from './writer'

/** One edit made at this laptop. `set` names only the keys that change; `null` empties one. */
export interface LocalEdit {
  readonly record: string
  readonly kind: string
  readonly kindVersion: number
  readonly scope: string
  readonly set: Flat
  readonly reason?: string
}

/**
 * Writes edits as changes of this site's own streams and projects them, inside the caller's transaction.
 * A change replaces every head of the keys it sets, so resolving a conflict is an edit like any other.
 * Unless an edit deletes or restores, it writes `$deleted: false`: an edit concurrent with a delete keeps the record.
 * @returns the change ids, in the order of the edits.
 */
export function writeLocal(ctx: OpenContext, edits: readonly LocalEdit[]): string[] {
  const { site, user } = ctx
  const writer = openWriter(ctx, openRecordIndex(ctx, edits.length))
  const ids: string[] = []
  for (const edit of edits) {
    const now = ctx.clock.now()
    const head = writer.head(site.id, edit.scope)
    const change: Change = {
      id: writer.nextId(edit.record, now),
      site: site.id,
      scope: edit.scope,
      seq: head.seq + 1,
      prev: head.hash,
      record: edit.record,
      kind: edit.kind,
      kindVersion: edit.kindVersion,
      author: user.name,
      at: new Date(now).toISOString(),
      ...(edit.reason === undefined ? {} : { reason: edit.reason }),
      ...valuesOf(edit, writer.stateOf(edit.record)),
    }
    writer.write(change)
    ids.push(change.id)
  }
  writer.finish()
  return ids
}

function valuesOf(edit: LocalEdit, state: State | undefined): Pick<Change, 'set' | 'over'> {
  const saysDeleted = Object.hasOwn(edit.set, DELETED)
  const typed = settingTotals(state, edit.set)
  const set: Flat = saysDeleted ? typed : { ...typed, [DELETED]: false }
  const over: Record<string, readonly string[]> = {}
  if (state) {
    for (const key of Object.keys(typed)) {
      const ids = overFor(state, key)
      if (ids.length > 0) over[key] = ids
    }
    if (!saysDeleted) {
      const ids = livingHeads(state)
      if (ids.length > 0) over[DELETED] = ids
    }
  }
  return { set, over }
}

/**
 * What the `$deleted: false` of an ordinary edit replaces. A delete that another laptop made meanwhile stays a head.
 * So it stays listed as a conflict, until a person deletes or restores.
 */
function livingHeads(state: State): readonly string[] {
  const heads = headsOf(state, DELETED)
  const living = heads.filter(([, value]) => value === false)
  return (living.length > 0 ? living : heads).map(([id]) => id)
}
