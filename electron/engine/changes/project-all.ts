import type { Kind } from '../../../shared/definition/define'
import { shownOf } from '../../../shared/editing/derived'
import { sameJson } from '../../../shared/json'
import { kinds } from '../../../shared/kinds'
import { foldWhole, type State } from '../../../shared/sync/merge'
import type { OpenContext, WriteDb } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { withBulkWrites } from '../db/open'
import { insertEach, insertRows } from '../db/prepared'
import { type Tell, unheard } from '../db/tell'
import { makeFactsAnew } from '../facts/reconcile'
import type { FactRow, FactWriter } from '../facts/write'
import { openRecordIndex, type RecordIndex } from '../search/index-records'
import { insertIntoAwaited } from './awaited'
import { erasedRecords } from './erased'
import { rowFromState } from './project'
import { isProjected } from './projected'
import { changeQuery, insertIntoRecords, insertIntoWaiting } from './queries'
import { putRegisters, type RegistersRow, registersRow } from './registers'
import { type KindNamed, upgradedChangesOf } from './upgraded'

/** Records made before they are written. */
const BATCH = 128

const empty = `
  DELETE FROM records; DELETE FROM waiting_records; DELETE FROM registers; DELETE FROM anomalies; DELETE FROM awaited;
  DELETE FROM match_keys; DELETE FROM recent_match_keys;
  DELETE FROM search_learned;
  INSERT INTO search (search) VALUES ('delete-all')`

/**
 * Makes all that is made out of the log anew: the records, their facts, and the search index. Works in one transaction of its own,
 * so call it outside one.
 * Some five thousand records a second.
 */
export function projectAll(
  db: WriteDb,
  dataKey: OpenContext['dataKey'],
  known: readonly Kind[] = kinds,
  tell: Tell = unheard,
): void {
  const byName = new Map(known.map((kind) => [kind.name, kind]))
  const work = db.transaction(() => {
    const count = Number(db.prepare('SELECT count(*) FROM records').pluck().get())
    db.exec(empty)
    const facts = makeFactsAnew(db, known)
    const index = openRecordIndex({ db, dataKey }, count)
    let rid = 0
    for (
      let records = recordsAfter(db, '');
      records.length > 0;
      records = recordsAfter(db, records.at(-1) ?? '')
    ) {
      tell(rid, count)
      rid = project(db, { index, facts }, records, rid, (name) => byName.get(name))
    }
    index.finish()
    facts.finish()
    writeMeta(db, 'projectionBehind', false)
    writeMeta(db, 'upgradedTo', upgradedVersions(known))
  })
  withBulkWrites(db, () => work.immediate())
}

/**
 * Makes the projection anew where it is behind the log, or was made when a kind had other upgrades than now, or when one was
 * unknown whose records wait. Must run outside a transaction.
 */
export function reconcileProjection(
  db: WriteDb,
  dataKey: OpenContext['dataKey'],
  known: readonly Kind[] = kinds,
  tell: Tell = unheard,
): void {
  const isBehind = readMeta(db, 'projectionBehind') === true
  const isOtherwise = !sameJson(readMeta(db, 'upgradedTo') ?? {}, upgradedVersions(known))
  if (isBehind || isOtherwise || hasLearned(db, known)) projectAll(db, dataKey, known, tell)
}

/** Whether records wait of a kind that is known now. */
function hasLearned(db: WriteDb, known: readonly Kind[]): boolean {
  const byName = new Map(known.map((kind) => [kind.name, kind]))
  return changeQuery<Pick<State, 'kind' | 'scope'>>(db, 'waitingKinds')
    .all()
    .some((waiting) => isProjected(waiting, (name) => byName.get(name)))
}

/** The versions that the upgrades of each kind lead to. */
function upgradedVersions(known: readonly Kind[]): Record<string, number> {
  return Object.fromEntries(
    known.flatMap(({ name, version, upgrades }) => (upgrades ? [[name, version]] : [])),
  )
}

const recordsAfter = (db: WriteDb, after: string): readonly string[] =>
  changeQuery<{ record: string }>(db, 'recordsAfter')
    .all(after, BATCH)
    .map(({ record }) => record)

/** @param above the highest number of a record so far @returns the highest one now */
function project(
  db: WriteDb,
  { index, facts }: { readonly index: RecordIndex; readonly facts: FactWriter },
  records: readonly string[],
  above: number,
  kindNamed: KindNamed,
): number {
  const rows: unknown[][] = []
  const found: FactRow[] = []
  const waiting: unknown[][] = []
  const registers: RegistersRow[] = []
  const unknown: unknown[][] = []
  const erased = erasedRecords(db)
  for (const id of records) {
    if (erased.has(id)) continue
    const { state, awaited } = foldWhole(upgradedChangesOf(db, id, kindNamed))
    if (!state) continue
    for (const [change, keys] of awaited) for (const key of keys) waiting.push([id, change, key])
    registers.push(registersRow(db, id, state, kindNamed))
    if (!isProjected(state, kindNamed)) {
      unknown.push([id, ...Object.values(rowFromState(state))])
      continue
    }
    const shown = shownOf(state)
    const written = rowFromState(state, shown)
    const rid = above + rows.length + 1
    rows.push([rid, id, ...Object.values(written)])
    const deleted = written.deleted === 1
    found.push({ rid, id, kind: state.kind, before: undefined, deleted, flat: shown.body })
  }
  insertEach(db, insertIntoRecords, rows)
  insertRows(db, insertIntoWaiting, unknown)
  insertRows(db, insertIntoAwaited, waiting)
  putRegisters(db, registers)
  facts.write(found)
  for (const one of found) index.put(one)
  return above + rows.length
}
