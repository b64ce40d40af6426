import { isoOfDay } from '../../../shared/facts/days'
import { postgresDialect, type SqlDialect } from '../../../shared/facts/sql-dialect'
import type { Amounts, Share } from '../../../shared/figures/amounts'
import { isDistinct, type Measure } from '../../../shared/figures/measures/define'
import type { Period } from '../../../shared/period'
import { dayAmong } from '../../engine/facts/counted-sql'
import { distinctSql, firstRecord } from '../../engine/figures/distinct-sql'
import { sumSql } from '../../engine/figures/figure-sql'
import { passesFor } from '../../engine/figures/passes'
import type { SumRow } from '../../engine/figures/read'
import { addSums, newThings, noteThing, shareOfThings } from '../../engine/figures/shares'
import type { Sql } from '../store/store'

/** What is added up: the units of one district, or whole districts (`null`: all of them), each under its own unit's id. */
export type GatheredBy =
  | { readonly by: 'unit'; readonly district: number }
  | { readonly by: 'district'; readonly districts: readonly number[] | null }

/** A district as figures know it. */
interface DistrictUnit {
  readonly district: number
  readonly unit: string
}

/**
 * What facts add to some measures in a period, read from the facts themselves: to the last digit what the laptop of each
 * district finds. Records without a unit stand under `''`. Not for indicators, which are a district's own.
 */
export async function amountsOfFacts(
  sql: Sql,
  counted: readonly Measure[],
  period: Period,
  gathered: GatheredBy,
): Promise<Amounts> {
  const amounts = new Map<string, Map<string, Share>>()
  const own = (unit: string): Map<string, Share> => {
    const found = amounts.get(unit) ?? new Map<string, Share>()
    amounts.set(unit, found)
    return found
  }
  const { dialect, values } = asked(gathered, period)
  const nameOf = await namesOf(sql, gathered)
  for (const pass of passesFor(counted))
    for (const row of await sql.query<SumRow & DistrictUnit>(sumSql(pass, dialect), values))
      addSums(pass, row, own(nameOf(row)))
  for (const measure of counted)
    if (isDistinct(measure))
      for (const [unit, first] of await thingsOf(sql, measure, dialect, values, nameOf))
        own(unit).set(measure.name, shareOfThings(first))
  return amounts
}

function asked(
  gathered: GatheredBy,
  { from, to }: Period,
): { readonly dialect: SqlDialect; readonly values: readonly unknown[] } {
  const days = [dayAmong(from), dayAmong(to)]
  if (gathered.by === 'unit')
    return { dialect: postgresDialect(true, false), values: [...days, [gathered.district]] }
  const { districts } = gathered
  return {
    dialect: postgresDialect(districts !== null, true),
    values: districts === null ? days : [...days, districts],
  }
}

type Named = (row: { readonly district: number; readonly unit?: string | null }) => string

/** The id that a row's amounts stand under. */
async function namesOf(sql: Sql, gathered: GatheredBy): Promise<Named> {
  if (gathered.by === 'unit') return ({ unit }) => unit ?? ''
  const rows = await sql.query<DistrictUnit>('SELECT district, unit FROM districts')
  const units = new Map(rows.map(({ district, unit }) => [district, unit]))
  return ({ district }) => units.get(district) ?? ''
}

async function thingsOf(
  sql: Sql,
  measure: Measure,
  dialect: SqlDialect,
  values: readonly unknown[],
  nameOf: Named,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  interface Row {
    readonly district: number
    readonly unit?: string | null
    readonly thing: string | number
    readonly first: number
  }
  const things = newThings<string>()
  for (const [at, source] of measure.over.entries())
    for (const row of await sql.query<Row>(distinctSql(source, dialect, measure.levels), values))
      noteThing(things, nameOf(row), String(row.thing), firstNamed(at, row.district, row.first))
  return things
}

/** A thing's first record as shares name it. @param first as `distinctSql` says it, of the source at this place of its measure */
export function firstNamed(source: number, district: number, first: number): string {
  const { day, rid } = firstRecord(first)
  return `${source}:${day < 0 ? '' : isoOfDay(day)}:${district}/${rid}`
}
