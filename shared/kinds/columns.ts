import type { Kind } from './define'
import { REVIEW } from './workflow'

/** A generated column of `records`. */
export interface Column {
  readonly name: string
  readonly type: 'TEXT' | 'INTEGER'
  readonly expression: string
}

/** An index of `records` over one kind's rows. */
export interface Index {
  readonly name: string
  readonly sql: string
}

/**
 * The SQL of a field's value, as figures read it: no generated column, because SQLite recomputes a virtual column from the
 * body even when an index holds it, but takes an indexed expression from the index (measured: a tenth of the time), and
 * because every generated column of all kinds is computed at each insert.
 */
export function valueExpression(field: string): string {
  return `json_extract(body, '$.${field}')`
}

/** The column lists sort by: the value, or `''` (a number: -1) when it is empty, because a cursor can not stand on a `NULL`. */
export function sortColumn(field: string): string {
  return `s_${field}`
}

/**
 * The name of one of a kind's indexes: `sort` (the list's order, all indexed fields inside, so that several filters
 * together still run within it), `figures` (what measures read, by `date`; `figures_<date>` by another date), `repeated` (what
 * linked records may say again, by id), `author` (who made it, in the order it came), `bin` (deleted records), or an indexed field's key. The last two but one
 * serve all kinds alike: each index makes every insert into the table dearer.
 */
export function indexName(kind: Kind, of: string): string {
  if (of === 'author') return 'r_author'
  if (of === 'bin') return `r_bin_${kind.sort.field}`
  return `r_${kind.name}_${of}`
}

/**
 * The generated columns that a kind's `index` fields need. They say TEXT or INTEGER and not ANY: SQLite reads a virtual
 * column out of an index only then, otherwise it parses the body of every row (1600 ms instead of 20 over 100 000). A
 * count that is no whole number, which only a foreign file can bring, is no count: STRICT would refuse it. A flag is 1, 0
 * or empty.
 */
export function columnsOf(kind: Kind): readonly Column[] {
  return keysWhere(kind, 'index').map((key) => {
    const path = `body, '$.${key}'`
    const type = kind.fields[key]?.type
    const value =
      type === 'flag'
        ? `CASE json_type(${path}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`
        : type === 'count' || type === 'money'
          ? `CASE json_type(${path}) WHEN 'integer' THEN json_extract(${path}) END`
          : undefined
    return value === undefined
      ? { name: sortColumn(key), type: 'TEXT', expression: `ifnull(json_extract(${path}), '')` }
      : { name: sortColumn(key), type: 'INTEGER', expression: `ifnull(${value}, -1)` }
  })
}

/** The partial indexes that a kind's lists, filters and figures run on. */
export function indexesOf(kind: Kind): readonly Index[] {
  const indexed = keysWhere(kind, 'index')
  const measured = keysWhere(kind, 'measured')
  const sort = sortColumn(kind.sort.field)
  const others = indexed.filter((key) => key !== kind.sort.field)
  const living = `kind = '${kind.name}' AND deleted = 0`
  return [
    index(kind, 'sort', [sort, 'rid', ...others.map(sortColumn)], living),
    index(kind, 'author', ['kind', 'created_by', 'rid'], 'deleted = 0'),
    index(kind, 'bin', ['kind', sort, 'rid'], 'deleted = 1'),
    ...others.map((key) => index(kind, key, [sortColumn(key), sort, 'rid'], living)),
    ...(measured.length > 0
      ? [
          index(kind, 'figures', figureOrder(measured, 'date').map(valueExpression), living),
          ...keysWhere(kind, 'countedBy').map((date) =>
            index(kind, `figures_${date}`, figureOrder(measured, date).map(valueExpression), living),
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

/** A month narrows best, then the unit; the rest only spares the reading of the record. */
function figureOrder(measured: readonly string[], date: string): readonly string[] {
  const first = [date, 'unit'].filter((key) => measured.includes(key))
  return [...first, ...measured.filter((key) => !first.includes(key))]
}

function index(kind: Kind, of: string, columns: readonly string[], where: string): Index {
  const name = indexName(kind, of)
  return { name, sql: `CREATE INDEX "${name}" ON records (${columns.join(', ')}) WHERE ${where}` }
}
