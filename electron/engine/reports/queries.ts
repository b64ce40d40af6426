import { kindOf } from '../../../shared/kinds'
import { valueExpression } from '../../../shared/kinds/columns'
import { flowIn } from '../../../shared/kinds/moving'
import { REVIEW, uncountedStates } from '../../../shared/kinds/workflow'
import { printable } from '../../../shared/reports/document'
import { type Measure, measures, type Source } from '../../../shared/reports/measures'
import type { UnitNode } from '../../../shared/reports/unit-tree'
import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'
import { VIEW_COLUMNS, type ViewRow } from '../records/queries'

// Names of kinds, fields and measures stand in the SQL below; they come from the registries, which are code. What people
// choose (dates, units) is always a parameter.

const unit = (deleted: 0 | 1): string => `SELECT id, ifnull(json_extract(body, '$.name'), '') AS name,
    ifnull(json_extract(body, '$.level'), '') AS level, json_extract(body, '$.parent') AS parent,
    ${1 - deleted} AS living, json_extract(body, '$.order') AS place, json_extract(body, '$.code') AS code
  FROM records WHERE kind = 'unit' AND deleted = ${deleted}`

const sql = {
  units: `SELECT id, name, level, parent, living FROM (${unit(0)} UNION ALL ${unit(1)})
          ORDER BY place IS NULL, place, code IS NULL, code, name, id`,
  // By rid backwards: the last ones are found at once, whatever the size.
  newest: `SELECT ${VIEW_COLUMNS} FROM records NOT INDEXED
           WHERE kind IN (SELECT value FROM json_each(?)) AND deleted = 0 ORDER BY rid DESC LIMIT ?`,
  texts: 'SELECT key, text FROM report_texts WHERE report = ? AND period = ? AND unit = ?',
  keepText: `INSERT INTO report_texts (report, period, unit, key, text) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (report, period, unit, key) DO UPDATE SET text = excluded.text`,
} as const

/** Every unit known here, in the district's order. */
export function readUnits(db: ReadDb): UnitNode[] {
  type Row = Omit<UnitNode, 'living'> & { readonly living: number }
  return prepared<[], Row>(db, sql.units)
    .all()
    .map((row) => ({ ...row, name: printable(row.name), living: row.living === 1 }))
}

/** The kinds that some measure counts. */
export const countedKinds: readonly string[] = [
  ...new Set(measures.flatMap((entry) => entry.over.map((source) => source.kind))),
]

/** What one unit's own records of one kind add to each measure: a column a measure, `null` where it counts others. */
export type AmountRow = { readonly unit: string | null } & {
  readonly [measure: string]: number | string | null
}

/** Sums of one kind's records dated `from`…`to` by unit. Runs inside the kind's index for figures. */
export function sumByUnit(db: ReadDb, kind: string, from: string, to: string): AmountRow[] {
  return prepared<[string, string], AmountRow>(db, sumSql(kind)).all(from, to)
}

const sums = new Map<string, string>()

/** The statement of `sumByUnit`, for the test that reads its plan. */
export function sumSql(kind: string): string {
  const known = sums.get(kind)
  if (known !== undefined) return known
  const counting = measures.flatMap((entry) => {
    const source = entry.over.find((one) => one.kind === kind)
    return source ? [{ name: entry.name, measure: entry, source }] : []
  })
  const link = counting.find(({ source }) => source.link !== undefined)?.source
  // Materialised first: an aggregate over the records themselves would read every body, not the index.
  const text = `WITH counted AS MATERIALIZED (
      SELECT ${of('r', 'unit')} AS unit,
        ${counting.map(({ name, measure, source }) => `${amount(measure, source)} AS ${name}`).join(', ')}
      FROM records r ${link ? join(link) : ''}
      WHERE r.kind = '${kind}' AND r.deleted = 0 AND ${of('r', 'date')} BETWEEN ? AND ?${counted('r', kind)})
    SELECT unit, ${counting.map(({ name }) => `ifnull(sum(${name}), 0) AS ${name}`).join(', ')} FROM counted GROUP BY unit`
  sums.set(kind, text)
  return text
}

export interface FigureRow extends ViewRow {
  readonly date: string
  readonly amount: number
}

/**
 * The records of one source that add to a measure, by date, after (date, rid). `units`: only these, as a JSON array; `null`:
 * all. Records that add nothing are left out.
 */
export function rowsOfSource(
  db: ReadDb,
  measure: Measure,
  source: Source,
  query: {
    readonly from: string
    readonly to: string
    readonly units: string | null
    readonly after: { readonly date: string; readonly rid: number }
    readonly limit: number
  },
): FigureRow[] {
  const { from, to, units, after, limit } = query
  const start = after.date > from ? after.date : from
  const parameters = [start, to, after.date, after.rid, ...(units === null ? [] : [units]), limit]
  return prepared<unknown[], FigureRow>(db, rowsSql(measure, source, units !== null)).all(...parameters)
}

/** The statement of `rowsOfSource`, for the test that reads its plan: found within the index, only then read. */
export function rowsSql(measure: Measure, source: Source, someUnits: boolean): string {
  const columns = VIEW_COLUMNS.split(', ').map((column) => `v.${column}`)
  return `WITH adding AS MATERIALIZED (
      SELECT r.rid AS rid, ${of('r', 'date')} AS date, ${amount(measure, source)} AS amount
      FROM records r ${source.link === undefined ? '' : join(source)}
      WHERE r.kind = '${source.kind}' AND r.deleted = 0 AND ${of('r', 'date')} BETWEEN ? AND ?${counted('r', source.kind)}
        AND (${of('r', 'date')}, r.rid) > (?, ?) AND ${amount(measure, source)} > 0
        ${someUnits ? `AND ${of('r', 'unit')} IN (SELECT value FROM json_each(?))` : ''}
      ORDER BY 2, 1 LIMIT ?)
    SELECT ${columns.join(', ')}, a.date, a.amount FROM adding a JOIN records v ON v.rid = a.rid ORDER BY a.date, a.rid`
}

function of(table: string, field: string): string {
  return valueExpression(field).replace('body', `${table}.body`)
}

/** The record that `source.link` names, when it lives and counts; `source` must have a link. */
function join(source: Source): string {
  const field = kindOf(source.kind).fields[source.link ?? '']
  if (field?.type !== 'ref') throw new Error(`${source.kind}.${source.link} is no reference`)
  return `LEFT JOIN records l ON l.id = ${of('r', source.link ?? '')} AND l.kind = '${field.to}' AND l.deleted = 0${counted('l', field.to)}`
}

/** Leaves out what the review has not let in, or has put out. A record from before its kind had a review counts. */
function counted(table: string, kind: string): string {
  if (!flowIn(kindOf(kind), REVIEW)) return ''
  const states = uncountedStates.map((state) => `'${state}'`).join(', ')
  return ` AND ifnull(${of(table, REVIEW)}, '') NOT IN (${states})`
}

/** What one record adds: 1 or its field; nothing where the linked record already says it (measures.ts, `once`). */
function amount(measure: Measure, source: Source): string {
  const own = source.add === 'each' ? '1' : of('r', source.add.field)
  if (source.link === undefined) return own
  const field = kindOf(source.kind).fields[source.link]
  const target = measure.over.find((one) => field?.type === 'ref' && one.kind === field.to)
  if (!target) return own
  const said = target.add === 'each' ? 'l.rid' : of('l', target.add.field)
  return `CASE WHEN ${said} IS NULL THEN ${own} END`
}

/** What people typed into one report, by text key. `unit` is `*` for everything. */
export function readTexts(db: ReadDb, report: string, period: string, unit: string): Record<string, string> {
  const rows = prepared<unknown[], { key: string; text: string }>(db, sql.texts).all(report, period, unit)
  return Object.fromEntries(rows.map((row) => [row.key, printable(row.text)]))
}

export function keepText(
  db: WriteDb,
  place: { readonly report: string; readonly period: string; readonly unit: string; readonly key: string },
  text: string,
): void {
  prepared(db, sql.keepText).run(place.report, place.period, place.unit, place.key, text)
}

/** The newest living records of some kinds, newest first. */
export function newestRecords(db: ReadDb, kinds: readonly string[], limit: number): ViewRow[] {
  return prepared<unknown[], ViewRow>(db, sql.newest).all(JSON.stringify(kinds), limit)
}
