import type { Kind } from '../definition/define'
import { REVIEW } from '../definition/workflow'

/** An index of `records` over one kind's rows. */
export interface Index {
  readonly name: string
  readonly sql: string
}

/**
 * The SQL of a field's value, as figures read it. There is no generated column: SQLite recomputes a virtual column from
 * the body even when an index holds it.
 * It takes an indexed expression from the index (measured: a tenth of the time).
 */
export function valueExpression(field: string): string {
  return `json_extract(body, '$.${field}')`
}

/**
 * The SQL of what lists sort and filter by: an indexed field's value, or `''` (a number: -1) when it is empty, because a
 * cursor can not stand on a `NULL`. A count that is no whole number, which only a foreign file can bring, is no count. A flag
 * is 1, 0 or empty. An index serves a statement only that says it in the same words.
 */
export function sortValue(kind: Kind, field: string): string {
  const path = `body, '$.${field}'`
  const type = kind.fields[field]?.type
  const number =
    type === 'flag'
      ? `CASE json_type(${path}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`
      : type === 'count' || type === 'money'
        ? `CASE json_type(${path}) WHEN 'integer' THEN json_extract(${path}) END`
        : undefined
  // What a foreign file brought as a number or a list is compared as the text it is written as.
  return number === undefined
    ? `CAST(ifnull(json_extract(${path}), '') AS TEXT)`
    : `CAST(ifnull(${number}, -1) AS INTEGER)`
}

/**
 * The name of one of a kind's indexes, or an indexed field's key:
 * - `sort`: the list's order, all indexed fields inside, so that several filters together still run within it;
 * - `figures`: what measures read, by `date`; `figures_<date>` by another date;
 * - `repeated`: what linked records may say again, by id;
 * - `author`: who made it, in the order it came;
 * - `bin`: deleted records.
 * `author` and `bin` serve all kinds alike: each index makes every insert into the table dearer.
 */
export function indexName(kind: Kind, of: string): string {
  if (of === 'author') return 'r_author'
  if (of === 'bin') return `r_bin_${kind.sort.field}`
  return `r_${kind.name}_${of}`
}

/** The partial indexes that a kind's lists, filters and figures run on. */
export function indexesOf(kind: Kind): readonly Index[] {
  const indexed = keysWhere(kind, 'index')
  const measured = keysWhere(kind, 'measured')
  const value = (field: string): string => sortValue(kind, field)
  const sort = value(kind.sort.field)
  const others = indexed.filter((key) => key !== kind.sort.field)
  const living = `kind = '${kind.name}' AND deleted = 0`
  return [
    index(kind, 'sort', [sort, 'rid', ...others.map(value)], living),
    index(kind, 'author', ['kind', 'created_by', 'rid'], 'deleted = 0'),
    index(kind, 'bin', ['kind', sort, 'rid'], 'deleted = 1'),
    ...others.map((key) => index(kind, key, [value(key), sort, 'rid'], living)),
    ...(measured.length > 0
      ? [
          index(kind, 'figures', figureOrder(kind, measured, 'date').map(valueExpression), living),
          ...keysWhere(kind, 'countedBy').map((date) =>
            index(kind, `figures_${date}`, figureOrder(kind, measured, date).map(valueExpression), living),
          ),
        ]
      : []),
    ...(kind.repeated === undefined
      ? []
      : [
          index(
            kind,
            'repeated',
            [
              'id',
              ...(kind.fields[REVIEW] ? [REVIEW] : []).map(valueExpression),
              ...kind.repeated.map(valueExpression),
            ],
            living,
          ),
        ]),
  ]
}

function keysWhere(kind: Kind, trait: 'index' | 'measured' | 'countedBy'): readonly string[] {
  return Object.keys(kind.fields).filter((key) => kind.fields[key]?.[trait])
}

/** A month narrows best, then the unit; nearly every figure asks how far a record is; the rest only spares the reading of it. */
function figureOrder(kind: Kind, measured: readonly string[], date: string): readonly string[] {
  const states = (kind.flows ?? []).map(({ field }) => field)
  const first = [...new Set([date, 'unit', REVIEW, ...states])].filter((key) => measured.includes(key))
  return [...first, ...measured.filter((key) => !first.includes(key))]
}

function index(kind: Kind, of: string, columns: readonly string[], where: string): Index {
  const name = indexName(kind, of)
  return { name, sql: `CREATE INDEX "${name}" ON records (${columns.join(', ')}) WHERE ${where}` }
}
