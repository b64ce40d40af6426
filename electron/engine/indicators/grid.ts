import type { Output, Parsed } from '../../../shared/contract'
import { decimalText } from '../../../shared/decimal'
import { indicatorFillers, indicatorRhythms } from '../../../shared/kinds/indicator'
import { fillerLevels, VALUE_SCALE } from '../../../shared/kinds/indicator-value'
import { monthPeriod } from '../../../shared/period'
import type { OpenContext } from '../context'
import { type FilledIndicator, filledIndicators } from '../district/catalogue'
import { readUnits, requireUnit } from '../district/units'
import { gridCells } from './queries'

type Grid = Output<'indicators.grid'>

/** How many months one value is for. */
const monthsOfRhythm: Readonly<Record<string, number>> = { month: 1, quarter: 3, half: 6, year: 12 }

export function listIndicators({ db }: OpenContext): Output<'indicators.list'> {
  const [fillers, rhythms]: Readonly<Record<string, string>>[] = [indicatorFillers, indicatorRhythms]
  return {
    indicators: filledIndicators(db).map(({ id, name, word, section, filledBy, every }) => ({
      id,
      name,
      word,
      section,
      filledBy: fillers?.[filledBy] ?? filledBy,
      every: rhythms?.[every] ?? every,
    })),
  }
}

/** A year's cells. @throws AppError `unit.not-found` */
export function yearGrid(ctx: OpenContext, { year, indicator, unit }: Parsed<'indicators.grid'>): Grid {
  const months = Array.from({ length: 12 }, (_, at) => monthPeriod(year, at + 1).from)
  const wanted = filledIndicators(ctx.db).filter(({ id }) => indicator === undefined || id === indicator)
  const rows = rowsOf(ctx, wanted, indicator === undefined, unit)
  const places = new Map(rows.map(({ row }, at) => [`${row.indicator} ${row.unit}`, at]))
  const cells = wanted.flatMap(({ id }) =>
    gridCells(ctx.db, id, `${year}-01-01`, `${year}-12-31`).flatMap((found) => {
      const [row, month] = [places.get(`${id} ${found.unit}`), months.indexOf(found.date)]
      if (row === undefined || month < 0) return []
      const { record, change } = found
      const value = found.value === null ? '' : decimalText(found.value, VALUE_SCALE)
      return [{ row, month, value, record, change, conflict: found.conflicts > 0 }]
    }),
  )
  cells.sort((a, b) => a.row - b.row || a.month - b.month)
  const open = rows.map(({ of }) => months.flatMap((month, at) => (isAsked(of, month, at) ? [at] : [])))
  return { months, rows: rows.map(({ row }) => row), open, cells }
}

/** Whether an indicator is filled in a month, the `at`th of its year from 0. */
function isAsked({ every, until }: FilledIndicator, month: string, at: number): boolean {
  const isLast = (at + 1) % (monthsOfRhythm[every] ?? 1) === 0
  return isLast && (until === undefined || month < until)
}

interface Row {
  readonly row: Grid['rows'][number]
  readonly of: FilledIndicator
}

/** One row a unit of an indicator's fillers, or one an indicator that a unit fills. */
function rowsOf(
  ctx: OpenContext,
  indicators: readonly FilledIndicator[],
  byIndicator: boolean,
  asked: string | undefined,
): readonly Row[] {
  const units = readUnits(ctx.db)
  const unit = asked ?? ctx.site.unit
  requireUnit(units, unit)
  const within = units.within(unit)
  const own = units.all.filter(({ id, living }) => living && (byIndicator ? id === unit : within.has(id)))
  return indicators.flatMap((of) =>
    own
      .filter(({ level }) => fillerLevels(of.filledBy).includes(level))
      .map(({ id, name }) => ({
        row: { indicator: of.id, unit: id, label: byIndicator ? of.name : name, word: of.word },
        of,
      })),
  )
}
