import { createHash } from 'node:crypto'
import { keptMeasures, keptThings } from '../../../shared/facts/by-month'
import type { Measure, MeasureSource } from '../../../shared/figures/measures/define'
import type { Period } from '../../../shared/period'
import type { ReadDb } from '../context'
import { readMeta } from '../db/meta'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'
import { countingRuleSql } from '../facts/counted-sql'
import { cutDays, type MonthPart, partsOfPeriod } from './month-parts'
import { type Pass, passesFor } from './passes'
import { type ThingRow, textOfSums, textOfThings } from './read'

// What each unit's records add is kept by month. A month of a kind in which something was written since is read from the facts,
// until somebody has added it up again (refresh-sums.ts): a figure is never older than its records.

/** What is kept of a period. */
export interface KeptPeriod {
  readonly parts: readonly MonthPart[]
  /** The months of each kind of which nothing that is kept holds. */
  readonly stale: ReadonlyMap<string, ReadonlySet<number>>
}

/** What is kept of a period; null where `partsOfPeriod` is, or where nothing that is kept holds. */
export function keptOfPeriod(db: ReadDb, period: Pick<Period, 'from' | 'to'>): KeptPeriod | null {
  const parts = areSumsKept(db) ? partsOfPeriod(db, period) : null
  if (parts === null) return null
  const months = new Set(parts.map(({ month }) => month))
  const stale = new Map<string, Set<number>>()
  for (const { kind, month } of staleMonths(db))
    if (months.has(month)) stale.set(kind, (stale.get(kind) ?? new Set<number>()).add(month))
  return { parts, stale }
}

/** The days of a period's stale parts: those that follow each other are one run. @param months the stale ones */
export function staleDays(
  parts: readonly MonthPart[],
  months: ReadonlySet<number>,
): readonly Pick<Period, 'from' | 'to'>[] {
  const runs: { from: string; to: string }[] = []
  let isGoingOn = false
  for (const { month, from, to } of parts) {
    const run = runs.at(-1)
    const isStale = months.has(month)
    if (isStale && isGoingOn && run) run.to = to
    else if (isStale) runs.push({ from, to })
    isGoingOn = isStale
  }
  return runs
}

/** Whether what is kept was counted as this version counts, under the rule that is in force (上报口径). */
export const areSumsKept: (db: ReadDb) => boolean = remembered(
  (db) => readMeta(db, 'sumsForm') === sumsForm(db),
)

export interface StaleMonth {
  readonly kind: string
  readonly month: number
}

/** The months to be added up again, by kind. */
export const staleMonths: (db: ReadDb) => readonly StaleMonth[] = remembered((db) =>
  prepared<[], StaleMonth>(db, 'SELECT kind, month FROM fact_stale ORDER BY month DESC, kind').all(),
)

/** What of one kind is kept. */
export interface KeptOfKind {
  readonly kind: string
  readonly passes: readonly Pass[]
  readonly things: readonly {
    readonly measure: Measure
    readonly at: number
    readonly source: MeasureSource
  }[]
}

const passes = passesFor(keptMeasures)
const things = keptThings.flatMap((measure) => measure.over.map((source, at) => ({ measure, at, source })))

/** All that is kept, kind by kind. */
export const kindsOfSums: readonly KeptOfKind[] = [
  ...new Set([...passes.map(({ kind }) => kind), ...things.map(({ source }) => source.kind)]),
].map((kind) => ({
  kind,
  passes: passes.filter((pass) => pass.kind === kind),
  things: things.filter(({ source }) => source.kind === kind),
}))

/** What decides what is kept: the statements that count, the rule that says which records are counted, the days that cut months. */
export function sumsForm(db: ReadDb): string {
  const { said } = prepared<[], { said: string }>(db, countingRuleSql).get() ?? { said: '' }
  return `${statementsDigest()} ${said} ${JSON.stringify(cutDays(db))}`
}

let digest: string | undefined

function statementsDigest(): string {
  digest ??= createHash('sha256')
    .update(
      JSON.stringify([
        passes.map(formOf),
        things.map(({ measure, at, source }) => [measure.name, at, textOfThings(source)]),
      ]),
    )
    .digest('hex')
  return digest
}

const formOf = (pass: Pass): unknown => [
  textOfSums(pass),
  pass.sums.map(({ measure, source }) => [measure.name, measure.over.indexOf(source)]),
]

/** Stands for the unit of records that have none. */
export const NO_UNIT = 0

/** What one unit's own records add to a source of a measure in a part of a month. */
export interface KeptSum {
  readonly source: number
  /** Its number; null: none. */
  readonly unit: number | null
  readonly value: number
  readonly rows: number
}

const unitColumn = `nullif(unit, ${NO_UNIT}) AS unit`

/** What is kept of a measure in a part of a month. */
export function keptSumsOf(db: ReadDb, measure: string, { part }: MonthPart): readonly KeptSum[] {
  const sql = `SELECT source, ${unitColumn}, value, rows FROM fact_sums WHERE part = ? AND measure = ?`
  return prepared<[number, string], KeptSum>(db, sql).all(part, measure)
}

/** A thing that a unit's own records name, by the source of the measure. */
export interface KeptThing extends ThingRow {
  readonly source: number
}

/** The things that are kept of a measure in a part of a month. */
export function keptThingsOf(db: ReadDb, measure: string, { part }: MonthPart): readonly KeptThing[] {
  const sql = `SELECT source, ${unitColumn}, thing, first FROM fact_things WHERE part = ? AND measure = ?`
  return prepared<[number, string], KeptThing>(db, sql).all(part, measure)
}
