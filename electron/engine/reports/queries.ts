import { isoOfDay } from '../../../shared/facts/days'
import { sqliteDialect } from '../../../shared/facts/sql-dialect'
import { factTable } from '../../../shared/facts/tables'
import type { Measure, MeasureSource } from '../../../shared/figures/measures/define'
import type { UnitSet } from '../../../shared/figures/unit-tree'
import { reportSection } from '../../../shared/kinds/report-section'
import { wordingTemplate } from '../../../shared/kinds/wording-template'
import { printable } from '../../../shared/paper/document'
import { FROZEN_KIND, type FrozenMark } from '../../../shared/paper/frozen'
import type { OwnSection } from '../../../shared/reports/define'
import type { Flat } from '../../../shared/shapes'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'
import { dayAmong, factIn } from '../facts/counted-sql'
import { type Among, addingSql } from '../figures/figure-sql'
import { VIEW_COLUMNS, type ViewRow } from '../records/queries'

const frozenColumns = `id, scope, ${['report', 'period', 'unit', 'title', 'hash']
  .map((field) => `ifnull(json_extract(body, '$.${field}'), '') AS ${field}`)
  .join(', ')}, ifnull(json_extract(body, '$.frozenAt'), created_at) AS at, created_by AS "by"`

const sql = {
  // By rid backwards: the last ones are found at once, whatever the size.
  newest: `SELECT ${VIEW_COLUMNS} FROM records NOT INDEXED
           WHERE kind IN (SELECT value FROM json_each(?)) AND deleted = 0 ORDER BY rid DESC LIMIT ?`,
  texts: 'SELECT key, text FROM report_texts WHERE report = ? AND period = ? AND unit = ?',
  wordings: `SELECT sentence.word AS sentence, r.body FROM ${factTable(wordingTemplate)} w
             JOIN fact_words report ON report.id = ${factIn('w', wordingTemplate, 'report')}
             JOIN fact_words sentence ON sentence.id = ${factIn('w', wordingTemplate, 'sentence')}
             JOIN records r ON r.rid = w.rid
             WHERE w.deleted = 0 AND report.word = ? ORDER BY r.last_change`,
  sections: `SELECT r.body FROM ${factTable(reportSection)} s
             JOIN fact_words report ON report.id = ${factIn('s', reportSection, 'report')}
             JOIN records r ON r.rid = s.rid
             WHERE s.deleted = 0 AND report.word = ? ORDER BY ${factIn('s', reportSection, 'order')}, r.id`,
  frozen: `SELECT ${frozenColumns}, json_extract(body, '$.content') AS content FROM records
           WHERE id = ? AND kind = '${FROZEN_KIND}' AND deleted = 0`,
  frozenOf: `SELECT ${frozenColumns} FROM records INDEXED BY records_frozen
             WHERE kind = '${FROZEN_KIND}' AND deleted = 0 AND json_extract(body, '$.report') = ?
               AND json_extract(body, '$.period') = ? AND json_extract(body, '$.unit') = ?
             ORDER BY scope = '${DISTRICT_SCOPE}' DESC, last_change DESC`,
  allFrozen: `SELECT ${frozenColumns} FROM records INDEXED BY records_frozen
              WHERE kind = '${FROZEN_KIND}' AND deleted = 0 ORDER BY last_change DESC`,
  keepText: `INSERT INTO report_texts (report, period, unit, key, text) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (report, period, unit, key) DO UPDATE SET text = excluded.text`,
} as const

/** The date of a day's number; `''` for the number that stands for none. */
const dateOrNone = (day: number): string => (day < 0 ? '' : isoOfDay(day))

export interface FigureRow extends ViewRow {
  readonly date: string
  readonly amount: number
}

/**
 * The records of one source that add to a measure, by date, after (date, rid), of some units. Records that add
 * nothing are left out.
 */
export function rowsOfSource(
  db: ReadDb,
  measure: Measure,
  source: MeasureSource,
  query: {
    readonly from: string
    readonly to: string
    readonly units: UnitSet
    readonly after: { readonly date: string; readonly rid: number }
    readonly limit: number
  },
): FigureRow[] {
  const { from, to, units, after, limit } = query
  // Counted by a date, what was before it is behind us: the index is entered where the last page ended.
  const start = 'by' in source.when && after.date > from ? after.date : from
  const among = !units.but ? 'in' : units.units.size > 0 ? 'not in' : 'all'
  const named = among === 'all' ? [] : [JSON.stringify([...units.units])]
  const parameters = [dayAmong(start), dayAmong(to), dayAmong(after.date), after.rid, ...named, limit]
  return prepared<unknown[], ViewRow & { readonly day: number; readonly amount: number }>(
    db,
    rowsSql(measure, source, among),
  )
    .all(...parameters)
    .map(({ day, ...row }) => Object.assign(row, { date: dateOrNone(day) }))
}

/**
 * @see addingSql. On a laptop the units are a JSON array; the records are found within the index, only then read.
 */
export function rowsSql(measure: Measure, source: MeasureSource, among: Among): string {
  const columns = VIEW_COLUMNS.split(', ').map((column) => `v.${column}`)
  return `WITH adding AS MATERIALIZED (${addingSql(measure, source, among, sqliteDialect)})
    SELECT ${columns.join(', ')}, a.day, a.amount FROM adding a JOIN records v ON v.rid = a.rid ORDER BY a.day, a.rid`
}

/** A report signed off, as it is listed. */
export interface FrozenRow extends Omit<FrozenMark, 'unitName' | 'site'> {
  readonly scope: string
}

/** One of them with its packed content. */
export function findFrozen(
  db: ReadDb,
  id: string,
): (FrozenRow & { readonly content: string | null }) | undefined {
  return prepared<[string], FrozenRow & { content: string | null }>(db, sql.frozen).get(id)
}

/**
 * The first `limit` reports signed off that may count, the newest first: of one place, or (`null`) all.
 * Of one place the district's own come before any that a street signed, whatever the clocks say.
 */
export function listFrozen(
  db: ReadDb,
  place: { readonly report: string; readonly period: string; readonly unit: string } | null,
  limit: number,
  mayCount: (row: FrozenRow) => boolean,
): FrozenRow[] {
  const rows = place
    ? prepared<unknown[], FrozenRow>(db, sql.frozenOf).iterate(place.report, place.period, place.unit)
    : prepared<unknown[], FrozenRow>(db, sql.allFrozen).iterate()
  const found: FrozenRow[] = []
  for (const row of rows) {
    if (!mayCount(row)) continue
    found.push(row)
    if (found.length >= limit) break
  }
  return found
}

/** What people typed into one report, by text key. `unit` is `*` for everything. */
export function readTexts(db: ReadDb, report: string, period: string, unit: string): Record<string, string> {
  const rows = prepared<unknown[], { key: string; text: string }>(db, sql.texts).all(report, period, unit)
  return Object.fromEntries(rows.map((row) => [row.key, printable(row.text)]))
}

/** The district's own words for the sentences of a report, by sentence key; of two for one sentence, the one changed last. */
export function readWordings(db: ReadDb, report: string): Record<string, string> {
  const rows = prepared<[string], { sentence: string; body: string }>(db, sql.wordings).all(report)
  return Object.fromEntries(
    rows.flatMap(({ sentence, body }) => {
      const { text } = JSON.parse(body) as Flat
      return typeof text === 'string' ? [[sentence, printable(text)]] : []
    }),
  )
}

/** The sections of a report that the district writes itself, in order. */
export function readSections(db: ReadDb, report: string): readonly OwnSection[] {
  return prepared<[string], { body: string }>(db, sql.sections)
    .all(report)
    .flatMap(({ body }) => {
      const { heading, text } = JSON.parse(body) as Flat
      return typeof heading === 'string' && typeof text === 'string'
        ? [{ heading: printable(heading), text: printable(text) }]
        : []
    })
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
