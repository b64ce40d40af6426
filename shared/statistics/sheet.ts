import type { Period } from '../period'
import { parsePeriod, periodLength, yearBefore } from '../period'
import type { Figures, ReportInput } from '../reports/define'
import type { Figure } from '../reports/document'
import { measureOf } from '../reports/measures'
import { isSum, type Measure } from '../reports/measures/define'
import {
  filledBy,
  type Sheet,
  type SheetCell,
  type SheetColumn,
  type SheetRow,
  signers,
  textCell,
} from '../reports/sheet/model'
import type { UnitNode } from '../reports/unit-tree'
import { changeInTable } from '../reports/wording'

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
  const year = now.from.slice(0, 4)
  const whole = parsePeriod(year)
  const toDate =
    now.to === whole.to
      ? whole
      : { name: `${year}-01-01/${now.to}`, label: `${year}年1月以来`, from: whole.from, to: now.to }
  return { now, toDate, lastYear: yearBefore(now) }
}

export interface StatisticsFrame {
  readonly measures: readonly string[]
  readonly periods: StatisticsPeriods
}

const nowLabels = { month: '本月', quarter: '本季度', half: '本半年', year: '本年' } as const

/**
 * 统计表 (DOMAIN 4): streets with their villages, or a street's villages, by measure: this period, the year to date, 同比. What
 * was not done is 0 (零报告); a base that is missing is said in words, never divided by.
 */
export function statisticsSheet(
  input: Pick<ReportInput, 'tree' | 'unit' | 'unitName' | 'date'>,
  figures: Figures,
  { measures, periods }: StatisticsFrame,
): Sheet {
  const chosen = measures.map(measureOf)
  const isYear = periods.toDate.name === periods.now.name
  const cells = (unit: string | null): SheetCell[] =>
    chosen.flatMap((measure) => [
      numberCell(figures.of(measure.name, periods.now, unit), true),
      ...(isYear ? [] : [numberCell(figures.of(measure.name, periods.toDate, unit), false)]),
      textCell(changeInTable(figures.compare(measure.name, unit, periods.now, periods.lastYear), '去年')),
    ])
  const counted = ({ id, living }: UnitNode): boolean =>
    living || chosen.some(({ name }) => figures.of(name, periods.toDate, id).records > 0)
  const row = (role: SheetRow['role'], name: string, unit: string | null): SheetRow => ({
    role,
    cells: [textCell(name), ...cells(unit)],
  })
  const rest = (
    role: SheetRow['role'],
    name: string,
    unit: string | null,
    parts: readonly UnitNode[],
  ): SheetRow[] => {
    const left = chosen.flatMap((measure) => restCells(figures, measure, periods, isYear, unit, parts))
    return left.some(({ value }) => typeof value === 'number' && value !== 0)
      ? [{ role, cells: [textCell(name), ...left] }]
      : []
  }
  const below = (unit: string, role: SheetRow['role']): SheetRow[] => {
    const parts = input.tree.children(unit).filter(counted)
    return [
      ...parts.map(({ id, name }) => row(role, name, id)),
      ...(parts.length > 0 ? rest(role, '本级', unit, parts) : []),
    ]
  }
  const streets = streetsUnder(input).filter(counted)
  const rows =
    streets.length > 0
      ? [
          ...streets.flatMap(({ id, name }) => [row('group', name, id), ...below(id, 'item')]),
          ...rest('plain', '其他', input.unit, streets),
        ]
      : input.unit === null
        ? []
        : below(input.unit, 'plain')
  return {
    title: `${input.unitName}普法工作统计表(${periods.now.label})`,
    orientation: 'landscape',
    ...filledBy(input.unitName, input.date),
    columns: [
      { label: '单位', width: 7, align: 'left', format: 'text' },
      ...chosen.flatMap((measure) => columnsOf(measure, periods, isYear)),
    ],
    rows: [...rows, row('total', '合计', input.unit)],
    signers,
  }
}

function columnsOf(measure: Measure, { now }: StatisticsPeriods, isYear: boolean): SheetColumn[] {
  const group = `${measure.label}(${measure.money ? '元' : measure.word})`
  const column = { group, width: 3.5, align: 'right', format: formatOf(measure) } as const
  const number = { ...column, total: isSum(measure) }
  return [
    { ...number, label: nowLabels[periodLength(now)] },
    ...(isYear ? [] : [{ ...number, label: '本年\n累计' }]),
    { group, label: '同比', width: 5, align: 'center', format: 'text' },
  ]
}

function formatOf(measure: Measure): SheetColumn['format'] {
  if (measure.money) return 'money'
  return measure.ratio ? 'number' : 'count'
}

/** `opens`: the figure can be clicked; what counts the year to date has no name that a drill-down knows. */
function numberCell(figure: Figure, opens: boolean): SheetCell {
  const isNumber = figure.parts === undefined || figure.records > 0
  return { text: figure.text, ...(isNumber && { value: figure.value }), ...(opens && { figure: figure.id }) }
}

/** What stands at the unit itself and at none of its parts; of different things and shares nobody can say that. */
function restCells(
  figures: Figures,
  measure: Measure,
  { now, toDate }: StatisticsPeriods,
  isYear: boolean,
  unit: string | null,
  parts: readonly UnitNode[],
): SheetCell[] {
  const columns = [now, ...(isYear ? [] : [toDate])].map((period): SheetCell => {
    if (!isSum(measure)) return textCell('—')
    const value = parts.reduce(
      (left, { id }) => left - figures.of(measure.name, period, id).value,
      figures.of(measure.name, period, unit).value,
    )
    // Money comes in 元: its 分 are summed exactly below a hundred times its parts.
    const exact = measure.money ? Math.round(value * 100) / 100 : value
    return { text: String(exact), value: exact }
  })
  return [...columns, textCell('—')]
}

function streetsUnder(input: Pick<ReportInput, 'tree' | 'unit'>): UnitNode[] {
  const walk = (unit: UnitNode): UnitNode[] => [unit, ...input.tree.children(unit.id).flatMap(walk)]
  const start = input.unit === null ? input.tree.top : input.tree.children(input.unit)
  return start.flatMap(walk).filter(({ level }) => level === 'street')
}
