import type { Kind } from '../../../shared/definition/define'
import { approvedState, REVIEW, uncountedStates } from '../../../shared/definition/workflow'
import { FIRST_DAY, factDay } from '../../../shared/facts/days'
import { factColumn, factTable, isFact } from '../../../shared/facts/tables'
import { countingRule } from '../../../shared/kinds/counting-rule'
import { unit } from '../../../shared/kinds/unit'

// Pieces of SQL over facts. Names of kinds, fields and words stand in it; they come from the registries, which are code.
// Words and ids of records are numbers in the tables, looked up when a statement runs.

/** Before every day that a fact can be, and after. */
export const BEFORE_ALL = -1
export const AFTER_ALL = 9_999_999

/** A period's edge among the days of facts; one that no record can be of stands before or after all of them. */
export function dayAmong(iso: string): number {
  return factDay(iso) ?? (iso < FIRST_DAY ? BEFORE_ALL : AFTER_ALL)
}

/** That a column of words holds one of these; the empty word is an empty column. */
export function isOneOf(column: string, words: readonly string[]): string {
  if (words.includes('')) {
    const others = words.filter((word) => word !== '')
    return others.length === 0 ? `${column} IS NULL` : `(${column} IS NULL OR ${isOneOf(column, others)})`
  }
  return words.length > FEW
    ? `${column} IN (${listOf(words)})`
    : `(${words.map((word) => `${column} = ${numberOf(word)}`).join(' OR ')})`
}

/** That a column of words holds none of these; an empty one holds none. */
export function isNoneOf(column: string, words: readonly string[]): string {
  return words.length > FEW
    ? `ifnull(${column}, 0) NOT IN (${listOf(words)})`
    : words.map((word) => `${column} IS NOT ${numberOf(word)}`).join(' AND ')
}

/** So many are compared one by one; of more a list is made, once a run. */
const FEW = 2

/** A word that no record has said yet has no number: nothing is equal to it, and everything differs from it. */
const numberOf = (word: string): string =>
  `ifnull((SELECT id FROM fact_words WHERE word = ${quoted(word)}), -1)`

const listOf = (words: readonly string[]): string =>
  `SELECT id FROM fact_words WHERE word IN (${words.map(quoted).join(', ')})`

const quoted = (word: string): string => `'${word}'`

/** The number of an id, which is an SQL expression. */
export function refNumber(id: string): string {
  return `(SELECT id FROM fact_ids WHERE name = ${id})`
}

/** The id of a record, by its number as an SQL expression. */
export function refOf(number: string): string {
  return `(SELECT name FROM fact_ids WHERE id = ${number})`
}

/** A word, by its number as an SQL expression. */
export function wordOf(number: string): string {
  return `(SELECT word FROM fact_words WHERE id = ${number})`
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
export function isCounted(kind: Kind, alias: string): string {
  const review = kind.fields[REVIEW]
    ? ` AND ${isNoneOf(factIn(alias, kind, REVIEW), uncountedStates)} AND ${isApprovedWhereAsked(kind, alias)}`
    : ''
  return `${alias}.deleted = 0${review}`
}

/** The first day that the district counts only approved records of; asked once a statement. */
const approvedFrom = `ifnull((SELECT min(${factColumn(countingRule, 'from').name})
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

/**
 * Approved, or of a day before the rule: at a city before that of the record's own district.
 * @param alias of the kind's table; the kind has a review
 */
export function isApprovedWhereAsked(kind: Kind, alias: string): string {
  const day = `ifnull(${factIn(alias, kind, 'date')}, ${BEFORE_ALL})`
  const own = `(SELECT min(w.day) FROM (${ruledUnits}) w WHERE w.unit = ${factIn(alias, kind, 'unit')})`
  const before = isFact(kind, 'unit') ? ` OR (${isCity} AND ${day} < ifnull(${own}, ${AFTER_ALL}))` : ''
  return `(${day} < ${approvedFrom} OR ${isOneOf(factIn(alias, kind, REVIEW), [approvedState])}${before})`
}

/** The record that a fact names, as facts: `alias` holds them where it lives and counts, and is empty otherwise. */
export function joinCounted(kind: Kind, alias: string, ref: string): string {
  return `LEFT JOIN fact_ids ${alias}_id ON ${alias}_id.id = ${ref} LEFT JOIN records ${alias}_record ON ${alias}_record.id = ${alias}_id.name
    LEFT JOIN ${factTable(kind)} ${alias} ON ${alias}.rid = ${alias}_record.rid AND ${isCounted(kind, alias)}`
}
