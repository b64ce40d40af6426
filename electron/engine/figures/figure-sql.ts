import { type SqlDialect, sqliteDialect } from '../../../shared/facts/sql-dialect'
import { manyTable } from '../../../shared/facts/tables'
import type { Measure, MeasureSource } from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'
import { BEFORE_ALL, isOneOf, refOf, wordOf } from '../facts/counted-sql'
import type { Counting, Pass } from './passes'
import { amountOf, conditionsOf, counts, facts, link, of, sourceDay } from './source-sql'

// Figures and the rows behind them read the same facts, so that they always agree. Without a dialect they are SQLite's.

/**
 * What one unit's own records add: for the measure at place `n` of the pass `v<n>`, and `r<n>` how many records add to it,
 * where that is another number. A pass by words gives `v0` and `r0` for each `word`. Parameters: first and last day, the districts.
 * Runs inside the kind's index for figures. No sum can fail.
 */
export function sumSql(pass: Pass, sql = sqliteDialect): string {
  const [first] = pass.sums
  if (!first) throw new Error(`${pass.kind}: a pass without a measure`)
  if (pass.by !== undefined) return sql.finished(wordSumSql(first, pass.sums, pass.by, sql))
  const { source } = first
  const linked = pass.sums.find((one) => one.source.link !== undefined)?.source
  const shared = conditionsOf(first, sql).filter((condition) =>
    pass.sums.every((one) => conditionsOf(one, sql).includes(condition)),
  )
  const own = pass.sums.flatMap((one, at) => sumsOf(one, shared, at, sql))
  const whole = pass.sums.flatMap(({ source: { add } }, at) => {
    const value = `${sql.total(`v${at}`, '')} AS v${at}`
    return add === 'each' ? [value] : [value, `${sql.total(`r${at}`, '')} AS r${at}`]
  })
  // Added up by day first, in the order of the index: sorting the records by their units takes longer than reading them.
  const days = 'by' in source.when ? [sourceDay(source)] : []
  const units = sql.isRolled ? [] : [of(source, source.unit)]
  const unit = sql.isRolled ? [] : [`${refOf('day.unit', 'day', sql)} AS unit`]
  const inner = [...sql.keys('r'), ...units.map((one) => `${one} AS unit`), ...own]
  return sql.finished(`SELECT ${[...sql.keys('day'), ...unit, ...whole].join(', ')} FROM (
      SELECT ${inner.join(', ')}
      FROM ${facts(source, sql)} ${linked ? link(linked, sql) : ''}
      WHERE ${[counts(source, sql), ...shared].join(' AND ')} GROUP BY ${[...days, ...sql.keys('r'), ...units].join(', ')}) day
    GROUP BY ${[...sql.keys('day'), ...(sql.isRolled ? [] : ['day.unit'])].join(', ')}`)
}

/** The sums of one measure for each word of a choice, of one alike but for that word: each record is read once for all. */
function wordSumSql(one: Counting, all: readonly Counting[], field: string, sql: SqlDialect): string {
  const { source } = one
  const kind = kindOf(source.kind)
  const others = Object.entries(source.where ?? {}).filter(([key]) => key !== field)
  const whole: Counting = { ...one, source: { ...source, where: Object.fromEntries(others) } }
  const shared = conditionsOf(whole, sql)
  const several = kind.fields[field]?.type === 'choices'
  const word = several ? 'word.value' : of(source, field)
  const words = all.flatMap(({ source: { where = {} } }) => where[field] ?? [])
  const joins = [
    // Joined from the left, a record that holds none has an empty word.
    ...(several
      ? [
          `${words.includes('') ? 'LEFT ' : ''}JOIN ${manyTable(kind, field)} word ON word.rid = r.rid${sql.tied('word', 'r')}`,
        ]
      : []),
    ...(source.link === undefined ? [] : [link(source, sql)]),
  ]
  const unit = of(source, source.unit)
  const units = sql.isRolled ? [] : [`${refOf(unit, 'r', sql)} AS unit`]
  const sums = sumsOf(whole, shared, 0, sql)
  return `SELECT ${[...sql.keys('r'), ...units, `${wordOf(word, sql)} AS word`, ...sums].join(', ')}
    FROM ${facts(source, sql)} ${joins.join(' ')}
    WHERE ${[counts(source, sql), ...shared, isOneOf(word, words, sql)].join(' AND ')}
    GROUP BY ${[...sql.keys('r'), ...(sql.isRolled ? [] : [unit]), word].join(', ')}`
}

/** @param shared conditions that are seen to elsewhere @param at the measure's place */
function sumsOf(one: Counting, shared: readonly string[], at: number, sql: SqlDialect): readonly string[] {
  const own = conditionsOf(one, sql).filter((condition) => !shared.includes(condition))
  const only = (conditions: readonly string[]): string =>
    conditions.length === 0 ? '' : ` FILTER (WHERE ${conditions.join(' AND ')})`
  const amount = amountOf(one.source)
  if (amount === undefined) return [`count(*)${only(own)} AS v${at}`]
  return [`${sql.total(amount, only(own))} AS v${at}`, `count(*)${only([...own, `${amount} > 0`])} AS r${at}`]
}

/** Whether rows are asked for of all units, of some, or of all but some. */
export type Among = 'all' | 'in' | 'not in'

/**
 * The records of one source that add to a measure, by day, after (day, rid), as `rid`, `day`, `amount`. Parameters: first and last
 * day, the districts, the day and rid to go on after, the units where they are `among` them or not, the limit.
 */
export function addingSql(measure: Measure, source: MeasureSource, among: Among, sql: SqlDialect): string {
  const amount = amountOf(source) ?? '1'
  const conditions = [counts(source, sql), ...conditionsOf({ measure, source }, sql), `${amount} > 0`]
  const day = `coalesce(${sourceDay(source)}, ${BEFORE_ALL})`
  const some = among === 'all' ? '' : ` AND ${sql.isAmong('r', of(source, source.unit), among)}`
  return `SELECT r.rid AS rid, ${day} AS day, ${amount} AS amount
      FROM ${facts(source, sql)} ${source.link === undefined ? '' : link(source, sql)}
      WHERE ${conditions.join(' AND ')} AND (${day}, r.rid) > (?, ?)${some}
      ORDER BY 2, 1 LIMIT ?`
}
