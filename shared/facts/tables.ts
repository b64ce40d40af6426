import { countedDates, type Kind, ownIndexes } from '../definition/define'
import type { CellField, Field, RowsField } from '../definition/fields'
import { REVIEW } from '../definition/workflow'
import { type FactType, factType, isSeveral } from './domain'

/** One typed column, made of one field of a kind or one cell of its rows. */
export interface FactColumn {
  readonly field: string
  /** The column's name: a field's own may be a word of SQL. */
  readonly name: string
  readonly type: FactType
}

/** The living records of a kind in one order, or the deleted ones. Columns as SQL. */
export interface FactIndex {
  readonly name: string
  readonly table: string
  readonly columns: readonly string[]
  readonly where: string
}

/** A table of what one field of several values, or one field of rows with dates, holds: several rows a record, or none. */
export interface ManyTable {
  readonly table: string
  readonly field: string
  /** `values`: one column, `value`. `spans`: one row a sub-row and value of its one field of several values. */
  readonly holds: 'values' | 'spans'
  readonly columns: readonly FactColumn[]
}

/** The tables that one kind's facts stand in. */
export interface FactTables {
  readonly kind: string
  /** `rid`, `deleted` and the columns: one row a record, deleted ones too. */
  readonly table: string
  readonly columns: readonly FactColumn[]
  readonly many: readonly ManyTable[]
  /** `(field, day, rid)`: the days that are found without an index of their own, such as those that a time limit runs from. */
  readonly days: { readonly table: string; readonly fields: readonly string[] } | null
  readonly indexes: readonly FactIndex[]
}

const known = new WeakMap<Kind, FactTables>()

/** The tables that a kind's facts stand in, derived from its definition alone. Every name in them is safe in SQL text. */
export function factTablesOf(kind: Kind): FactTables {
  const made = known.get(kind) ?? makeTables(kind)
  known.set(kind, made)
  return made
}

/** The table of a kind's facts, one row a record. */
export function factTable(kind: Pick<Kind, 'name'>): string {
  return `facts_${kind.name.replaceAll('-', '_')}`
}

/** The table of a field's several values, `(rid, value)`, or of its rows with dates. */
export function manyTable(kind: Pick<Kind, 'name'>, field: string): string {
  return `${factTable(kind)}__${field}`
}

/** The column of a field in its kind's table. @throws Error when the definition makes none of it */
export function factColumn(kind: Kind, field: string): FactColumn {
  const column = factTablesOf(kind).columns.find((one) => one.field === field)
  if (!column) throw new Error(`${kind.name}.${field}: no fact`)
  return column
}

/** Whether a field stands in its kind's table. */
export function isFact(kind: Kind, field: string): boolean {
  return factTablesOf(kind).columns.some((one) => one.field === field)
}

/** The table of what a field of several values holds in each record; none for a field of one value, or of which no facts are kept. */
export function severalTable(kind: Kind, field: string): ManyTable | undefined {
  return factTablesOf(kind).many.find((one) => one.field === field && one.holds === 'values')
}

/** The index of that table by value. */
export const severalIndex = ({ table }: ManyTable): string => `${table}_by_value`

/** Whether lists can be held to one value of a field: a fact of its own, or one of several. */
export function isHeldTo(kind: Kind, field: string): boolean {
  return isFact(kind, field) || severalTable(kind, field) !== undefined
}

/**
 * The SQL of what lists sort and filter by: a fact, or what stands for none, because a cursor can not stand on a `NULL`. An
 * index serves a statement only that says it in the same words. @param alias of the kind's table
 */
export function sortExpression(kind: Kind, field: string, alias?: string): string {
  return sorted(factColumn(kind, field), alias)
}

function sorted({ name, type }: FactColumn, alias?: string): string {
  return `ifnull(${alias === undefined ? '' : `${alias}.`}${name}, ${isText(type) ? `''` : '-1'})`
}

/** Whether facts of a type are text; the others are whole numbers from 0 on. */
export function isText(type: FactType): boolean {
  return type === 'origin' || type === 'text'
}

/**
 * The name of one of a kind's indexes, by the field that it begins with, or:
 * - `sort`: the list's order, all filtered fields inside, so that several filters together still run within it;
 * - `figures`: what measures read, by `date`; `figures_<date>` by another date;
 * - `bin`: deleted records.
 */
export function factIndex(kind: Pick<Kind, 'name'>, of: string): string {
  return `${factTable(kind)}_by_${of}`
}

function makeTables(kind: Kind): FactTables {
  const fields = Object.entries<Field>(kind.fields)
  const table = factTable(kind)
  const kept = fields.filter(([, field]) => field.index || field.measured || field.fact)
  const own = ownIndexes(kind)
  const days = kept
    .filter(
      ([key, { type, index }]) => index && type === 'date' && key !== kind.sort.field && !own.includes(key),
    )
    .map(([key]) => key)
  const columns = kept.flatMap(([key, field]) =>
    field.type === 'rows' || isSeveral(field) ? [] : [columnOf(key, field)],
  )
  return {
    kind: kind.name,
    table,
    columns,
    many: kept.flatMap(([key, field]): ManyTable[] => {
      if (field.type === 'rows') return [spansTable(kind, key, field)]
      if (!isSeveral(field)) return []
      const column = { ...columnOf(key, field), name: 'value' }
      return [{ table: manyTable(kind, key), field: key, holds: 'values', columns: [column] }]
    }),
    days: days.length === 0 ? null : { table: `${table}__days`, fields: days },
    indexes: indexesOf(kind, columns, own),
  }
}

function columnOf(field: string, of: CellField): FactColumn {
  return { field, name: `f_${field}`, type: factType(of) }
}

/** Of rows that are kept, their dates and what of several values they name. */
function spansTable(kind: Kind, key: string, field: RowsField): ManyTable {
  const cells = Object.entries<CellField>(field.of).filter(([, { fact }]) => fact)
  return {
    table: manyTable(kind, key),
    field: key,
    holds: 'spans',
    columns: cells.map(([cell, of]) => columnOf(cell, of)),
  }
}

function indexesOf(kind: Kind, columns: readonly FactColumn[], own: readonly string[]): readonly FactIndex[] {
  const value = (field: string): string => expressionOf(columns, field)
  const sort = value(kind.sort.field)
  const measured = columns.map(({ field }) => field).filter((field) => kind.fields[field]?.measured)
  /** What several filters together are looked at by, without reading the row. */
  const narrow = (first: string): readonly string[] =>
    columns
      .filter(({ field, type }) => field !== first && field !== kind.sort.field && !isText(type))
      .filter(({ field }) => kind.fields[field]?.index)
      .map(({ name }) => name)
  const living = (of: string, on: readonly string[]): FactIndex => indexOn(kind, of, on, 'deleted = 0')
  const bare = (date: string): readonly string[] =>
    figureOrder(kind, measured, date).map((field) => `f_${field}`)
  return [
    living('sort', [sort, 'rid', ...narrow(kind.sort.field)]),
    indexOn(kind, 'bin', [sort, 'rid'], 'deleted = 1'),
    ...own.map((key) =>
      living(key, [value(key), sort, 'rid', ...(kind.filters.includes(key) ? narrow(key) : [])]),
    ),
    ...countedDates(kind).map((date) => living(date === 'date' ? 'figures' : `figures_${date}`, bare(date))),
  ]
}

/** A month narrows best, then the unit; nearly every figure asks how far a record is; the rest only spares the reading of it. */
function figureOrder(kind: Kind, measured: readonly string[], date: string): readonly string[] {
  const states = (kind.flows ?? []).map(({ field }) => field)
  const first = [...new Set([date, 'unit', REVIEW, ...states])].filter((key) => measured.includes(key))
  return [...first, ...measured.filter((key) => !first.includes(key))]
}

function expressionOf(columns: readonly FactColumn[], field: string): string {
  const column = columns.find((one) => one.field === field)
  if (!column) throw new Error(`${field}: sorted by, but no fact`)
  return sorted(column)
}

function indexOn(kind: Kind, of: string, columns: readonly string[], where: string): FactIndex {
  return { name: factIndex(kind, of), table: factTable(kind), columns, where }
}
