import { canonicalJson } from '../../../shared/json'
import { type Change, type Flat, NUMBER } from '../../../shared/sync/change'
import { applyChange, type Heads, isDeleted, type State } from '../../../shared/sync/merge'
import type { ReadDb, WriteDb } from '../context'
import { changeQuery, type RecordRow } from './queries'

/** The merge state that a row of `records` holds. */
export function stateFromRow(row: RecordRow): State {
  return {
    kind: row.kind,
    scope: row.scope,
    body: JSON.parse(row.body) as Flat,
    heads: JSON.parse(row.heads) as Heads,
    conflicts: row.conflicts,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    lastChange: row.last_change,
  }
}

/** The state of one record with everything known of it, or `undefined` for a record unknown here. */
export function stateOf(db: ReadDb, record: string): State | undefined {
  const row = changeQuery<RecordRow>(db, 'record').get(record)
  return row && stateFromRow(row)
}

/** The columns of `records` that a state fills, in the order of the statements. */
export function rowOf(state: State) {
  const number = state.body[NUMBER]
  return {
    kind: state.kind,
    scope: state.scope,
    number: typeof number === 'string' ? number : null,
    body: JSON.stringify(state.body),
    heads: canonicalJson(headsJson(state.heads)),
    deleted: isDeleted(state) ? 1 : 0,
    conflicts: state.conflicts,
    created_at: state.createdAt,
    created_by: state.createdBy,
    updated_at: state.updatedAt,
    last_change: state.lastChange,
  }
}

function headsJson(heads: Heads): Flat {
  return {
    base: heads.base,
    ...(heads.first === undefined ? {} : { first: heads.first }),
    ...(heads.one === undefined ? {} : { one: heads.one }),
    ...(heads.many === undefined ? {} : { many: heads.many }),
    ...(heads.awaited === undefined ? {} : { awaited: heads.awaited }),
  }
}

/** What a projection did to `records`. */
export interface Projected {
  /** Rows touched, for the search index. */
  readonly rids: readonly number[]
  readonly kinds: readonly string[]
  readonly created: number
  readonly changed: number
  /** Records that went into the recycle bin. */
  readonly deleted: number
  /** Conflicting keys that were not there before. */
  readonly conflicts: number
}

/**
 * Applies changes to `records`, inside the caller's transaction. Each change must already stand in the log, and none may
 * stand there that is not applied yet: whether a replaced change "has arrived" is read from the log.
 */
export interface Projector {
  stateOf(record: string): State | undefined
  apply(change: Change): void
  /** Writes what is still held in memory and says what happened. */
  finish(): Projected
}

interface Touched {
  state: State | undefined
  readonly rid: number | undefined
  readonly wasDeleted: boolean
  readonly hadConflicts: number
}

/** Records kept in memory before they are written: enough to write each once in a batch, little enough to stay flat. */
const HELD = 2000

/** @see Projector */
export function openProjector(db: WriteDb): Projector {
  const held = new Map<string, Touched>()
  const rids = new Set<number>()
  const createdRids = new Set<number>()
  const kinds = new Set<string>()
  let deleted = 0
  let conflicts = 0

  function touch(record: string): Touched {
    let entry = held.get(record)
    if (!entry) {
      if (held.size >= HELD) flush()
      const row = changeQuery<RecordRow>(db, 'record').get(record)
      entry = {
        state: row && stateFromRow(row),
        rid: row?.rid,
        wasDeleted: row?.deleted === 1,
        hadConflicts: row?.conflicts ?? 0,
      }
      held.set(record, entry)
    }
    return entry
  }

  function flush(): void {
    for (const [id, { state, rid, wasDeleted, hadConflicts }] of held) {
      if (!state) continue
      const row = rowOf(state)
      const values = Object.values(row)
      if (rid === undefined) {
        const added = Number(changeQuery(db, 'addRecord').run(id, ...values).lastInsertRowid)
        rids.add(added)
        createdRids.add(added)
      } else {
        changeQuery(db, 'setRecord').run(...values, rid)
        rids.add(rid)
      }
      kinds.add(state.kind)
      if (row.deleted === 1 && !wasDeleted) deleted += 1
      conflicts += Math.max(0, state.conflicts - hadConflicts)
    }
    held.clear()
  }

  return {
    stateOf: (record) => touch(record).state,
    apply(change) {
      const entry = touch(change.record)
      entry.state = applyChange(
        entry.state,
        change,
        (id) => changeQuery(db, 'knows').get(change.record, id) !== undefined,
      )
    },
    finish() {
      flush()
      return {
        rids: [...rids],
        kinds: [...kinds],
        created: createdRids.size,
        changed: rids.size - createdRids.size,
        deleted,
        conflicts,
      }
    },
  }
}
