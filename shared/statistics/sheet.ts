import { yearOf } from '../dates'
import { changeInTable, type FigureChange } from '../figures/change'
import type { Figure } from '../figures/figure'
import type { Figures } from '../figures/figures'
import { isSum, type Measure } from '../figures/measures/define'
import { sourcesOf } from '../figures/measures/indicators'
import type { UnitPart } from '../figures/unit-tree'
import { filledBy, type Sheet, type SheetCell, type SheetColumn, signers } from '../paper/sheet/model'
import {
  asBounded,
  labelInBrackets,
  monthBoundsOf,
  type Period,
  parsePeriod,
  periodLength,
  yearBefore,
  yearToDate,
} from '../period'
import type { ReportInput } from '../reports/define'
import { unitRows } from './unit-rows'

/** The measures of a 统计表 until somebody chooses: what every month is asked for. */
export const usualMeasures: readonly string[] = [
  'events',
  'attendance',
  'leaflets',
  'consultations',
  'mediationsAccepted',
]

/** More columns than these no page across could hold. */
export const mostMeasures = 8

/** The days whose figures a 统计表 needs: its own, the year until then, and the same a year earlier. */
export interface StatisticsPeriods {
  readonly now: Period
  /** Equal to `now` for a whole year. */
  readonly toDate: Period
  readonly lastYear: Period
}

export function statisticsPeriods(now: Period): StatisticsPeriods {
  const toDate = yearToDate(now)
  const year = asBounded(parsePeriod(String(yearOf(now.to))), monthBoundsOf(toDate))
  const isWhole = toDate.from === year.from && toDate.to === year.to
  return { now, toDate: isWhole ? year : toDate, lastYear: yearBefore(now) }
}

export interface StatisticsFrame {
  readonly measures: readonly string[]
  readonly periods: StatisticsPeriods
}

const nowLabels = {
  month: '本月',
  quarter: '本季度',
  half: '本半年',
  year: '本年',
  toDate: '本年\n累计',
  reporting: '本月',
  days: '本期',
} as const

/**
 * 统计表 (DOMAIN 4): streets with their villages, or a street's villages, by measure: this period, the year to date, 同比. What
 * was not done is 0 (零报告); a base that is missing is said in words, never divided by.
 */
export function statisticsSheet(
  input: Pick<ReportInput, 'tree' | 'unit' | 'unitName' | 'date' | 'notes'>,
  figures: Figures,
  { measures, periods }: StatisticsFrame,
): Sheet {
  const chosen = measures.map((name) => figures.measureOf(name))
  const isYear = periods.toDate.name === periods.now.name
  /** Of a measure that a year ago nobody logged anywhere here, 同比 would say so in every row. */
  const wasLogged = (name: string): boolean =>
    figures.compare(name, input.unit, periods.now, periods.lastYear).way !== 'unknown'
  return {
    title: `${input.unitName}普法工作统计表（${labelInBrackets(periods.now)}）`,
    orientation: 'landscape',
    ...filledBy(input.unitName, input.date),
    columns: [
      { label: '单位', width: 7, align: 'left', format: 'text' },
      ...chosen.flatMap((measure) => measureColumns(measure, periods, isYear, wasLogged(measure.name))),
    ],
    rows: unitRows(input, {
      isAnything: (unit, part) =>
        chosen.some(({ name }) =>
          [periods.now, periods.toDate].some((period) => figures.of(name, period, unit, part).records > 0),
        ),
      cells: (unit, part) =>
        chosen.flatMap(({ name }) => measureCells(figures, name, unit, part, periods, wasLogged(name))),
    }),
    notes: [...(input.notes ?? []), ...sourcesOf(chosen)],
    signers,
  }
}

/** What one measure says in a row: this period, the year to date, 同比; the last where anybody logged it a year ago. */
export function measureCells(
  figures: Figures,
  name: string,
  unit: string | null,
  part: UnitPart | undefined,
  { now, toDate, lastYear }: StatisticsPeriods,
  wasLogged: boolean,
): SheetCell[] {
  const figure = (period: Period): Figure => figures.of(name, period, unit, part)
  return [
    numberCell(figure(now)),
    ...(toDate.name === now.name ? [] : [numberCell(figure(toDate))]),
    ...(wasLogged ? [changeCell(figures.compare(name, unit, now, lastYear, part), figure(lastYear))] : []),
  ]
}

export function measureColumns(
  measure: Measure,
  { now }: StatisticsPeriods,
  isYear: boolean,
  wasLogged: boolean,
): SheetColumn[] {
  const group = `${measure.label}（${measure.money ? '元' : measure.word}）`
  const column = { group, width: 3.5, align: 'right', format: formatOf(measure) } as const
  const number = { ...column, total: isSum(measure) }
  const label = nowLabels[periodLength(now)]
  return [
    { ...number, label },
    ...(isYear ? [] : [{ ...number, label: '本年\n累计' }]),
    // Beside the year to date it would be read as that one's.
    ...(wasLogged
      ? [
          {
            group,
            label: isYear ? '同比' : `${label}\n同比`,
            width: 5,
            align: 'center' as const,
            format: 'text' as const,
          },
        ]
      : []),
  ]
}

/** How a table file holds a measure. */
export function formatOf(measure: Measure): SheetColumn['format'] {
  if (measure.money) return 'money'
  return measure.ratio || measure.indicator ? 'number' : 'count'
}

/** A figure as a cell: a share or a mean of nothing is no number. */
export function numberCell(figure: Figure): SheetCell {
  const isNumber = (figure.parts === undefined && figure.adds !== 'mean') || figure.records > 0
  return { text: figure.text, ...(isNumber && { value: figure.value }), figure: figure.id }
}

/** How a figure stands against a year ago; where there was something then, a click opens it. */
function changeCell(change: FigureChange, base: Figure): SheetCell {
  return { text: changeInTable(change, '去年'), ...(base.records > 0 && { figure: base.id }) }
}
