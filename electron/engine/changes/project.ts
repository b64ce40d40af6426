import { type Shown, shownOf, typedBody } from '../../../shared/editing/derived'
import { canonicalJson } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { type Change, NUMBER, nameOf } from '../../../shared/sync/change'
import {
  type Awaited,
  type Folding,
  foldWhole,
  type Heads,
  isDeleted,
  mayHaveTwin,
  openFolding,
  type State,
} from '../../../shared/sync/merge'
import type { ReadDb, WriteDb } from '../context'
import { insertEach, insertRows } from '../db/prepared'
import { type FactRow, openFacts } from '../facts/write'
import type { FoundBy } from '../search/found-by'
import type { RecordIndex } from '../search/index-records'
import { openAwaitedTable } from './awaited'
import type { LogAppender } from './log'
import { openOutcomes, type Projected, type Standing } from './outcomes'
import { isProjected } from './projected'
import { changeQuery, insertIntoRecords, insertIntoWaiting, type RecordRow } from './queries'
import { dropRegisters, putRegisters, type RegistersRow, registersRow } from './registers'
import { type KindNamed, upgraded, upgradedChangesOf } from './upgraded'

/** The heads as a row of `records` holds them: without the base where it is the last change, as of most records. */
type StoredHeads = Omit<Heads, 'base'> & Partial<Pick<Heads, 'base'> & Pick<Shown, 'typed'>>

/** The merge state that a row of `records` holds. */
export function stateFromRow(row: RecordRow): State {
  const { typed, base = row.last_change, ...heads } = JSON.parse(row.heads) as StoredHeads
  return {
    kind: row.kind,
    scope: row.scope,
    body: typedBody(JSON.parse(row.body) as Flat, typed),
    heads: { base, ...heads },
    conflicts: row.conflicts,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    lastChange: row.last_change,
  }
}

/** The state of one record with everything known of it, or `undefined` for one that is unknown here or of an unknown kind. */
export function stateOf(db: ReadDb, record: string): State | undefined {
  const row = changeQuery<RecordRow>(db, 'record').get(record)
  return row && stateFromRow(row)
}

/** The columns of `records` that a state fills, in the order of the statements. */
export function rowFromState(
  state: State,
  { body, typed, conflicts }: Shown = shownOf(state),
  bodyText = JSON.stringify(body),
) {
  const number = state.body[NUMBER]
  return {
    kind: state.kind,
    scope: state.scope,
    number: typeof number === 'string' ? number : null,
    body: bodyText,
    heads: canonicalJson(headsJson(state, typed)),
    deleted: isDeleted(state) ? 1 : 0,
    conflicts,
    created_at: state.createdAt,
    created_by: state.createdBy,
    updated_at: state.updatedAt,
    last_change: state.lastChange,
  }
}

function headsJson({ heads, lastChange }: Pick<State, 'heads' | 'lastChange'>, typed: Shown['typed']): Flat {
  return {
    ...(heads.base === lastChange ? {} : { base: heads.base }),
    ...(heads.first === undefined ? {} : { first: heads.first }),
    ...(heads.headless === undefined ? {} : { headless: heads.headless }),
    ...(heads.one === undefined ? {} : { one: heads.one }),
    ...(heads.many === undefined ? {} : { many: heads.many }),
    ...(heads.ends === undefined ? {} : { ends: heads.ends }),
    ...(heads.newest === undefined ? {} : { newest: [...heads.newest] }),
    ...(Object.keys(typed).length === 0 ? {} : { typed }),
  }
}

/**
 * Applies changes to `records`, inside the caller's transaction.
 * Each change must already stand in the log, and none may stand there that is not applied yet: the log tells whether a
 * replaced change "has arrived".
 */
export interface Projector {
  stateOf(record: string): State | undefined
  /** What of a record's state costs nothing to know. */
  standingOf(record: string): Folding['standing']
  /** @param set the canonical text of what it sets, where the caller has it. @param foundBy made of the same */
  apply(change: Change, set?: string, foundBy?: FoundBy): void
  /** Makes a record anew of what counts of it now. One of which nothing counts any more goes. */
  refold(record: string): void
  /** Takes a record out of `records`, with its facts and what it is found by: its values are erased. */
  drop(record: string): void
  /** Writes the rows that are still in memory, finishes the index, and says what happened. */
  finish(): Projected
}

interface Held {
  readonly folding: Folding
  readonly row: RecordRow | undefined
  /** As it waits, because its kind is not known. */
  readonly waiting: RecordRow | undefined
  /** The text of the state's body, as long as it is what one change set. */
  body?: string | undefined
  /** What it is found by, as long. */
  foundBy?: FoundBy | undefined
  /** Looked at only, until a change is applied. */
  applied: boolean
}

/**
 * Records kept in memory before they are written. They are enough to write a record edited several times in a row once.
 * They are so few that they die young and the heap stays flat.
 */
const HELD = 64

/**
 * @see Projector. @param log where the changes are appended, each before it is applied
 * @param index brought up to date with each row, as the facts are; absent for a caller that only looks what would become of changes
 * @param kindNamed the kinds whose upgrades are applied
 */
export function openProjector(
  db: WriteDb,
  log: Pick<LogAppender, 'named' | 'isErased'>,
  index?: RecordIndex,
  kindNamed: KindNamed = knownKind,
): Projector {
  const find = changeQuery<RecordRow>(db, 'record')
  const setRecord = changeQuery(db, 'setRecord')
  const awaited = openAwaitedTable(db)
  const held = new Map<string, Held>()
  /** No record has a higher id. Ids begin with the time, so most arriving records need not be looked for. */
  let highest = changeQuery<{ id: string }>(db, 'highestRecord').get()?.id ?? ''
  /** Nor a higher number, nor had one since: at a hub's desk lie the highest and a few below, and one that goes leaves its number used. */
  let last = lastOf()
  let isAnyWaiting = changeQuery(db, 'anyWaiting').get() !== undefined
  const outcomes = openOutcomes()
  const kinds = new Set<string>()
  const facts = index && openFacts(db, kindNamed)

  function lastOf(): number {
    return changeQuery<{ rid: number }>(db, 'lastRecord').get()?.rid ?? 0
  }

  function touch(record: string): Held {
    let entry = held.get(record)
    if (!entry) {
      if (held.size >= HELD) flush()
      const row = record > highest ? undefined : find.get(record)
      const waiting = row || !isAnyWaiting ? undefined : findWaiting(record)
      const before = row ?? waiting
      const folding = openFolding(before && stateFromRow(before), waitsOf(record))
      entry = { folding, row, waiting, applied: false }
      held.set(record, entry)
    }
    return entry
  }

  const findWaiting = (record: string): RecordRow | undefined =>
    changeQuery<RecordRow>(db, 'waiting').get(record)
  const waitsOf = (record: string): Awaited => awaited.of(record, (name) => log.named(record, name) > 0)

  function flush(): void {
    const added: unknown[][] = []
    const found: (FactRow & Pick<Held, 'foundBy'>)[] = []
    const registers: RegistersRow[] = []
    const waits: unknown[][] = []
    last = Math.max(last, lastOf())
    for (const [id, { folding, row, waiting, body, foundBy: made, applied }] of held) {
      // Looked at, but nothing applied: a caller that asks for the state and then gives up.
      if (!applied) continue
      const state = folding.state()
      const isShown = state !== undefined && isProjected(state, kindNamed)
      if (row && !isShown) {
        const was = standingOf(row)
        outcomes.note(row.rid, was, { ...was, deleted: true, conflicts: 0 })
        takeOut(row)
      }
      if (waiting && (isShown || state?.scope !== waiting.scope)) noLongerWaits(waiting)
      const stood = isShown ? row : waiting
      if (stood) dropRegisters(db, stood.scope, id)
      if (!state) continue
      registers.push(registersRow(db, id, state, kindNamed))
      if (!isShown) {
        waits.push([id, ...Object.values(rowFromState(state))])
        continue
      }
      const shown = shownOf(state)
      const isAsSaid = shown.body === state.body
      const written = rowFromState(state, shown, isAsSaid ? body : undefined)
      if (id > highest) highest = id
      kinds.add(state.kind)
      if (row) setRecord.run(...Object.values(written), row.rid)
      else {
        last += 1
        added.push([last, id, ...Object.values(written)])
      }
      const rid = row?.rid ?? last
      outcomes.note(rid, row && standingOf(row), standingOf(written))
      const deleted = written.deleted === 1
      const before = row && factsBefore(row)
      const foundBy = isAsSaid ? made : undefined
      found.push({ rid, id, kind: state.kind, before, deleted, flat: shown.body, foundBy })
    }
    insertEach(db, insertIntoRecords, added)
    insertRows(db, insertIntoWaiting, waits)
    isAnyWaiting ||= waits.length > 0
    putRegisters(db, registers)
    facts?.write(found)
    if (index) for (const one of found) index.put(one)
    held.clear()
  }

  function takeOut(row: RecordRow): void {
    kinds.add(row.kind)
    facts?.write([{ rid: row.rid, id: row.id, kind: '', before: factsBefore(row), deleted: true, flat: {} }])
    index?.drop(row.rid, row.kind)
    dropRegisters(db, row.scope, row.id)
    changeQuery(db, 'dropRecord').run(row.rid)
  }

  function noLongerWaits({ id, scope }: RecordRow): void {
    changeQuery(db, 'dropWaiting').run(id)
    dropRegisters(db, scope, id)
  }

  /** Told after the change was appended: it is one of its name itself. */
  const isTwin = (standing: Folding['standing'], change: Change): boolean =>
    standing !== undefined && mayHaveTwin(standing, change) && log.named(change.record, nameOf(change.id)) > 1

  function refold(record: string): void {
    const { row, waiting } = touch(record)
    const kept = upgradedChangesOf(db, record, kindNamed).filter((change) => !log.isErased(change))
    const whole = foldWhole(kept)
    const waits = waitsOf(record)
    waits.forget()
    for (const [name, keys] of whole.awaited) for (const key of keys) waits.add(key, name)
    held.set(record, { folding: openFolding(whole.state, waits), row, waiting, applied: true })
  }

  return {
    stateOf: (record) => touch(record).folding.state(),
    standingOf: (record) => touch(record).folding.standing,
    apply(change, set, foundBy) {
      const entry = touch(change.record)
      if (isTwin(entry.folding.standing, change)) return refold(change.record)
      const read = upgraded(change, kindNamed)
      const isAlone = !entry.folding.standing && read === change
      entry.body = isAlone ? set : undefined
      entry.foundBy = isAlone ? foundBy : undefined
      entry.folding.apply(read)
      entry.applied = true
    },
    refold,
    drop(record) {
      // The row may be one that was not written yet.
      flush()
      changeQuery(db, 'forgetAwaited').run(record)
      const row = find.get(record)
      if (row) takeOut(row)
      const waiting = findWaiting(record)
      if (waiting) noLongerWaits(waiting)
    },
    finish() {
      flush()
      index?.finish()
      return outcomes.summary([...kinds])
    },
  }
}

/** What the facts of a record were made of that is about to be written. */
export function factsBefore({ kind, deleted, body }: RecordRow): FactRow['before'] {
  return { kind, deleted: deleted === 1, flat: JSON.parse(body) as Flat }
}

function standingOf({
  deleted,
  conflicts,
  scope,
}: Pick<RecordRow, 'deleted' | 'conflicts' | 'scope'>): Standing {
  return { deleted: deleted === 1, conflicts, scope }
}
