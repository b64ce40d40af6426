import { AppError } from '../../../shared/errors'
import { isoOfDay } from '../../../shared/facts/days'
import { postgresDialect } from '../../../shared/facts/sql-dialect'
import { measureOf } from '../../../shared/figures/measures'
import { isDistinct } from '../../../shared/figures/measures/define'
import type { Period } from '../../../shared/period'
import { dayAmong } from '../../engine/facts/counted-sql'
import { addingSql } from '../../engine/reports/figure-sql'
import type { Sql } from '../store/store'

/** A record behind a figure, with what it adds (元 for money). */
export interface HubFigureRow {
  readonly rid: number
  readonly id: string
  readonly kind: string
  readonly title: string
  /** `''` where it says no beginning. */
  readonly date: string
  readonly amount: number
}

interface Place {
  readonly source: number
  readonly day: number
  readonly rid: number
}

/**
 * A page of the records behind a sum, in one district, of some units (null: all), as a laptop pages them: source by source, by date
 * inside. @param after where the page before ended. @throws AppError `measure.unknown`, `call.invalid`; `measure.share` for what no
 * records add up to
 */
export async function hubFigureRows(
  sql: Sql,
  asked: {
    readonly measure: string
    readonly period: Period
    readonly district: number
    readonly units: readonly string[] | null
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<{ readonly rows: readonly HubFigureRow[]; readonly next: string | null }> {
  const measure = measureOf(asked.measure)
  if (measure.ratio || isDistinct(measure) || measure.levels)
    throw new AppError('measure.share', { measure: measure.label, part: measure.label, of: measure.label })
  const start = readPlace(asked.after)
  const found: (HubFigureRow & Place)[] = []
  for (const [at, source] of measure.over.entries()) {
    if (at < start.source || found.length > asked.limit) continue
    const after = at === start.source ? start : { day: -2, rid: 0 }
    const dialect = postgresDialect(true, false)
    const text = dialect.finished(addingSql(measure, source, asked.units === null ? 'all' : 'in', dialect))
    const units = asked.units === null ? [] : [[asked.district], asked.units]
    const rows = await sql.query<Omit<HubFigureRow, 'date'> & { readonly day: number }>(
      `SELECT a.rid, a.day, a.amount, v.id, v.kind, v.title FROM (${text}) a
       JOIN records v ON v.district = ${asked.district} AND v.rid = a.rid ORDER BY a.day, a.rid`,
      [
        dayAmong(asked.period.from),
        dayAmong(asked.period.to),
        [asked.district],
        after.day,
        after.rid,
        ...units,
        asked.limit + 1 - found.length,
      ],
    )
    for (const row of rows) found.push({ ...row, source: at, date: row.day < 0 ? '' : isoOfDay(row.day) })
  }
  const shown = found.slice(0, asked.limit)
  const last = found.length > asked.limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(({ rid, id, kind, title, date, amount }) => ({
      rid,
      id,
      kind,
      title,
      date,
      amount: measure.money ? amount / 100 : amount,
    })),
    next: last ? `${last.source}:${last.day}:${last.rid}` : null,
  }
}

function readPlace(text: string | undefined): Place {
  if (text === undefined) return { source: 0, day: -2, rid: 0 }
  const match = /^(\d{1,4}):(-1|\d{1,7}):(\d{1,15})$/.exec(text)
  if (!match) throw new AppError('call.invalid', { problems: [{ field: 'after', reason: 'cursor.invalid' }] })
  return { source: Number(match[1]), day: Number(match[2]), rid: Number(match[3]) }
}
