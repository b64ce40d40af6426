import { type Json, sameJson } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import type { Change } from '../../../shared/sync/change'
import { type Folded, foldWhole, type State } from '../../../shared/sync/merge'
import { isErasable } from '../../../shared/sync/redaction'
import type { ReadDb } from '../context'
import { erasedRecords } from './erased'
import { changeFromRow } from './log'
import { rowFromState } from './project'
import { isProjected } from './projected'
import { type ChangeRow, changeQuery, type RecordRow } from './queries'
import { isKept } from './registers'
import { type KindNamed, upgraded } from './upgraded'

/** A record that the log or the projection knows, and whether the projection holds exactly what the log makes of it. */
export interface Rebuilt {
  readonly id: string
  readonly same: boolean
}

/**
 * Rebuilds every record from what counts in the log alone, in id order, and compares it with the projection.
 * It reads as it is iterated. The connection must see one state of the database all the while (a read transaction).
 */
export function* rebuildRecords(db: ReadDb, kindNamed: KindNamed = knownKind): Generator<Rebuilt> {
  const erased = erasedRecords(db)
  let awaiting = countOf(db, 'countAwaited')
  let unknown = countOf(db, 'countWaiting')
  const rows = changeQuery<RecordRow>(db, 'recordsById').iterate()
  try {
    let row = rows.next()
    for (const changes of byRecord(db)) {
      const id = changes[0]?.record ?? ''
      for (; !row.done && row.value.id < id; row = rows.next()) yield { id: row.value.id, same: false }
      const isErased = erased.has(id)
      const { state, awaited } = foldWhole(
        changes
          .filter((change) => !(isErased && isErasable(change)))
          .map((change) => upgraded(change, kindNamed)),
      )
      const waits = awaitedBy(db, id)
      awaiting -= waits.length
      const isThere = !row.done && row.value.id === id
      const unshown = unknown > 0 ? changeQuery<RecordRow>(db, 'waiting').get(id) : undefined
      if (unshown) unknown -= 1
      const isNowhere = !isThere && unshown === undefined
      const isRow =
        state !== undefined &&
        (isProjected(state, kindNamed)
          ? isThere && !unshown && isSame(row.value, state)
          : !isThere && unshown !== undefined && isSame(unshown, state))
      const isWhole = isRow && isAwaited(waits, awaited) && isKept(db, id, state, kindNamed)
      yield { id, same: isErased && !state ? isNowhere && waits.length === 0 : isWhole }
      if (isThere) row = rows.next()
    }
    for (; !row.done; row = rows.next()) yield { id: row.value.id, same: false }
    // What waits for a record that nobody knows, and records of unknown kinds that no change makes.
    if (awaiting !== 0 || unknown !== 0) yield { id: '', same: false }
  } finally {
    // A caller that stops in the middle could not close the database while this query is open.
    rows.return?.()
  }
}

const countOf = (db: ReadDb, of: 'countAwaited' | 'countWaiting'): number =>
  changeQuery<{ total: number }>(db, of).get()?.total ?? 0

interface AwaitedRow {
  readonly id: string
  readonly key: string
}

const awaitedBy = (db: ReadDb, record: string): readonly AwaitedRow[] =>
  changeQuery<AwaitedRow>(db, 'awaitedOf').all(record)

function isAwaited(rows: readonly AwaitedRow[], awaited: Folded['awaited']): boolean {
  const keys = [...awaited.values()].reduce((sum, { size }) => sum + size, 0)
  return rows.length === keys && rows.every(({ id, key }) => awaited.get(id)?.has(key))
}

function* byRecord(db: ReadDb): Generator<Change[]> {
  let changes: Change[] = []
  for (const row of changeQuery<ChangeRow>(db, 'byRecord').iterate()) {
    if (changes.length > 0 && changes[0]?.record !== row.record) {
      yield changes
      changes = []
    }
    changes.push(changeFromRow(row))
  }
  if (changes.length > 0) yield changes
}

function isSame(row: RecordRow, state: State): boolean {
  const { body, ...rest } = rowFromState(state)
  const isBody = row.body === body || sameJson(JSON.parse(row.body) as Json, JSON.parse(body) as Json)
  return isBody && Object.entries(rest).every(([column, value]) => Reflect.get(row, column) === value)
}
