import { shownOf } from '../../../shared/editing/derived'
import { knownKind } from '../../../shared/kinds'
import type { Change } from '../../../shared/sync/change'
import { idAt, tick } from '../../../shared/sync/hlc'
import { foldChanges } from '../../../shared/sync/merge'
import { changesOfStream, type LogAppender, openAppender } from '../changes/log'
import { factsBefore, rowFromState } from '../changes/project'
import { changeQuery, type RecordRow, type StreamRow } from '../changes/queries'
import { upgradedChangesOf } from '../changes/upgraded'
import type { OpenContext, OwnSite, ReadDb, WriteDb } from '../context'
import { type FactRow, openFacts } from '../facts/write'
import { indexRecords } from '../search/index-records'
import { laterSelves } from '../sites/endings'
import { dropChangesAbove } from './queries'
import { changeName, writtenAnew } from './written-anew'

/**
 * Moves the changes of an own stream above `after` into the same scope's stream of the successor, which becomes this
 * site's.
 * Each change keeps its record, values, author and time, and its clock, so that it stands where it stood among all
 * changes.
 * A change that replaced another moved one replaces it under its new name. Runs inside a transaction; `ctx.db` forgets
 * the old ones.
 */
export function moveTail(ctx: OpenContext, stream: StreamRow, after: number, to: OwnSite): void {
  const { db } = ctx
  const tail = [...changesOfStream(db, stream.stream, after + 1, stream.seq)]
  cutStream(db, stream, after)
  const log = openAppender(db)
  for (const change of anew(db, log, tail, to)) log.append(change)
  log.finish()
  projectAnew(ctx, tail)
}

/** Takes the changes of a stream above a place out of the log. The caller projects their records anew. */
export function cutStream(db: WriteDb, { stream, seq }: StreamRow, after: number): void {
  const first = [...changesOfStream(db, stream, after + 1, Math.min(seq, after + 1))][0]
  if (!first) return
  dropChangesAbove(db, stream, after)
  changeQuery(db, 'moveStream').run(after, first.prev, stream)
}

/**
 * Changes of a former self as the next ones of another self's stream.
 * Left out are those that this self, or a self in between, has written anew before. The caller appends each one as it
 * comes.
 */
export function* anew(
  db: ReadDb,
  log: Pick<LogAppender, 'head' | 'knows'>,
  changes: readonly Change[],
  to: Pick<OwnSite, 'id'>,
): Generator<Change> {
  const [first] = changes
  if (!first) return
  const names = new Map(writtenAnew(db, changes, laterSelves(db, first.site)))
  for (const change of changes) {
    if (names.has(changeName(change))) continue
    const nameNow = (id: string): string => names.get(changeName({ record: change.record, id })) ?? id
    const over = Object.fromEntries(Object.entries(change.over).map(([key, ids]) => [key, ids.map(nameNow)]))
    const id = freeId(change, Object.values(over).flat(), to.id, log)
    names.set(changeName(change), id)
    const head = log.head(to.id, change.scope)
    yield { ...change, id, site: to.id, seq: head.seq + 1, prev: head.hash, over }
  }
}

/**
 * A name for a change that is written anew: its own clock, as a rule. The clock moves on in two cases:
 * another change of the record has that name, or a change that it replaces would sort after it.
 * Two histories of one site may have given one clock twice.
 */
function freeId(
  { id, record }: Change,
  replaced: readonly string[],
  site: string,
  log: Pick<LogAppender, 'knows'>,
): string {
  const later = replaced.filter((other) => other.endsWith(site) && other.slice(0, 16) >= id.slice(0, 16))
  let free = idAt(later.length === 0 ? id.slice(0, 16) : tick(later.toSorted().at(-1) ?? id, 0), site)
  while (log.knows(record, free)) free = idAt(tick(free, 0), site)
  return free
}

/** Makes the projection of the records of these changes anew out of the log. */
export function projectAnew(ctx: OpenContext, changes: readonly Change[]): void {
  const { db } = ctx
  const rids: number[] = []
  const found: FactRow[] = []
  for (const id of new Set(changes.map(({ record }) => record))) {
    const state = foldChanges(upgradedChangesOf(db, id))
    const row = changeQuery<RecordRow>(db, 'record').get(id)
    if (!state || !row) continue
    const shown = shownOf(state)
    const written = rowFromState(state, shown)
    changeQuery(db, 'setRecord').run(...Object.values(written), row.rid)
    rids.push(row.rid)
    const deleted = written.deleted === 1
    found.push({ rid: row.rid, kind: state.kind, before: factsBefore(row), deleted, flat: shown.body })
  }
  openFacts(db, knownKind).write(found)
  indexRecords(ctx, rids)
}
