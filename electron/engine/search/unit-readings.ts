import { factTable } from '../../../shared/facts/tables'
import { unit } from '../../../shared/kinds/unit'
import { learnReadings, READ_BY, readingOf } from '../../../shared/language/order'
import { printable } from '../../../shared/paper/document'
import type { WriteDb } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { prepared } from '../db/prepared'

const names = `SELECT DISTINCT f_name AS name FROM ${factTable(unit)} WHERE f_name IS NOT NULL`

/**
 * Keeps how the names of units are read beside them: the first list of a start orders the units, and would read the whole table of
 * pinyin for that. Runs at every open, and only reads where no unit has come since. What another version read is read anew.
 */
export function reconcileReadings(db: WriteDb): void {
  const kept = readMeta(db, 'unitReadings')
  const before = kept?.by === READ_BY ? kept.readings : {}
  const asked = prepared<[], { name: string }>(db, names)
    .all()
    .map(({ name }) => printable(name))
  learnReadings(before)
  if (asked.every((name) => Object.hasOwn(before, name))) return
  writeMeta(db, 'unitReadings', {
    by: READ_BY,
    readings: Object.fromEntries(asked.map((name) => [name, readingOf(name)])),
  })
}
