import { type SqlDialect, sqliteDialect } from '../../../shared/facts/sql-dialect'
import { manyTable } from '../../../shared/facts/tables'
import {
  keyFields,
  type Lasting,
  type Measure,
  type MeasureSource,
} from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'
import { AFTER_ALL, BEFORE_ALL, refOf } from '../facts/counted-sql'
import { counts, facts, filters, isAtLevel, isIn, isRef, of, sourceDay, unitsTable } from './source-sql'

/** So many rids a day: day and rid of the first record are one whole number, which every database finds the least of. */
const RIDS = 2 ** 33

/** The day (`BEFORE_ALL`: none) and the rid of what `distinctSql` calls the first. */
export function firstRecord(first: number): { readonly day: number; readonly rid: number } {
  const day = Math.floor(first / RIDS)
  return { day, rid: first - day * RIDS }
}

/**
 * The different things that one source names, by unit (on a laptop its number), each with its first record: `unit, thing, first`
 * (`firstRecord`). Rolled up, by district: things that are records are called by their ids, because numbers are a district's own.
 * Parameters: first and last day, the districts.
 */
export function distinctSql(
  source: MeasureSource,
  sql = sqliteDialect,
  levels: Measure['levels'] = undefined,
): string {
  const { add } = source
  if (typeof add !== 'object' || !('distinct' in add))
    throw new Error(`${source.kind}: nothing different to count`)
  // Where districts are asked as wholes, one row of each thing is looked up, not one of each record.
  const from = sql.isRolled ? 'once' : 'found'
  const column = (key: string): string => {
    const own = `${from}.${key === source.unit ? 'unit' : named(key)}`
    return sql.isRolled && isNumbered(source, key) ? refOf(own, from, sql) : own
  }
  // A record that stands in is a number: no telephone number is to look like it.
  const standIn = (key: string): string =>
    isRef(source, key) ? `${sql.character(30)} || ${column(key)}` : column(key)
  const things = add.distinct.map((part) =>
    typeof part === 'string' ? column(part) : `coalesce(${column(part[0])}, ${standIn(part[1])})`,
  )
  const fields = [...new Set(keyFields(add.distinct))].filter((key) => key !== source.unit)
  const thing = things.join(` || ${sql.character(31)} || `)
  const first = `found.day * ${RIDS} + found.rid`
  if (sql.isRolled) {
    const keys = [...sql.keys('found'), 'found.unit', ...fields.map((key) => `found.${named(key)}`)].join(
      ', ',
    )
    const isCountedThere = levels ? `WHERE ${isAtLevel('once', 'once.unit', levels, sql)}` : ''
    const groups = sql.keys('once').join(', ')
    return sql.finished(`WITH ${foundIn(source, fields, sql)},
      once AS (SELECT ${keys}, min(${first}) AS first FROM found GROUP BY ${keys})
      SELECT ${groups}, ${thing} AS thing, min(once.first) AS first
      FROM once ${isCountedThere} GROUP BY ${groups}, ${thing} HAVING ${thing} IS NOT NULL`)
  }
  const groups = [...sql.keys('found'), 'found.unit']
  const unit = sql.keys('found').length === 0 ? 'found.unit' : `${refOf('found.unit', 'found', sql)} AS unit`
  return sql.finished(`WITH ${foundIn(source, fields, sql)}
    SELECT ${[...sql.keys('found'), unit, `${thing} AS thing`, `min(${first}) AS first`].join(', ')}
    FROM found GROUP BY ${[...groups, thing].join(', ')} HAVING ${thing} IS NOT NULL`)
}

/** Whether a field is kept as the number of a record: a unit that is one of several is, too. */
function isNumbered(source: MeasureSource, key: string): boolean {
  return kindOf(source.kind).fields[key]?.type === 'refs' || isRef(source, key)
}

/** The table `found`: the records of a source with unit, day, rid and some fields, one row a unit. */
function foundIn(source: MeasureSource, fields: readonly string[], sql: SqlDialect): string {
  const { when, unit } = source
  const columns = [
    ...sql.keys('r'),
    `coalesce(${sourceDay(source)}, ${BEFORE_ALL}) AS day`,
    'r.rid AS rid',
    ...fields.map((key) => `${of(source, key)} AS ${named(key)}`),
  ]
  const conditions = (when: string): string => [when, ...filters(source, sql)].join(' AND ')
  if (!('by' in when) && when.spans !== undefined)
    return foundBySpans(
      source,
      { ...when, spans: when.spans },
      { columns, taken: conditions(isIn(source, sql)) },
      sql,
    )
  const taken = conditions(counts(source, sql))
  if (kindOf(source.kind).fields[unit]?.type === 'refs')
    return `found AS (SELECT u.value AS unit, ${columns.join(', ')}
      FROM ${facts(source, sql)} JOIN ${unitsTable(source)} u ON u.rid = r.rid${sql.tied('u', 'r')} WHERE ${taken})`
  if (fields.length > 0 || !('by' in when))
    return `found AS (SELECT ${of(source, unit)} AS unit, ${columns.join(', ')} FROM ${facts(source, sql)} WHERE ${taken})`
  // Where a thing is the unit itself, its first record of each day is enough: read in the order of the index, as sums are.
  const groups = [sourceDay(source), ...sql.keys('r'), of(source, unit)].join(', ')
  const found = [
    ...sql.keys('r'),
    `${of(source, unit)} AS unit`,
    `${sourceDay(source)} AS day`,
    'min(r.rid) AS rid',
  ]
  return `found AS (SELECT ${found.join(', ')} FROM ${facts(source, sql)} WHERE ${taken} GROUP BY ${groups})`
}

/**
 * `found` by the rows that say when a record counts, or by its own days where it has no rows. A row that names units counts
 * for them, any other for those of its record.
 */
function foundBySpans(
  source: MeasureSource,
  { from, to, spans }: Required<Lasting>,
  { columns, taken }: { readonly columns: readonly string[]; readonly taken: string },
  sql: SqlDialect,
): string {
  const rows = manyTable(kindOf(source.kind), spans)
  const own = [`${of(source, from)} AS own_from`, `${of(source, to)} AS own_to`]
  const ofRecord = (alias: string): string => [...sql.keys(alias), `${alias}.rid`].join(', ')
  const overlaps = (first: string, last: string): string =>
    `coalesce(${last}, ${AFTER_ALL}) >= period.first AND coalesce(${first}, ${BEFORE_ALL}) <= period.last`
  // A row left open ends with the record, unless the record ended before the row began: then somebody came back.
  const end = 'coalesce(span.f_to, CASE WHEN own_to >= span.f_from THEN own_to END)'
  return `period(first, last) AS (VALUES (CAST(? AS BIGINT), CAST(? AS BIGINT))),
    taken AS MATERIALIZED (SELECT ${[...columns, ...own].join(', ')} FROM ${facts(source, sql)} WHERE ${taken}),
    times AS (SELECT taken.*, span.${named(source.unit)} AS own_unit
        FROM period, taken JOIN ${rows} span ON span.rid = taken.rid${sql.tied('span', 'taken')} WHERE ${overlaps('span.f_from', end)}
      UNION ALL SELECT taken.*, NULL FROM period, taken
        WHERE (${ofRecord('taken')}) NOT IN (SELECT ${ofRecord('span')} FROM ${rows} span)
          AND ${overlaps('own_from', 'own_to')}),
    found AS (SELECT times.*, own_unit AS unit FROM times WHERE own_unit IS NOT NULL
      UNION ALL SELECT times.*, u.value FROM times JOIN ${unitsTable(source)} u ON u.rid = times.rid${sql.tied('u', 'times')}
        WHERE own_unit IS NULL)`
}

/** A field as a column of an inner result, and of a table of rows. */
function named(field: string): string {
  return `f_${field}`
}
