import { canonicalJson } from '../../../shared/json'
import { type Change, type Flat, NUMBER } from '../../../shared/sync/change'
import { applyChange, type Heads, isDeleted, type State } from '../../../shared/sync/merge'
import type { ReadDb, WriteDb } from '../context'
import { insertRows } from '../db/insert-rows'
import { type Shown, shownOf, typedBody } from './derived'
import type { LogAppender } from './log'
import { changeQuery, insertInto, type RecordRow } from './queries'

/** The merge state that a row of `records` holds. */
export function stateFromRow(row: RecordRow): State {
  const { typed, ...heads } = JSON.parse(row.heads) as Heads & Partial<Pick<Shown, 'typed'>>
  return {
    kind: row.kind,
    scope: row.scope,
    body: typedBody(JSON.parse(row.body) as Flat, typed),
    heads,
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
  const { body, typed, conflicts } = shownOf(state)
  return {
    kind: state.kind,
    scope: state.scope,
    number: typeof number === 'string' ? number : null,
    body: JSON.stringify(body),
    heads: canonicalJson(headsJson(state.heads, typed)),
    deleted: isDeleted(state) ? 1 : 0,
    conflicts,
    created_at: state.createdAt,
    created_by: state.createdBy,
    updated_at: state.updatedAt,
    last_change: state.lastChange,
  }
}

function headsJson(heads: Heads, typed: Shown['typed']): Flat {
  return {
    base: heads.base,
    ...(heads.first === undefined ? {} : { first: heads.first }),
    ...(heads.headless === undefined ? {} : { headless: heads.headless }),
    ...(heads.one === undefined ? {} : { one: heads.one }),
    ...(heads.many === undefined ? {} : { many: heads.many }),
    ...(heads.awaited === undefined ? {} : { awaited: heads.awaited }),
    ...(Object.keys(typed).length === 0 ? {} : { typed }),
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
  /** Scope → records that went into the recycle bin, and living ones that were not there before. */
  readonly scopes: ReadonlyMap<string, { readonly deleted: number; readonly revived: number }>
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

/** How a record stood before the projection and how it stands now. */
interface Outcome {
  readonly existed: boolean
  readonly wasDeleted: boolean
  readonly hadConflicts: number
  deleted: boolean
  conflicts: number
  scope: string
}

interface Held {
  state: State | undefined
  readonly row: RecordRow | undefined
}

/**
 * Records kept in memory before they are written: enough to write a record edited several times in a row once, so few
 * that they die young and the heap stays flat.
 */
const HELD = 128

/** @see Projector. @param log where the changes are appended, each before it is applied */
export function openProjector(db: WriteDb, log: Pick<LogAppender, 'knows'>): Projector {
  const held = new Map<string, Held>()
  const outcomes = new Map<number, Outcome>()
  const kinds = new Set<string>()

  function touch(record: string): Held {
    let entry = held.get(record)
    if (!entry) {
      if (held.size >= HELD) flush()
      const row = changeQuery<RecordRow>(db, 'record').get(record)
      entry = { state: row && stateFromRow(row), row }
      held.set(record, entry)
    }
    return entry
  }

  function flush(): void {
    const added: unknown[][] = []
    let last = changeQuery<{ rid: number }>(db, 'lastRecord').get()?.rid ?? 0
    for (const [id, { state, row }] of held) {
      // Looked at, but nothing applied: a caller that asks for the state and then gives up.
      if (!state) continue
      const written = rowOf(state)
      kinds.add(state.kind)
      if (row) changeQuery(db, 'setRecord').run(...Object.values(written), row.rid)
      else {
        last += 1
        added.push([last, id, ...Object.values(written)])
      }
      note(row?.rid ?? last, row, written)
    }
    insertRows(db, insertInto.records, added)
    held.clear()
  }

  function note(rid: number, row: RecordRow | undefined, written: ReturnType<typeof rowOf>): void {
    const now = { deleted: written.deleted === 1, conflicts: written.conflicts, scope: written.scope }
    const outcome = outcomes.get(rid)
    if (outcome) Object.assign(outcome, now)
    else
      outcomes.set(rid, {
        existed: row !== undefined,
        wasDeleted: row?.deleted === 1,
        hadConflicts: row?.conflicts ?? 0,
        ...now,
      })
  }

  return {
    stateOf: (record) => touch(record).state,
    apply(change) {
      const entry = touch(change.record)
      entry.state = applyChange(entry.state, change, (id) => log.knows(change.record, id))
    },
    finish() {
      flush()
      return summaryOf(outcomes, [...kinds])
    },
  }
}

function summaryOf(outcomes: ReadonlyMap<number, Outcome>, kinds: readonly string[]): Projected {
  const scopes = new Map<string, { deleted: number; revived: number }>()
  let [created, deleted, conflicts] = [0, 0, 0]
  for (const outcome of outcomes.values()) {
    const wasAlive = outcome.existed && !outcome.wasDeleted
    const scope = scopes.get(outcome.scope) ?? { deleted: 0, revived: 0 }
    scopes.set(outcome.scope, scope)
    if (!outcome.existed) created += 1
    if (wasAlive && outcome.deleted) {
      deleted += 1
      scope.deleted += 1
    }
    if (!wasAlive && !outcome.deleted) scope.revived += 1
    conflicts += Math.max(0, outcome.conflicts - outcome.hadConflicts)
  }
  const changed = outcomes.size - created
  return { rids: [...outcomes.keys()], kinds, created, changed, deleted, conflicts, scopes }
}

/** What a projection did, as far as several may be told together. */
export type Counted = Pick<Projected, 'rids' | 'kinds' | 'created' | 'changed' | 'deleted' | 'conflicts'>

/** What several projections did, one after the other. */
export function together(all: readonly Projected[]): Counted {
  const sum = (of: (one: Projected) => number): number => all.reduce((total, one) => total + of(one), 0)
  return {
    rids: [...new Set(all.flatMap(({ rids }) => rids))],
    kinds: [...new Set(all.flatMap(({ kinds }) => kinds))],
    created: sum(({ created }) => created),
    changed: sum(({ changed }) => changed),
    deleted: sum(({ deleted }) => deleted),
    conflicts: sum(({ conflicts }) => conflicts),
  }
}
