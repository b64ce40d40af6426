import { REVIEW, uncountedStates } from '../../../shared/definition/workflow'
import { measures } from '../../../shared/figures/measures'
import {
  isDistinctSource,
  type Lasting,
  type Measure,
  type Source,
} from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'
import { flowIn } from '../../../shared/records/moving'
import { indexName, valueExpression } from '../../../shared/records/record-indexes'
import { VIEW_COLUMNS } from '../records/queries'

// Names of kinds, fields and measures stand in the SQL below; they come from the registries, which are code. What people
// choose (dates, units) is always a parameter.

/** Sources of one kind that one pass over one index answers. */
export interface Pass {
  readonly kind: string
  readonly sums: readonly Counting[]
}

/** A measure with one of its sources. */
export interface Counting {
  readonly measure: Measure
  readonly source: Source
}

/** How the measures' sums are read: one pass a kind and date, whatever number of measures it serves. */
export function passesOf(counted: readonly Measure[]): readonly Pass[] {
  const byPass = new Map<string, Counting[]>()
  for (const measure of counted)
    for (const source of measure.over) {
      if (isDistinctSource(source)) continue
      const key = `${source.kind} ${JSON.stringify(source.when)} ${source.unit}`
      byPass.set(key, [...(byPass.get(key) ?? []), { measure, source }])
    }
  return [...byPass.values()].map((sums) => ({ kind: sums[0]?.source.kind ?? '', sums }))
}

/**
 * What one unit's own records add: for the measure at place `n` of the pass `v<n>`, and `r<n>` how many records add to it,
 * where that is another number. Parameters: first and last day. Runs inside the kind's index for figures.
 */
export function sumSql(pass: Pass): string {
  const [{ source } = { source: undefined }] = pass.sums
  if (!source) throw new Error(`${pass.kind}: a pass without a measure`)
  const linked = pass.sums.find((one) => one.source.link !== undefined)?.source
  const [common = '', ...others] = new Set(pass.sums.map((one) => filter(one.source)))
  const apart = others.length === 0 ? common : ''
  const inner = pass.sums.map((one, at) => `${adding(one, apart)} AS v${at}`)
  const own = pass.sums.flatMap(({ source }, at) =>
    source.add === 'each'
      ? [`count(v${at}) AS v${at}`]
      : [`ifnull(sum(v${at}), 0) AS v${at}`, `count(nullif(v${at} > 0, 0)) AS r${at}`],
  )
  // The limits keep SQLite from folding the parts into one. An aggregate over the records themselves reads every body,
  // not the index.
  // Kept apart, the rows stream from the index into the sums.
  const taken = (columns: readonly string[], condition: string): string =>
    `SELECT ${columns.join(', ')} FROM ${records(source)} ${linked ? join(linked) : ''} WHERE ${condition} LIMIT -1`
  const unit = `${of('r', source.unit)} AS unit`
  // A filter leaves few records, soon sorted by their units.
  if (apart !== '')
    return `SELECT unit, ${own.join(', ')} FROM (${taken([unit, ...inner], `${counts(source)} AND ${apart}`)}) GROUP BY unit`
  // All of them are added up by day first, in the order of the index: sorting them takes longer than reading them.
  const order = 'by' in source.when ? 'day, unit' : 'unit'
  const dated = [`${dateOf(source)} AS day`, unit, ...inner]
  const whole = pass.sums.flatMap(({ source }, at) => [
    `sum(v${at}) AS v${at}`,
    ...(source.add === 'each' ? [] : [`sum(r${at}) AS r${at}`]),
  ])
  return `SELECT unit, ${whole.join(', ')} FROM (
      SELECT unit, ${own.join(', ')} FROM (${taken(dated, `${counts(source)} ORDER BY ${order}`)})
        GROUP BY ${order} LIMIT -1)
    GROUP BY unit`
}

/** The different things that one source names, by unit, each with the first record: `unit, thing, at` as `date:rid`. */
export function distinctSql(source: Source): string {
  const { add } = source
  if (typeof add !== 'object' || !('distinct' in add))
    throw new Error(`${source.kind}: nothing different to count`)
  const many = kindOf(source.kind).fields[source.unit]?.type === 'refs'
  const column = (key: string): string => (key === source.unit ? 'unit' : named(key))
  const thing = add.distinct.map((part) =>
    typeof part === 'string' ? column(part) : `ifnull(nullif(${column(part[0])}, ''), ${column(part[1])})`,
  )
  const fields = [...new Set(add.distinct.flat())].filter((key) => key !== source.unit)
  const columns = [
    `${of('r', source.unit)} AS unit`,
    `${'by' in source.when ? dateOf(source) : `ifnull(${dateOf(source)}, '')`} AS day`,
    'r.rid AS rid',
    ...fields.map((key) => `${of('r', key)} AS ${named(key)}`),
  ]
  const filters = filter(source)
  const others = ['day', 'rid', ...fields.map(named)].join(', ')
  const each = many
    ? `SELECT item.value AS unit, ${others} FROM found, json_each(found.unit) item`
    : 'SELECT * FROM found'
  const where = (condition: string): string =>
    `FROM ${records(source)} WHERE ${condition}${filters && ` AND ${filters}`}`
  const inTurn = `found AS (SELECT ${columns.join(', ')} ${where(counts(source))} LIMIT -1)`
  const found =
    'by' in source.when
      ? fields.length === 0 && !many
        ? firstADay(columns, where(counts(source)))
        : inTurn
      : source.when.spans === undefined
        ? inTurn
        : foundBySpans(
            { ...source.when, spans: source.when.spans },
            source,
            columns,
            where(living(source)),
            others,
          )
  // Beside a min() SQLite gives the other columns of the row that has it.
  return `WITH ${found}, each AS (${each})
    SELECT unit, ${thing.join(' || char(31) || ')} AS thing, min(day) || ':' || rid AS at
    FROM each GROUP BY 1, 2 HAVING thing IS NOT NULL`
}

/** Where a thing is the unit itself, its first record of each day is enough: read in the order of the index, as sums are. */
function firstADay(columns: readonly string[], taken: string): string {
  return `dated AS (SELECT ${columns.join(', ')} ${taken} ORDER BY day, unit LIMIT -1),
    found AS (SELECT unit, day, min(rid) AS rid FROM dated GROUP BY day, unit LIMIT -1)`
}

/** `found` by the rows that say when a record counts, or by its own dates where it has no rows. */
function foundBySpans(
  { from, to, spans }: Required<Lasting>,
  { unit }: Source,
  columns: readonly string[],
  taken: string,
  others: string,
): string {
  const own = [`${of('r', from)} AS own_from`, `${of('r', to)} AS own_to`, 'r.body AS own_body']
  const inPeriod = (first: string, last: string): string =>
    `ifnull(${last}, '9999') >= period.first AND ifnull(${first}, '') <= period.last`
  // Rows lie in a body under `field/rowId`, and as null once they are removed.
  const rows = `json_each(own_body) span WHERE span.key GLOB '${spans}/*' AND span.type = 'object'`
  const cell = (key: string): string => `json_extract(span.value, '$.${key}')`
  // A row left open ends with the record, unless the record ended before the row began: then somebody came back.
  const end = `ifnull(${cell('to')}, CASE WHEN own_to >= ${cell('from')} THEN own_to END)`
  return `period(first, last) AS (VALUES (?, ?)),
    taken AS MATERIALIZED (SELECT ${[...columns, ...own].join(', ')} ${taken}),
    found AS (SELECT ifnull(nullif(${cell(unit)}, '[]'), taken.unit) AS unit, ${others}
        FROM period, taken, ${rows} AND ${inPeriod(cell('from'), end)}
      UNION ALL SELECT unit, ${others} FROM period, taken
        WHERE NOT EXISTS (SELECT 1 FROM ${rows}) AND ${inPeriod('own_from', 'own_to')})`
}

/**
 * The records of one source that add to a measure, by date, after (date, rid). Parameters: first and last day, the date and
 * rid to go on after, the units as a JSON array where they are `among` it or not, the limit. Found within the index, only then read.
 */
export function rowsSql(measure: Measure, source: Source, among: 'all' | 'in' | 'not in'): string {
  const columns = VIEW_COLUMNS.split(', ').map((column) => `v.${column}`)
  const amount = adding({ measure, source })
  return `WITH adding AS MATERIALIZED (
      SELECT r.rid AS rid, ifnull(${dateOf(source)}, '') AS date, ${amount} AS amount
      FROM ${records(source)} ${source.link === undefined ? '' : join(source)}
      WHERE ${counts(source)} AND (ifnull(${dateOf(source)}, ''), r.rid) > (?, ?) AND ${amount} > 0
        ${among === 'all' ? '' : `AND ifnull(${of('r', source.unit)}, '') ${among} (SELECT value FROM json_each(?))`}
      ORDER BY 2, 1 LIMIT ?)
    SELECT ${columns.join(', ')}, a.date, a.amount FROM adding a JOIN records v ON v.rid = a.rid ORDER BY a.date, a.rid`
}

/** The index that a source is read from. */
export function indexFor({ kind, when }: Source): string {
  const other = 'by' in when && when.by !== 'date'
  return indexName(kindOf(kind), other ? `figures_${when.by}` : 'figures')
}

/** Every pass over all measures, and the kinds they read: for the test that reads the plans. */
export const everyPass: readonly Pass[] = passesOf(measures)

function records(source: Source): string {
  return `records r INDEXED BY "${indexFor(source)}"`
}

/** Living and let in by the review. */
function living({ kind }: Source): string {
  return `r.kind = '${kind}' AND r.deleted = 0${reviewed('r', kind)}`
}

/** Living, let in by the review, and in the period: two parameters, its first and last day. */
function counts(source: Source): string {
  const { when } = source
  const inPeriod =
    'by' in when
      ? `${of('r', when.by)} BETWEEN ? AND ?`
      : `ifnull(${of('r', when.to)}, '9999') >= ? AND ifnull(${of('r', when.from)}, '') <= ?`
  return `${living(source)} AND ${inPeriod}`
}

function dateOf({ when }: Source): string {
  return of('r', 'by' in when ? when.by : when.from)
}

function of(table: string, field: string): string {
  return valueExpression(field).replace('body', `${table}.body`)
}

/** A field as a column of an inner result: its own name may be a word of SQL. */
function named(field: string): string {
  return `f_${field}`
}

/** The record that `source.link` names, when it lives and counts, read from its index; `source` must have a link. */
function join(source: Source): string {
  const field = kindOf(source.kind).fields[source.link ?? '']
  if (field?.type !== 'ref') throw new Error(`${source.kind}.${source.link} is no reference`)
  return `LEFT JOIN records l INDEXED BY "${indexName(kindOf(field.to), 'repeated')}" ON l.id = ${of('r', source.link ?? '')} AND l.kind = '${field.to}' AND l.deleted = 0${reviewed('l', field.to)}`
}

/** Leaves out what the review has not let in, or has put out. A record from before its kind had a review counts. */
function reviewed(table: string, kind: string): string {
  if (!flowIn(kindOf(kind), REVIEW)) return ''
  return ` AND ifnull(${of(table, REVIEW)}, '') NOT IN (${quoted(uncountedStates)})`
}

/** The records of a kind that a source counts, as a condition; `''`: all of them. */
function filter({ kind, where = {}, except = {} }: Source): string {
  const wanted = Object.entries(where).map(([key, values]) => {
    if (kindOf(kind).fields[key]?.type !== 'choices') return `${of('r', key)} IN (${quoted(values)})`
    // Several choices are stored as a JSON array of names; as text it is read from the index.
    return `(${values.map((value) => `instr(${of('r', key)}, '"${value}"') > 0`).join(' OR ')})`
  })
  const unwanted = Object.entries(except).map(
    ([key, values]) => `ifnull(${of('r', key)}, '') NOT IN (${quoted(values)})`,
  )
  return [...wanted, ...unwanted].join(' AND ')
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ')
}

/**
 * What one record adds: 1 or its field; nothing where a filter leaves it out or the linked record already says it.
 * @param apart a filter that is seen to elsewhere
 */
function adding({ measure, source }: Counting, apart = ''): string {
  const { add, link } = source
  const own = add === 'each' ? '1' : 'field' in add ? of('r', add.field) : '1'
  const conditions = [filter(source), ...(link === undefined ? [] : [unsaid(measure, source, link)])].filter(
    (condition) => condition !== '' && condition !== apart,
  )
  return conditions.length === 0 ? own : `CASE WHEN ${conditions.join(' AND ')} THEN ${own} END`
}

/** That the linked record leaves the measure empty (measures, `once`). */
function unsaid(measure: Measure, source: Source, link: string): string {
  const field = kindOf(source.kind).fields[link]
  const target = measure.over.find((one) => field?.type === 'ref' && one.kind === field.to)
  if (!target || (typeof target.add === 'object' && 'distinct' in target.add)) return ''
  return `${target.add === 'each' ? 'l.rid' : of('l', target.add.field)} IS NULL`
}
