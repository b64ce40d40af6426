import type { Figures } from '../figures/figures'
import { isSum } from '../figures/measures/define'
import { narrowedName, UNFILLED } from '../figures/measures/narrowed'
import type { UnitPart } from '../figures/unit-tree'
import {
  filledBy,
  type Sheet,
  type SheetCell,
  type SheetColumn,
  type SheetRow,
  signers,
  textCell,
} from '../paper/sheet/model'
import { labelInBrackets, type Period } from '../period'
import type { ReportInput } from '../reports/define'
import type { CategoryWord, Division } from './category'
import { distinctNotes, severalNotes } from './several'
import { formatOf, numberCell } from './sheet'
import { unitRows } from './unit-rows'

interface CrossFrame {
  readonly measure: string
  readonly period: Period
  /** Across the page. */
  readonly across: Division
  /** Down the page; absent: units. */
  readonly down?: Division | undefined
}

/**
 * 交叉统计表: one measure, the words of one choice across, units or the words of another choice down. 合计 at the right and at the bottom are
 * the measure's own figures: of a choice of several words a record is counted under each, and in 合计 once. Records that say nothing stand
 * under 未填写 where there are any.
 */
export function crossSheet(
  input: Pick<ReportInput, 'tree' | 'unit' | 'unitName' | 'date' | 'notes'>,
  figures: Figures,
  { measure: name, period, across, down }: CrossFrame,
): Sheet {
  const measure = figures.measureOf(name)
  const said = (of: Division): readonly CategoryWord[] =>
    of.words.filter(
      ({ value }) =>
        value !== UNFILLED ||
        figures.of(narrowedName(name, of.category.field, value), period, input.unit).records > 0,
    )
  const columns = said(across)
  const cells = (from: string, unit: string | null, part?: UnitPart): SheetCell[] =>
    [...columns.map(({ value }) => narrowedName(from, across.category.field, value)), from].map((one) =>
      numberCell(figures.of(one, period, unit, part)),
    )
  const row = (role: SheetRow['role'], label: string, from: string): SheetRow => ({
    role,
    cells: [textCell(label), ...cells(from, input.unit)],
  })
  const sums = isSum(measure) && down?.category.of.type !== 'choices'
  const column = (label: string): SheetColumn => ({
    label,
    group: `${measure.label}（${measure.money ? '元' : measure.word}）`,
    width: 3,
    align: 'right',
    format: formatOf(measure),
    total: sums,
  })
  const divided = [...(down ? [down] : []), across].map(({ category }) => category)
  return {
    title: `${input.unitName}${measure.label}按${divided.map(({ of }) => of.label).join('、')}统计表（${labelInBrackets(period)}）`,
    orientation: 'landscape',
    ...filledBy(input.unitName, input.date),
    columns: [
      { label: down?.category.of.label ?? '单位', width: 7, align: 'left', format: 'text' },
      ...columns.map(({ label }) => column(label)),
      column('合计'),
    ],
    rows: down
      ? [
          ...said(down).map(({ value, label }) =>
            row('plain', label, narrowedName(name, down.category.field, value)),
          ),
          row('total', '合计', name),
        ]
      : unitRows(input, {
          isAnything: (unit, part) => figures.of(name, period, unit, part).records > 0,
          cells: (unit, part) => cells(name, unit, part),
        }),
    notes: [...severalNotes(divided), ...distinctNotes(measure), ...(input.notes ?? [])],
    signers,
  }
}

/** All that such a table has to have counted: the measure, narrowed to each word of either choice and to each pair. */
export function crossMeasures({ measure, across, down }: Omit<CrossFrame, 'period'>): readonly string[] {
  const rows = [measure, ...(down ? narrowedTo(measure, down) : [])]
  return rows.flatMap((name) => [name, ...narrowedTo(name, across)])
}

function narrowedTo(measure: string, { category, words }: Division): readonly string[] {
  return words.map(({ value }) => narrowedName(measure, category.field, value))
}
