import type { Kind } from '../../../shared/definition/define'
import { approvedState, REVIEW, uncountedStates } from '../../../shared/definition/workflow'
import { FIRST_DAY, factDay } from '../../../shared/facts/days'
import { type SqlDialect, sqliteDialect } from '../../../shared/facts/sql-dialect'
import { factColumn, factTable, isFact } from '../../../shared/facts/tables'
import { countingRule } from '../../../shared/kinds/counting-rule'
import { unit } from '../../../shared/kinds/unit'

// Pieces of SQL over facts. Names of kinds, fields and words stand in it; they come from the registries, which are code.
// Words and ids of records are numbers in the tables, looked up when a statement runs. Without a dialect they are SQLite's.

/** Before every day that a fact can be, and after. */
export const BEFORE_ALL = -1
export const AFTER_ALL = 9_999_999

/** A period's edge among the days of facts; one that no record can be of stands before or after all of them. */
export function dayAmong(iso: string): number {
  return factDay(iso) ?? (iso < FIRST_DAY ? BEFORE_ALL : AFTER_ALL)
}

/** That a column of words holds one of these; the empty word is an empty column. */
export function isOneOf(column: string, words: readonly string[], sql = sqliteDialect): string {
  if (words.includes('')) {
    const others = words.filter((word) => word !== '')
    return others.length === 0
      ? `${column} IS NULL`
      : `(${column} IS NULL OR ${isOneOf(column, others, sql)})`
  }
  return words.length > FEW
    ? `${column} IN (${listOf(words, sql)})`
    : `(${words.map((word) => `${column} = ${numberOf(word, sql)}`).join(' OR ')})`
}

/** That a column of words holds none of these; an empty one holds none. */
export function isNoneOf(column: string, words: readonly string[], sql = sqliteDialect): string {
  return words.length > FEW
    ? `coalesce(${column}, 0) NOT IN (${listOf(words, sql)})`
    : words.map((word) => `${column} IS DISTINCT FROM ${numberOf(word, sql)}`).join(' AND ')
}

/** So many are compared one by one; of more a list is made, once a run. */
const FEW = 2

/** A word that no record has said yet has no number: nothing is equal to it, and everything differs from it. */
const numberOf = (word: string, sql: SqlDialect): string =>
  `coalesce((SELECT id FROM ${sql.words} WHERE word = ${quoted(word)}), -1)`

const listOf = (words: readonly string[], sql: SqlDialect): string =>
  `SELECT id FROM ${sql.words} WHERE word IN (${words.map(quoted).join(', ')})`

const quoted = (word: string): string => `'${word}'`

/** The number of an id, which is an SQL expression. */
export function refNumber(id: string): string {
  return `(SELECT id FROM ${sqliteDialect.refs} WHERE name = ${id})`
}

/** The id of a record, by its number as an SQL expression. @param alias of the row that holds the number */
export function refOf(number: string, alias = '', sql = sqliteDialect): string {
  return `(SELECT n.name FROM ${sql.refs} n WHERE n.id = ${number}${sql.tied('n', alias)})`
}

/** A word, by its number as an SQL expression. */
export function wordOf(number: string, sql = sqliteDialect): string {
  return `(SELECT word FROM ${sql.words} WHERE id = ${number})`
}

/** A field's column. @throws Error when the definition makes none of it */
export function factIn(alias: string, kind: Kind, field: string): string {
  return `${alias}.${factColumn(kind, field).name}`
}

/**
 * Living, and neither a draft nor void where the kind has a review. A record from before its kind had one counts. From the day
 * on that the district says, only what was approved does (上报口径).
 * @param alias of the kind's table
 */
export function isCounted(kind: Kind, alias: string, sql = sqliteDialect): string {
  if (!kind.fields[REVIEW]) return `${alias}.deleted = 0`
  const isLetIn = isNoneOf(factIn(alias, kind, REVIEW), uncountedStates, sql)
  const [district] = sql.keys(alias)
  const isApproved =
    district === undefined
      ? isApprovedWhereAsked(kind, alias)
      : isApprovedByDistrict(kind, alias, district, sql)
  return `${alias}.deleted = 0 AND ${isLetIn} AND ${isApproved}`
}

/** The first day that the district counts only approved records of; asked once a statement. */
const approvedFrom = `coalesce((SELECT min(${factColumn(countingRule, 'from').name})
  FROM ${factTable(countingRule)} WHERE deleted = 0), ${AFTER_ALL})`

/** Whether this profile is a city's, which holds several districts with a rule each. */
const isCity = `EXISTS (SELECT 1 FROM sites WHERE own = 1 AND role IN ('city', 'province'))`

/** The first such day by the rule of the district that said it, for its unit and all under it: `(unit, day)`. */
const ruledUnits = `WITH RECURSIVE ruled(unit, day) AS (
    SELECT at.id, f.${factColumn(countingRule, 'from').name} FROM ${factTable(countingRule)} f
      JOIN records c ON c.rid = f.rid JOIN changes h ON h.record = c.id AND h.id = c.last_change
      JOIN branches b USING (branch) JOIN sites s ON s.id = b.site
      JOIN fact_ids at ON at.name = s.unit WHERE f.deleted = 0
    UNION SELECT below.id, ruled.day FROM ruled JOIN ${factTable(unit)} u ON u.${factColumn(unit, 'parent').name} = ruled.unit
      JOIN records v ON v.rid = u.rid JOIN fact_ids below ON below.name = v.id)
  SELECT unit, day FROM ruled`

/** What decides, beside a record itself, whether it is counted: as long as `said` is the same, the same records are. */
export const countingRuleSql = `SELECT json_array(${approvedFrom}, CASE WHEN ${isCity} AND ${approvedFrom} < ${AFTER_ALL}
  THEN (SELECT json_group_array(json_array(unit, day) ORDER BY unit, day) FROM (${ruledUnits})) END) AS said`

/**
 * Approved, or of a day before the rule: at a city before that of the record's own district.
 * @param alias of the kind's table; the kind has a review
 */
export function isApprovedWhereAsked(kind: Kind, alias: string): string {
  const day = countedDay(kind, alias)
  const own = `(SELECT min(w.day) FROM (${ruledUnits}) w WHERE w.unit = ${factIn(alias, kind, 'unit')})`
  const before = isFact(kind, 'unit') ? ` OR (${isCity} AND ${day} < coalesce(${own}, ${AFTER_ALL}))` : ''
  return `(${day} < ${approvedFrom} OR ${isOneOf(factIn(alias, kind, REVIEW), [approvedState])}${before})`
}

/** Approved, or of a day before the rule of its own district; most districts have none, which is looked up once a statement. */
function isApprovedByDistrict(kind: Kind, alias: string, district: string, sql: SqlDialect): string {
  const from = factColumn(countingRule, 'from').name
  const rules = `FROM ${factTable(countingRule)} ruled WHERE ruled.deleted = 0 AND ruled.${from} IS NOT NULL`
  const approved = isOneOf(factIn(alias, kind, REVIEW), [approvedState], sql)
  const first = `(SELECT min(ruled.${from}) ${rules}${sql.tied('ruled', alias)})`
  return `(${approved} OR ${district} NOT IN (SELECT ruled.district ${rules}) OR ${countedDay(kind, alias)} < ${first})`
}

const countedDay = (kind: Kind, alias: string): string =>
  `coalesce(${factIn(alias, kind, 'date')}, ${BEFORE_ALL})`

/** The record that a fact of `from` names, as facts: `alias` holds them where it lives and counts, and is empty otherwise. */
export function joinCounted(kind: Kind, alias: string, ref: string, from = 'r', sql = sqliteDialect): string {
  const [id, record] = [`${alias}_id`, `${alias}_record`]
  return `LEFT JOIN ${sql.refs} ${id} ON ${id}.id = ${ref}${sql.tied(id, from)}
    LEFT JOIN records ${record} ON ${record}.id = ${id}.name${sql.tied(record, id)}
    LEFT JOIN ${factTable(kind)} ${alias} ON ${alias}.rid = ${record}.rid${sql.tied(alias, record)} AND ${isCounted(kind, alias, sql)}`
}
