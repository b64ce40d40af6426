import { countedDates, type Kind } from '../definition/define'
import type { Field } from '../definition/fields'
import { factDay } from './days'
import { type FactColumn, factColumn, factIndex, factTablesOf, isText, type ManyTable } from './tables'

// The one place that knows how PostgreSQL says a table of facts. Every table begins with the district. The tables of days are left
// out: nobody waits for a time limit at a hub.

/** The year that a day lies in, as a partition holds it: its first day, and the first of the next. */
export interface FactYear {
  readonly year: number
  readonly first: number
  readonly next: number
}

/** @param year one that a record can be of: 1900 to 2199 */
export function factYear(year: number): FactYear {
  const [first, last] = [factDay(`${year}-01-01`), factDay(`${year}-12-31`)]
  if (first === null || last === null) throw new Error(`${year}: no year of facts`)
  return { year, first, next: last + 1 }
}

/**
 * The date by which a kind's facts are parted into years; `null` where they stand in one table. Parted are the kinds whose list
 * is in the order of a date that figures count by: meetings, cases, questions. People, teams and rules are few, and asked all
 * at once. The bounds are days of that very date, so that any statement that names it prunes, with nothing beside it to forget.
 * About a dozen kinds have years: twenty years of a province are 260 partitions, and four times that where years are divided.
 */
export function yearColumn(kind: Kind): FactColumn | null {
  return countedDates(kind).includes(kind.sort.field) ? factColumn(kind, kind.sort.field) : null
}

/** Where records without a day stand, and those of a year that has no partition yet. */
export function otherYears(kind: Kind): string {
  return `${factTablesOf(kind).table}_other`
}

/** The statements that make a kind's tables, with their indexes but without years. */
export function hubTableStatements(kind: Kind): readonly string[] {
  const { table, columns, many } = factTablesOf(kind)
  const year = yearColumn(kind)
  const head = `CREATE TABLE ${table} (district int NOT NULL, rid bigint NOT NULL, deleted smallint NOT NULL${columns.map(declared).join('')}`
  const main =
    year === null
      ? [`${head}, PRIMARY KEY (district, rid))`]
      : [
          `${head}) PARTITION BY RANGE (${year.name})`,
          `CREATE TABLE ${otherYears(kind)} PARTITION OF ${table} DEFAULT`,
          `CREATE INDEX ${factIndex(kind, 'rid')} ON ${table} (district, rid)`,
        ]
  return [...main, ...indexes(kind), ...many.flatMap(manyStatements)]
}

/**
 * The statements that make a year of a kind, divided by a hash of the district. One part is right for a city; several let a
 * province's workers write, and its database tidy, side by side.
 */
export function yearStatements(
  kind: Kind,
  { year, first, next }: FactYear,
  parts: number,
): readonly string[] {
  const { table } = factTablesOf(kind)
  const own = `CREATE TABLE ${table}_${year} PARTITION OF ${table} FOR VALUES FROM (${first}) TO (${next})`
  if (parts === 1) return [own]
  const divided = Array.from(
    { length: parts },
    (_, part) =>
      `CREATE TABLE ${table}_${year}_${part} PARTITION OF ${table}_${year} FOR VALUES WITH (MODULUS ${parts}, REMAINDER ${part})`,
  )
  return [`${own} PARTITION BY HASH (district)`, ...divided]
}

/** By each date that counts: of all districts in some days, and of one district. By the records that a kind links to: what a change of one touches. */
function indexes(kind: Kind): readonly string[] {
  const { table } = factTablesOf(kind)
  const dates = countedDates(kind).filter((date) => columnOf(kind, date))
  const links = Object.entries<Field>(kind.fields).filter(
    ([key, field]) => field.type === 'ref' && field.measured && field.to !== 'unit' && columnOf(kind, key),
  )
  return [
    ...dates.flatMap((date) => [
      `CREATE INDEX ${factIndex(kind, `figures_${date}`)} ON ${table} (f_${date}, district) WHERE deleted = 0`,
      `CREATE INDEX ${factIndex(kind, `district_${date}`)} ON ${table} (district, f_${date}, rid) WHERE deleted = 0`,
    ]),
    ...links.map(
      ([key]) => `CREATE INDEX ${factIndex(kind, `link_${key}`)} ON ${table} (district, f_${key})`,
    ),
  ]
}

function columnOf(kind: Kind, field: string): FactColumn | undefined {
  return factTablesOf(kind).columns.find((one) => one.field === field)
}

function manyStatements({ table, holds, columns }: ManyTable): readonly string[] {
  const head = `CREATE TABLE ${table} (district int NOT NULL, rid bigint NOT NULL`
  return holds === 'values'
    ? [
        `${head}${columns.map((column) => `${declared(column)} NOT NULL`).join('')}, PRIMARY KEY (district, rid, value))`,
      ]
    : [
        `${head}, "row" text NOT NULL${columns.map(declared).join('')})`,
        `CREATE INDEX ${table}_by_rid ON ${table} (district, rid)`,
      ]
}

function declared({ name, type }: FactColumn): string {
  return `, ${name} ${isText(type) ? 'text' : 'bigint'}`
}
