import { percentOf } from '../figures/change'
import type { Figures } from '../figures/figures'
import { isSum } from '../figures/measures/define'
import { thisPeriod } from '../figures/periods'
import { partLabels, type UnitNode, type UnitPart } from '../figures/unit-tree'
import type { Block, Run } from '../paper/document'
import type { ReportInput } from './define'

type Row = Extract<Block, { type: 'table' }>['rows'][number]

/** The figures that `reach` says. */
export const reachMeasures = ['villagesReached', 'households']

/** How many villages and communities had at least one event, with the denominator. */
export function reach(input: ReportInput, figures: Figures): Run[] {
  const reachedIn = (unit: string | null) => figures.of('villagesReached', input.period, unit)
  // One taken off the list since is still one of those it was reached among, so that the part never passes the whole.
  const villages = villagesOf(input).filter(({ id, living }) => living || reachedIn(id).value > 0)
  if (villages.length === 0) return []
  const reached = reachedIn(input.unit)
  const whole = `${villages.length}个村（社区）`
  // A share of a month in which nothing was held is no news.
  if (reached.value === 0) return [{ text: `${whole}${thisPeriod(input.period)}均没有登记普法活动。` }]
  const households = figures.of('households', input.period, input.unit)
  return [
    { text: `${whole}中，` },
    figures.run(reached),
    { text: `个开展了普法活动，占${percentOf(reached.value, villages.length)}。` },
    ...(households.records > 0
      ? [{ text: '院坝会参加户数' }, figures.run(households), { text: '户。' }]
      : []),
  ]
}

/** A column of the table by unit; its heading fits the narrow column. */
export interface UnitColumn {
  readonly measure: string
  readonly label: string
}

/**
 * How each unit under the one reported on did: none where there is only one. `number` is the table's, `columns` at most seven.
 */
export function unitTable(
  input: ReportInput,
  figures: Figures,
  number: number,
  columns: readonly UnitColumn[],
): Block[] {
  const rows = unitRows(input, figures, columns)
  if (rows.length === 0) return []
  const total: Row = {
    role: 'total',
    cells: [
      { text: '合计' },
      ...columns.map((column) => figures.run(figures.of(column.measure, input.period, input.unit))),
    ],
  }
  return [
    {
      type: 'paragraph',
      runs: [{ text: `各单位开展普法活动情况见表${number}。${zeroUnits(input, figures)}` }],
    },
    {
      type: 'table',
      caption: `表${number}  ${input.period.label}各单位普法工作情况`,
      columns: [
        { label: '单位', width: 7, align: 'left' },
        ...columns.map((column) => ({
          label: column.label,
          width: columns.length > 6 ? 3 : 3.5,
          align: 'right' as const,
          total: isSum(figures.measureOf(column.measure)),
        })),
      ],
      rows: [...rows, total],
    },
  ]
}

/** At a district: each street with its villages under it; at a street: its villages. Zero stands as 0 (零报告). */
function unitRows(input: ReportInput, figures: Figures, columns: readonly UnitColumn[]): Row[] {
  /** A unit taken off the list still stands in a month it worked in. */
  const counted = ({ id, living }: UnitNode): boolean =>
    living || columns.some((column) => figures.of(column.measure, input.period, id).value > 0)
  const row = (role: Row['role'], name: string, unit: string | null, part?: UnitPart): Row => ({
    role,
    cells: [
      { text: name },
      ...columns.map(({ measure }) => figures.run(figures.of(measure, input.period, unit, part))),
    ],
  })
  /** What stands at the unit itself, in a row of its own where there is any, so that the rows sum to the total. */
  const rest = (role: Row['role'], unit: string | null, part: UnitPart): Row[] =>
    columns.some(({ measure }) => figures.of(measure, input.period, unit, part).records > 0)
      ? [row(role, partLabels[part], unit, part)]
      : []
  const children = (unit: string, role: Row['role']): Row[] => {
    const parts = input.tree.children(unit).filter(counted)
    return [
      ...parts.map(({ id, name }) => row(role, name, id)),
      ...(parts.length > 0 ? rest(role, unit, 'own') : []),
    ]
  }
  const streets = below(input).filter((unit) => unit.level === 'street' && unit.id !== input.unit)
  if (streets.length === 0) return input.unit === null ? [] : children(input.unit, 'plain')
  return [
    ...streets.filter(counted).flatMap(({ id, name }) => [row('group', name, id), ...children(id, 'item')]),
    ...rest('plain', input.unit, 'rest'),
  ]
}

/** The villages that logged nothing at all in the period, by name (零报告); none where all did or none did. */
function zeroUnits(input: ReportInput, figures: Figures): string {
  const villages = villagesOf(input).filter(({ living }) => living)
  const silent = villages.filter(({ id }) => figures.isNothing({ period: input.period, unit: id }))
  if (silent.length === 0 || silent.length === villages.length) return ''
  const named = silent
    .slice(0, 5)
    .map(({ name }) => name)
    .join('、')
  const names = silent.length > 5 ? `${named}等${silent.length}个村（社区）` : named
  return `${names}${thisPeriod(input.period)}为零报告。`
}

/** Those under the unit reported on, taken off the list or not. */
function villagesOf(input: ReportInput): UnitNode[] {
  return below(input).filter((unit) => ['village', 'community'].includes(unit.level))
}

/** The unit reported on and everything under it, in the district's order. */
function below(input: ReportInput): UnitNode[] {
  const walk = (unit: UnitNode): UnitNode[] => [unit, ...input.tree.children(unit.id).flatMap(walk)]
  const unit = input.unit === null ? undefined : input.tree.get(input.unit)
  return (unit ? [unit] : input.unit === null ? input.tree.top : []).flatMap(walk)
}
