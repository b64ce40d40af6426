import type { Kind } from '../../../shared/definition/define'
import type { SqlDialect } from '../../../shared/facts/sql-dialect'
import { factColumn, factIndex, factTable, manyTable } from '../../../shared/facts/tables'
import type { Measure, MeasureSource } from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'
import { unit as unitKind } from '../../../shared/kinds/unit'
import {
  AFTER_ALL,
  BEFORE_ALL,
  factIn,
  isCounted,
  isNoneOf,
  isOneOf,
  joinCounted,
} from '../facts/counted-sql'
import type { Counting } from './passes'

// What the statements of figures say of one source. Names of kinds, fields and measures stand in them; they come from the
// registries, which are code. What people choose (days, units) is always a parameter.

/** The index that a source is read from. */
export function indexFor({ kind, when }: MeasureSource): string {
  const other = 'by' in when && when.by !== 'date'
  return factIndex(kindOf(kind), other ? `figures_${when.by}` : 'figures')
}

/** A kind's facts as `r`, on the index that the source is read from. */
export function facts(source: MeasureSource, sql: SqlDialect): string {
  return `${factTable(kindOf(source.kind))} r${sql.readFrom(indexFor(source))}`
}

/** A field of a source's kind. */
export function of(source: Pick<MeasureSource, 'kind'>, field: string): string {
  return factIn('r', kindOf(source.kind), field)
}

/** The day that a source's records stand by. */
export function sourceDay(source: MeasureSource): string {
  const { when } = source
  return of(source, 'by' in when ? when.by : when.from)
}

/** The units of a source that counts for several. */
export function unitsTable({ kind, unit }: MeasureSource): string {
  return manyTable(kindOf(kind), unit)
}

/** Living, and let in by the review. */
export function isIn({ kind }: MeasureSource, sql: SqlDialect): string {
  return isCounted(kindOf(kind), 'r', sql) + sql.within('r')
}

/** Living, let in by the review, and in the period: two parameters, its first and last day, then the districts. */
export function counts(source: MeasureSource, sql: SqlDialect): string {
  const { when } = source
  const inPeriod =
    'by' in when
      ? `${sourceDay(source)} BETWEEN ? AND ?`
      : `coalesce(${of(source, when.to)}, ${AFTER_ALL}) >= ? AND coalesce(${of(source, when.from)}, ${BEFORE_ALL}) <= ?`
  return `${inPeriod} AND ${isIn(source, sql)}`
}

/** The records of a kind that a source counts. */
export function filters(source: MeasureSource, sql: SqlDialect): readonly string[] {
  const { where = {}, except = {} } = source
  const kind = kindOf(source.kind)
  return [
    ...Object.entries(where).map(([key, words]) =>
      kind.fields[key]?.type === 'choices'
        ? holds(kind, key, words, sql)
        : isOneOf(of(source, key), words, sql),
    ),
    ...Object.entries(except).map(([key, words]) => isNoneOf(of(source, key), words, sql)),
  ]
}

/** That one of several choices is one of these words; the empty word: that there is none. */
function holds(kind: Kind, key: string, words: readonly string[], sql: SqlDialect): string {
  const own = `SELECT 1 FROM ${manyTable(kind, key)} word WHERE word.rid = r.rid${sql.tied('word', 'r')}`
  const said = words.filter((word) => word !== '')
  const conditions = [
    ...(said.length < words.length ? [`NOT EXISTS (${own})`] : []),
    ...(said.length > 0 ? [`EXISTS (${own} AND ${isOneOf('word.value', said, sql)})`] : []),
  ]
  return conditions.length > 1 ? `(${conditions.join(' OR ')})` : conditions.join('')
}

/**
 * When a record of a source adds to a measure at all: what filters it, and what the record that it links to leaves unsaid. Where
 * nobody asks by unit, its unit must be of a level that counts.
 */
export function conditionsOf({ measure, source }: Counting, sql: SqlDialect): readonly string[] {
  const target =
    source.link === undefined ? undefined : measure.over.find(({ kind }) => kind === linkedKind(source).name)
  return [
    ...filters(source, sql),
    ...(target ? [unsaid(target)] : []),
    ...(measure.levels && sql.isRolled ? [isAtLevel('r', of(source, source.unit), measure.levels, sql)] : []),
  ]
}

/** That a unit, by its number, is of one of these levels. @param alias of the row that holds the number */
export function isAtLevel(alias: string, unit: string, levels: readonly string[], sql: SqlDialect): string {
  const level = factIn('u', unitKind, 'level')
  return `EXISTS (SELECT 1 FROM ${sql.refs} at JOIN records v ON v.id = at.name${sql.tied('v', 'at')}
      JOIN ${factTable(unitKind)} u ON u.rid = v.rid${sql.tied('u', 'v')}
    WHERE at.id = ${unit}${sql.tied('at', alias)} AND v.kind = '${unitKind.name}' AND ${isOneOf(level, levels, sql)})`
}

/** The field whose value a record adds; `undefined` where each adds 1. */
export function amountOf({ kind, add }: MeasureSource): string | undefined {
  return typeof add === 'object' && 'field' in add ? factIn('r', kindOf(kind), add.field) : undefined
}

/** The kind of the records that a source links to. */
function linkedKind({ kind, link = '' }: MeasureSource): Kind {
  const field = kindOf(kind).fields[link]
  if (field?.type !== 'ref') throw new Error(`${kind}.${link} is no reference`)
  return kindOf(field.to)
}

/** The record that `source.link` names, as `l`, when it lives and counts. */
export function link(source: MeasureSource, sql: SqlDialect): string {
  return joinCounted(linkedKind(source), 'l', of(source, source.link ?? ''), 'r', sql)
}

/** That the linked record leaves the measure empty (measures, `once`). */
function unsaid({ kind, add }: Measure['over'][number]): string {
  const isField = typeof add === 'object' && 'field' in add
  return `${isField ? factIn('l', kindOf(kind), add.field) : 'l.rid'} IS NULL`
}

/** Whether a field holds the number of a record. */
export function isRef({ kind }: MeasureSource, field: string): boolean {
  return factColumn(kindOf(kind), field).type === 'ref'
}
