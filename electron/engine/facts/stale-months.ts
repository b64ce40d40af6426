import type { Kind } from '../../../shared/definition/define'
import {
  datePlaces,
  keptMeasures,
  keptThings,
  monthOfDay,
  type Repeating,
  repeatings,
} from '../../../shared/facts/by-month'
import { factIndex, factTable, sortExpression } from '../../../shared/facts/tables'
import type { RecordFacts } from '../../../shared/facts/to-facts'
import { kindOf } from '../../../shared/kinds'
import type { ReadDb, WriteDb } from '../context'
import { dropMeta } from '../db/meta'
import { insertRows, prepared } from '../db/prepared'
import { factIn } from './counted-sql'
import { knownNumber } from './queries'

/** Gathers which months have to be added up again, because records of them came, changed or went. */
export interface StaleMonths {
  /** A record's facts as they stood, or as they stand now. */
  add(kind: Kind, id: string, facts: RecordFacts): void
  /** In the transaction that writes the facts. */
  write(db: WriteDb): void
}

const keptKinds = new Set(
  [...keptMeasures, ...keptThings].flatMap(({ over }) => over.map(({ kind }) => kind)),
)

/** @see StaleMonths */
export function newStaleMonths(): StaleMonths {
  const days = new Map<string, Set<number>>()
  const repeated = new Map<Repeating, Set<string>>()
  const note = (kind: string, day: number): void => void setIn(days, kind).add(day)
  return {
    add(kind, id, facts) {
      const { name } = kind
      if (!keptKinds.has(name)) return
      for (const at of datePlaces(kind)) {
        const day = facts.row[at]
        if (typeof day === 'number') note(name, day)
      }
      for (const one of repeatings) if (one.to === name) setIn(repeated, one).add(id)
    },
    write(db) {
      for (const [one, ids] of repeated)
        for (const id of isAnyRepeating(db, one) ? ids : [])
          for (const day of repeatingDays(db, one, id)) note(one.kind, day)
      const rows = [...days].flatMap(([kind, found]) =>
        [...new Set([...found].map(monthOfDay))].map((month) => [kind, month]),
      )
      insertRows(db, 'INSERT INTO fact_stale (kind, month)', rows, 'ON CONFLICT DO NOTHING')
    },
  }
}

function setIn<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  const found = map.get(key) ?? new Set<V>()
  map.set(key, found)
  return found
}

/** Whether any living record repeats one: at an import of many nobody looks for each of them where none does. */
function isAnyRepeating(db: ReadDb, { kind: name, link }: Repeating): boolean {
  const kind = kindOf(name)
  const sql = `SELECT 1 FROM ${factTable(kind)} r INDEXED BY ${factIndex(kind, link)}
    WHERE r.deleted = 0 AND ${sortExpression(kind, link, 'r')} >= 0 LIMIT 1`
  return prepared(db, sql).get() !== undefined
}

/** The days of the living records that repeat this one. */
function repeatingDays(db: ReadDb, { kind: name, link }: Repeating, id: string): readonly number[] {
  const number = knownNumber(db, 'ref', id)
  if (number === undefined) return []
  const kind = kindOf(name)
  const sql = `SELECT DISTINCT ${factIn('r', kind, 'date')} FROM ${factTable(kind)} r INDEXED BY ${factIndex(kind, link)}
    WHERE r.deleted = 0 AND ${sortExpression(kind, link, 'r')} = ? AND ${factIn('r', kind, 'date')} IS NOT NULL`
  return prepared<[number], number>(db, sql).pluck().all(number) as number[]
}

/** Where nothing that is kept holds, no month is told from the others. */
export const noMonths: StaleMonths = { add: () => undefined, write: () => undefined }

/** Nothing that is kept of months holds any more: all of them are added up again. */
export function forgetSums(db: WriteDb): void {
  dropMeta(db, 'sumsForm')
}
