import { monthOfDay, monthPeriodOf } from '../../../shared/facts/by-month'
import { factDay } from '../../../shared/facts/days'
import { factTable } from '../../../shared/facts/tables'
import { knownMeasure } from '../../../shared/figures/measures'
import { kindOf } from '../../../shared/kinds'
import type { ReadDb, WriteDb } from '../context'
import { writeMeta } from '../db/meta'
import { insertRows, prepared } from '../db/prepared'
import { knownNumber } from '../facts/queries'
import {
  areSumsKept,
  type KeptOfKind,
  kindsOfSums,
  NO_UNIT,
  type StaleMonth,
  staleMonths,
  sumsForm,
} from './kept-sums'
import { type MonthPart, PARTS_A_MONTH, partsOfMonth } from './month-parts'
import { sumByUnit, thingsByUnit } from './read'
import { indexFor, sourceDay } from './source-sql'

/**
 * Adds one month of one kind up again, the newest first, in a transaction of its own; where nothing that is kept holds, begins
 * anew. @returns whether there was something to do
 */
export function refreshSome(db: WriteDb): boolean {
  const next = areSumsKept(db) ? staleMonths(db)[0] : undefined
  if (areSumsKept(db) && !next) return false
  db.transaction(() => (next ? refreshMonth(db, next) : beginAnew(db))).immediate()
  return true
}

function beginAnew(db: WriteDb): void {
  db.exec('DELETE FROM fact_sums; DELETE FROM fact_things; DELETE FROM fact_stale')
  const rows = kindsOfSums.flatMap((of) => [...monthsWithFacts(db, of)].map((month) => [of.kind, month]))
  insertRows(db, 'INSERT INTO fact_stale (kind, month)', rows)
  writeMeta(db, 'sumsForm', sumsForm(db))
}

function refreshMonth(db: WriteDb, { kind, month }: StaleMonth): void {
  const of = kindsOfSums.find((one) => one.kind === kind)
  if (of) for (const table of tables) writeDifferences(db, table, differences(db, table, of, month))
  prepared<[string, number]>(db, 'DELETE FROM fact_stale WHERE kind = ? AND month = ?').run(kind, month)
}

/** Compares what is kept with the facts, month by month of each kind; nothing is asked of what has to be added up again. */
export function* compareSums(db: ReadDb): Generator<{ readonly same: boolean }> {
  if (!areSumsKept(db)) return
  const stale = new Set(staleMonths(db).map(({ kind, month }) => `${kind} ${month}`))
  const kept = prepared<[], number>(
    db,
    `SELECT part / ${PARTS_A_MONTH} FROM fact_sums UNION SELECT part / ${PARTS_A_MONTH} FROM fact_things`,
  )
    .pluck()
    .all() as number[]
  for (const of of kindsOfSums)
    for (const month of new Set([...kept, ...monthsWithFacts(db, of)])) {
      if (stale.has(`${of.kind} ${month}`)) continue
      const found = tables.map((table) => differences(db, table, of, month))
      yield { same: found.every(({ gone, other }) => gone.length + other.length === 0) }
    }
}

/** Every month in which a kind has a living record, by any date that is counted by. */
function monthsWithFacts(db: ReadDb, { kind, passes, things }: KeptOfKind): ReadonlySet<number> {
  const months = new Set<number>()
  const sources = [...passes.flatMap(({ sums }) => sums), ...things].map(({ source }) => source)
  for (const [day, source] of new Map(sources.map((source) => [sourceDay(source), source]))) {
    const next = prepared<[number], number | null>(
      db,
      `SELECT min(${day}) FROM ${factTable(kindOf(kind))} r INDEXED BY ${indexFor(source)} WHERE r.deleted = 0 AND ${day} >= ?`,
    ).pluck()
    let found = next.get(0)
    while (typeof found === 'number') {
      const month = monthOfDay(found)
      months.add(month)
      found = next.get(factDay(monthPeriodOf(month + 1).from) ?? Number.MAX_SAFE_INTEGER)
    }
  }
  return months
}

/** A row as its table holds it: what tells it apart, then what it says. */
type Cells = readonly (string | number)[]

interface KeptTable {
  readonly name: string
  /** The part of the month, the measure and the place of its source are the first. */
  readonly keys: readonly string[]
  readonly says: readonly string[]
  /** What the facts of some days say, without the part. */
  counted(db: ReadDb, of: KeptOfKind, days: MonthPart): readonly Cells[]
}

const tables: readonly KeptTable[] = [
  {
    name: 'fact_sums',
    keys: ['part', 'measure', 'source', 'unit'],
    says: ['value', 'rows'],
    counted: (db, { passes }, { from, to }) =>
      passes.flatMap((pass) =>
        sumByUnit(db, pass, from, to).flatMap((row) => {
          const unit = row.unit === null ? NO_UNIT : (knownNumber(db, 'ref', row.unit) ?? NO_UNIT)
          return pass.sums.flatMap(({ measure, source }, at) => {
            const value = row[`v${at}`] ?? 0
            const rows = row[`r${at}`] ?? value
            return rows === 0 ? [] : [[measure.name, measure.over.indexOf(source), unit, value, rows]]
          })
        }),
      ),
  },
  {
    name: 'fact_things',
    keys: ['part', 'measure', 'source', 'unit', 'thing'],
    says: ['first'],
    counted: (db, { things }, { from, to }) =>
      things.flatMap(({ measure, at, source }) =>
        thingsByUnit(db, source, from, to).map(({ unit, thing, first }) => [
          ...[measure.name, at, unit ?? NO_UNIT],
          ...[thing, first],
        ]),
      ),
  },
]

/** What the facts of a month say otherwise than what is kept of it. */
interface Differences {
  readonly gone: readonly Cells[]
  readonly other: readonly Cells[]
}

function differences(db: ReadDb, table: KeptTable, of: KeptOfKind, month: number): Differences {
  const { name, keys, says } = table
  const held = prepared<[number, number]>(
    db,
    `SELECT ${[...keys, ...says].join(', ')} FROM ${name} WHERE part BETWEEN ? AND ?`,
  )
    .raw()
    .all(month * PARTS_A_MONTH, (month + 1) * PARTS_A_MONTH - 1) as Cells[]
  const isOwn = ([, measure, at]: Cells): boolean =>
    knownMeasure(String(measure))?.over[Number(at)]?.kind === of.kind
  const keyOf = (row: Cells): string => JSON.stringify(row.slice(0, keys.length))
  const byKey = new Map(held.filter(isOwn).map((row) => [keyOf(row), row]))
  const counted = partsOfMonth(db, month).flatMap((days) =>
    table.counted(db, of, days).map((row): Cells => [days.part, ...row]),
  )
  const other = counted.filter((row) => {
    const before = byKey.get(keyOf(row))
    byKey.delete(keyOf(row))
    return JSON.stringify(before) !== JSON.stringify(row)
  })
  return { gone: [...byKey.values()], other }
}

/** A save changes few rows of a month: the others are left as they are. */
function writeDifferences(db: WriteDb, { name, keys, says }: KeptTable, { gone, other }: Differences): void {
  const drop = prepared<unknown[]>(
    db,
    `DELETE FROM ${name} WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')}`,
  )
  for (const row of gone) drop.run(...row.slice(0, keys.length))
  insertRows(
    db,
    `INSERT INTO ${name} (${[...keys, ...says].join(', ')})`,
    other,
    `ON CONFLICT DO UPDATE SET ${says.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  )
}
