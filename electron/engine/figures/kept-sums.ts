import { createHash } from 'node:crypto'
import {
  keptMeasures,
  keptThings,
  type MonthSpan,
  monthPeriodOf,
  monthsOfPeriod,
} from '../../../shared/facts/by-month'
import type { Measure, MeasureSource } from '../../../shared/figures/measures/define'
import type { Period } from '../../../shared/period'
import type { ReadDb } from '../context'
import { readMeta } from '../db/meta'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'
import { countingRuleSql } from '../facts/counted-sql'
import { type Pass, passesFor } from './passes'
import { textOfSums, textOfThings } from './read'

// What each unit's records add is kept by month. A month of a kind in which something was written since is read from the facts,
// until somebody has added it up again (refresh-sums.ts): a figure is never older than its records.

/** Of some months, those of each kind that hold no more. */
export interface KeptMonths {
  readonly span: MonthSpan
  readonly stale: ReadonlyMap<string, ReadonlySet<number>>
}

/** What is kept of a period; null where it has other days than months, or where nothing that is kept holds. */
export function monthsKept(db: ReadDb, period: Period): KeptMonths | null {
  const span = monthsOfPeriod(period)
  if (span === null || !areSumsKept(db)) return null
  const stale = new Map<string, Set<number>>()
  for (const { kind, month } of staleMonths(db)) {
    if (month < span.first || month > span.last) continue
    const months = stale.get(kind) ?? new Set<number>()
    stale.set(kind, months.add(month))
  }
  return { span, stale }
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

/** The days from the first to the last of some months that follow each other. */
export function daysOfMonths(months: ReadonlySet<number>): readonly Pick<Period, 'from' | 'to'>[] {
  const runs: { first: number; last: number }[] = []
  for (const month of [...months].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run?.last === month - 1) run.last = month
    else runs.push({ first: month, last: month })
  }
  return runs.map(({ first, last }) => ({ from: monthPeriodOf(first).from, to: monthPeriodOf(last).to }))
}

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

/** What decides what is kept: the statements that count, and the rule that says which records are counted. */
export function sumsForm(db: ReadDb): string {
  const { said } = prepared<[], { said: string }>(db, countingRuleSql).get() ?? { said: '' }
  return `${statementsDigest()} ${said}`
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

/** What one unit's own records add to a source of a measure in a month. */
export interface KeptSum {
  readonly source: number
  /** Its number; 0: none. */
  readonly unit: number
  readonly value: number
  readonly rows: number
}

/** What is kept of a measure in a month. */
export function keptSumsOf(db: ReadDb, measure: string, month: number): readonly KeptSum[] {
  const sql = 'SELECT source, unit, value, rows FROM fact_sums WHERE month = ? AND measure = ?'
  return prepared<[number, string], KeptSum>(db, sql).all(month, measure)
}

/** A thing that a unit's own records of a month name, with the first that does (`firstRecord`). */
export interface KeptThing {
  readonly source: number
  readonly unit: number
  readonly thing: string
  readonly first: number
}

/** The things that are kept of a measure in a month. */
export function keptThingsOf(db: ReadDb, measure: string, month: number): readonly KeptThing[] {
  const sql = 'SELECT source, unit, thing, first FROM fact_things WHERE month = ? AND measure = ?'
  return prepared<[number, string], KeptThing>(db, sql).all(month, measure)
}
