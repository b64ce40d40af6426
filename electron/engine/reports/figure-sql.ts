import type { Kind } from '../../../shared/definition/define'
import { factColumn, factIndex, factTable, manyTable } from '../../../shared/facts/tables'
import {
  keyFields,
  type Lasting,
  type Measure,
  type MeasureSource,
} from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'
import {
  AFTER_ALL,
  BEFORE_ALL,
  factIn,
  isCounted,
  isNoneOf,
  isOneOf,
  joinCounted,
  refOf,
  wordOf,
} from '../facts/counted-sql'
import { VIEW_COLUMNS } from '../records/queries'
import type { Counting, Pass } from './passes'

// Figures and the rows behind them read the same facts, so that they always agree. Names of kinds, fields and measures stand
// in the SQL below; they come from the registries, which are code. What people choose (days, units) is always a parameter.

/** The index that a source is read from. */
export function indexFor({ kind, when }: MeasureSource): string {
  const other = 'by' in when && when.by !== 'date'
  return factIndex(kindOf(kind), other ? `figures_${when.by}` : 'figures')
}

/**
 * What one unit's own records add: for the measure at place `n` of the pass `v<n>`, and `r<n>` how many records add to it,
 * where that is another number. A pass by words gives `v0` and `r0` for each `word`. Parameters: first and last day.
 * Runs inside the kind's index for figures. No sum can fail: `total` adds what SQLite's own would refuse to.
 */
export function sumSql(pass: Pass): string {
  const [first] = pass.sums
  if (!first) throw new Error(`${pass.kind}: a pass without a measure`)
  if (pass.by !== undefined) return wordSumSql(first, pass.sums, pass.by)
  const { source } = first
  const linked = pass.sums.find((one) => one.source.link !== undefined)?.source
  const shared = conditionsOf(first).filter((condition) =>
    pass.sums.every((one) => conditionsOf(one).includes(condition)),
  )
  const own = pass.sums.flatMap((one, at) => sumsOf(one, shared, at))
  const whole = pass.sums.flatMap(({ source: { add } }, at) =>
    add === 'each' ? [`total(v${at}) AS v${at}`] : [`total(v${at}) AS v${at}`, `total(r${at}) AS r${at}`],
  )
  // Added up by day first, in the order of the index: sorting the records by their units takes longer than reading them.
  const order = [...('by' in source.when ? [dayOf(source)] : []), of(source, source.unit)].join(', ')
  return `SELECT ${refOf('day.unit')} AS unit, ${whole.join(', ')} FROM (
      SELECT ${of(source, source.unit)} AS unit, ${own.join(', ')}
      FROM ${facts(source)} ${linked ? link(linked) : ''}
      WHERE ${[counts(source), ...shared].join(' AND ')} GROUP BY ${order}) day
    GROUP BY day.unit`
}

/** The sums of one measure for each word of a choice, of one alike but for that word: each record is read once for all. */
function wordSumSql(one: Counting, all: readonly Counting[], field: string): string {
  const { source } = one
  const kind = kindOf(source.kind)
  const others = Object.entries(source.where ?? {}).filter(([key]) => key !== field)
  const whole: Counting = { ...one, source: { ...source, where: Object.fromEntries(others) } }
  const shared = conditionsOf(whole)
  const several = kind.fields[field]?.type === 'choices'
  const word = several ? 'word.value' : of(source, field)
  const words = all.flatMap(({ source: { where = {} } }) => where[field] ?? [])
  const joins = [
    // Joined from the left, a record that holds none has an empty word.
    ...(several
      ? [`${words.includes('') ? 'LEFT ' : ''}JOIN ${manyTable(kind, field)} word ON word.rid = r.rid`]
      : []),
    ...(source.link === undefined ? [] : [link(source)]),
  ]
  const sums = sumsOf(whole, shared, 0)
  return `SELECT ${refOf(of(source, source.unit))} AS unit, ${wordOf(word)} AS word, ${sums.join(', ')}
    FROM ${facts(source)} ${joins.join(' ')}
    WHERE ${[counts(source), ...shared, isOneOf(word, words)].join(' AND ')}
    GROUP BY ${of(source, source.unit)}, ${word}`
}

/** @param shared conditions that are seen to elsewhere @param at the measure's place */
function sumsOf(one: Counting, shared: readonly string[], at: number): readonly string[] {
  const own = conditionsOf(one).filter((condition) => !shared.includes(condition))
  const only = (conditions: readonly string[]): string =>
    conditions.length === 0 ? '' : ` FILTER (WHERE ${conditions.join(' AND ')})`
  const amount = amountOf(one.source)
  if (amount === undefined) return [`count(*)${only(own)} AS v${at}`]
  return [`total(${amount})${only(own)} AS v${at}`, `count(*)${only([...own, `${amount} > 0`])} AS r${at}`]
}

/** The different things that one source names, by the unit's number, each with its first record: `unit, thing, day, rid`. */
export function distinctSql(source: MeasureSource): string {
  const { add } = source
  if (typeof add !== 'object' || !('distinct' in add))
    throw new Error(`${source.kind}: nothing different to count`)
  const column = (key: string): string => (key === source.unit ? 'unit' : named(key))
  // A record that stands in is a number: no telephone number is to look like it.
  const isRef = (key: string): boolean => factColumn(kindOf(source.kind), key).type === 'ref'
  const standIn = (key: string): string => (isRef(key) ? `char(30) || ${column(key)}` : column(key))
  const thing = add.distinct.map((part) =>
    typeof part === 'string' ? column(part) : `ifnull(${column(part[0])}, ${standIn(part[1])})`,
  )
  const fields = [...new Set(keyFields(add.distinct))].filter((key) => key !== source.unit)
  // Beside a min() SQLite gives the other columns of the row that has it.
  return `WITH ${foundIn(source, fields)}
    SELECT unit, ${thing.join(' || char(31) || ')} AS thing, min(day) AS day, rid
    FROM found GROUP BY 1, 2 HAVING thing IS NOT NULL`
}

/** The table `found`: the records of a source with unit, day, rid and some fields, one row a unit. Parameters: first and last day. */
function foundIn(source: MeasureSource, fields: readonly string[]): string {
  const { when, unit } = source
  const columns = [
    `ifnull(${dayOf(source)}, ${BEFORE_ALL}) AS day`,
    'r.rid AS rid',
    ...fields.map((key) => `${of(source, key)} AS ${named(key)}`),
  ]
  const conditions = (when: string): string => [when, ...filters(source)].join(' AND ')
  if (!('by' in when) && when.spans !== undefined)
    return foundBySpans(source, { ...when, spans: when.spans }, columns, conditions(isIn(source)))
  const taken = conditions(counts(source))
  if (kindOf(source.kind).fields[unit]?.type === 'refs')
    return `found AS (SELECT u.value AS unit, ${columns.join(', ')}
      FROM ${facts(source)} JOIN ${unitsTable(source)} u ON u.rid = r.rid WHERE ${taken})`
  if (fields.length > 0 || !('by' in when))
    return `found AS (SELECT ${of(source, unit)} AS unit, ${columns.join(', ')} FROM ${facts(source)} WHERE ${taken})`
  // Where a thing is the unit itself, its first record of each day is enough: read in the order of the index, as sums are.
  return `found AS (SELECT ${of(source, unit)} AS unit, ${dayOf(source)} AS day, min(r.rid) AS rid
    FROM ${facts(source)} WHERE ${taken} GROUP BY ${dayOf(source)}, ${of(source, unit)})`
}

/**
 * `found` by the rows that say when a record counts, or by its own days where it has no rows. A row that names units counts
 * for them, any other for those of its record.
 */
function foundBySpans(
  source: MeasureSource,
  { from, to, spans }: Required<Lasting>,
  columns: readonly string[],
  taken: string,
): string {
  const rows = manyTable(kindOf(source.kind), spans)
  const own = [`${of(source, from)} AS own_from`, `${of(source, to)} AS own_to`]
  const overlaps = (first: string, last: string): string =>
    `ifnull(${last}, ${AFTER_ALL}) >= period.first AND ifnull(${first}, ${BEFORE_ALL}) <= period.last`
  // A row left open ends with the record, unless the record ended before the row began: then somebody came back.
  const end = 'ifnull(span.f_to, CASE WHEN own_to >= span.f_from THEN own_to END)'
  return `period(first, last) AS (VALUES (?, ?)),
    taken AS MATERIALIZED (SELECT ${[...columns, ...own].join(', ')} FROM ${facts(source)} WHERE ${taken}),
    times AS (SELECT taken.*, span.${named(source.unit)} AS own_unit
        FROM period, taken JOIN ${rows} span ON span.rid = taken.rid WHERE ${overlaps('span.f_from', end)}
      UNION ALL SELECT taken.*, NULL FROM period, taken
        WHERE taken.rid NOT IN (SELECT rid FROM ${rows}) AND ${overlaps('own_from', 'own_to')}),
    found AS (SELECT times.*, own_unit AS unit FROM times WHERE own_unit IS NOT NULL
      UNION ALL SELECT times.*, u.value FROM times JOIN ${unitsTable(source)} u ON u.rid = times.rid
        WHERE own_unit IS NULL)`
}

/**
 * The records of one source that add to a measure, by day, after (day, rid). Parameters: first and last day, the day and rid
 * to go on after, the units as a JSON array where they are `among` it or not, the limit. Found within the index, only then read.
 */
export function rowsSql(measure: Measure, source: MeasureSource, among: 'all' | 'in' | 'not in'): string {
  const columns = VIEW_COLUMNS.split(', ').map((column) => `v.${column}`)
  const amount = amountOf(source) ?? '1'
  const conditions = [counts(source), ...conditionsOf({ measure, source }), `${amount} > 0`]
  const day = `ifnull(${dayOf(source)}, ${BEFORE_ALL})`
  const units = 'SELECT id FROM fact_ids WHERE name IN (SELECT value FROM json_each(?))'
  return `WITH adding AS MATERIALIZED (
      SELECT r.rid AS rid, ${day} AS day, ${amount} AS amount
      FROM ${facts(source)} ${source.link === undefined ? '' : link(source)}
      WHERE ${conditions.join(' AND ')} AND (${day}, r.rid) > (?, ?)
        ${among === 'all' ? '' : `AND ifnull(${of(source, source.unit)}, 0) ${among} (${units})`}
      ORDER BY 2, 1 LIMIT ?)
    SELECT ${columns.join(', ')}, a.day, a.amount FROM adding a JOIN records v ON v.rid = a.rid ORDER BY a.day, a.rid`
}

/** A kind's facts on the index that the source is read from. */
function facts(source: MeasureSource): string {
  return `${factTable(kindOf(source.kind))} r INDEXED BY ${indexFor(source)}`
}

function of(source: Pick<MeasureSource, 'kind'>, field: string): string {
  return factIn('r', kindOf(source.kind), field)
}

function dayOf(source: MeasureSource): string {
  const { when } = source
  return of(source, 'by' in when ? when.by : when.from)
}

/** A field as a column of an inner result, and of a table of rows. */
function named(field: string): string {
  return `f_${field}`
}

/** The units of a source that counts for several. */
function unitsTable({ kind, unit }: MeasureSource): string {
  return manyTable(kindOf(kind), unit)
}

function isIn({ kind }: MeasureSource): string {
  return isCounted(kindOf(kind), 'r')
}

/** Living, let in by the review, and in the period: two parameters, its first and last day. */
function counts(source: MeasureSource): string {
  const { when } = source
  const inPeriod =
    'by' in when
      ? `${dayOf(source)} BETWEEN ? AND ?`
      : `ifnull(${of(source, when.to)}, ${AFTER_ALL}) >= ? AND ifnull(${of(source, when.from)}, ${BEFORE_ALL}) <= ?`
  return `${isIn(source)} AND ${inPeriod}`
}

/** The records of a kind that a source counts. */
function filters(source: MeasureSource): readonly string[] {
  const { where = {}, except = {} } = source
  const kind = kindOf(source.kind)
  return [
    ...Object.entries(where).map(([key, words]) =>
      kind.fields[key]?.type === 'choices' ? holds(kind, key, words) : isOneOf(of(source, key), words),
    ),
    ...Object.entries(except).map(([key, words]) => isNoneOf(of(source, key), words)),
  ]
}

/** That one of several choices is one of these words; the empty word: that there is none. */
function holds(kind: Kind, key: string, words: readonly string[]): string {
  const own = `SELECT 1 FROM ${manyTable(kind, key)} word WHERE word.rid = r.rid`
  const said = words.filter((word) => word !== '')
  const conditions = [
    ...(said.length < words.length ? [`NOT EXISTS (${own})`] : []),
    ...(said.length > 0 ? [`EXISTS (${own} AND ${isOneOf('word.value', said)})`] : []),
  ]
  return conditions.length > 1 ? `(${conditions.join(' OR ')})` : conditions.join('')
}

/** When a record of a source adds to a measure at all: what filters it, and what the record that it links to leaves unsaid. */
function conditionsOf({ measure, source }: Counting): readonly string[] {
  const target =
    source.link === undefined ? undefined : measure.over.find(({ kind }) => kind === linkedKind(source).name)
  return [...filters(source), ...(target ? [unsaid(target)] : [])]
}

/** The field whose value a record adds; `undefined` where each adds 1. */
function amountOf({ kind, add }: MeasureSource): string | undefined {
  return typeof add === 'object' && 'field' in add ? factIn('r', kindOf(kind), add.field) : undefined
}

/** The kind of the records that a source links to. */
function linkedKind({ kind, link = '' }: MeasureSource): Kind {
  const field = kindOf(kind).fields[link]
  if (field?.type !== 'ref') throw new Error(`${kind}.${link} is no reference`)
  return kindOf(field.to)
}

/** The record that `source.link` names, as `l`, when it lives and counts. */
function link(source: MeasureSource): string {
  return joinCounted(linkedKind(source), 'l', of(source, source.link ?? ''))
}

/** That the linked record leaves the measure empty (measures, `once`). */
function unsaid({ kind, add }: MeasureSource): string {
  const isField = typeof add === 'object' && 'field' in add
  return `${isField ? factIn('l', kindOf(kind), add.field) : 'l.rid'} IS NULL`
}
