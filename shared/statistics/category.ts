import type { Figures } from '../figures/figures'
import type { Category } from '../figures/measures/categories'
import { narrowedName, UNFILLED } from '../figures/measures/narrowed'
import { filledBy, type Sheet, type SheetRow, signers, textCell } from '../paper/sheet/model'
import { labelInBrackets } from '../period'
import type { ReportInput } from '../reports/define'
import { distinctNotes, severalNotes } from './several'
import { measureCells, measureColumns, type StatisticsFrame } from './sheet'

/** One word of a category, as records hold it and as people read it. */
export interface CategoryWord {
  readonly value: string
  readonly label: string
}

/** A category with the words that a table divides it into; the last may be `UNFILLED`. */
export interface Division {
  readonly category: Category
  readonly words: readonly CategoryWord[]
}

interface CategoryFrame extends StatisticsFrame, Division {}

/**
 * 分类统计表: the words of one choice down, measures across: 纠纷类型 by 受理起数. 合计 is the measure's own figure: a record with several
 * words is counted under each of them, and in 合计 once. Records that say nothing stand under 未填写 where there are any.
 */
export function categorySheet(
  input: Pick<ReportInput, 'unit' | 'unitName' | 'date' | 'notes'>,
  figures: Figures,
  { category, words, measures, periods }: CategoryFrame,
): Sheet {
  const isYear = periods.toDate.name === periods.now.name
  const wasLogged = (name: string): boolean =>
    figures.compare(name, input.unit, periods.now, periods.lastYear).way !== 'unknown'
  const row = (role: SheetRow['role'], label: string, nameOf: (measure: string) => string): SheetRow => ({
    role,
    cells: [
      textCell(label),
      ...measures.flatMap((name) =>
        measureCells(figures, nameOf(name), input.unit, undefined, periods, wasLogged(name)),
      ),
    ],
  })
  const isSaid = ({ value }: CategoryWord): boolean =>
    value !== UNFILLED ||
    measures.some((name) =>
      [periods.now, periods.toDate, periods.lastYear].some(
        (period) => figures.of(narrowedName(name, category.field, value), period, input.unit).records > 0,
      ),
    )
  return {
    title: `${input.unitName}${category.label.replace('：', '按')}统计表（${labelInBrackets(periods.now)}）`,
    orientation: 'landscape',
    ...filledBy(input.unitName, input.date),
    columns: [
      { label: category.of.label, width: 9, align: 'left', format: 'text' },
      ...measures.flatMap((name) =>
        measureColumns(figures.measureOf(name), periods, isYear, wasLogged(name)).map((column) =>
          // 合计 counts records, which rows of several words do not sum to.
          column.total && category.of.type === 'choices' ? { ...column, total: false } : column,
        ),
      ),
    ],
    rows: [
      ...words
        .filter(isSaid)
        .map(({ value, label }) => row('plain', label, (name) => narrowedName(name, category.field, value))),
      row('total', '合计', (name) => name),
    ],
    notes: [
      ...severalNotes([category]),
      ...measures.map(figures.measureOf).flatMap(distinctNotes),
      ...(input.notes ?? []),
    ],
    signers,
  }
}

/** All that a category's table has to have counted: each measure, and each narrowed to each word. */
export function categoryMeasures(
  { category: { field }, words }: Division,
  measures: readonly string[],
): readonly string[] {
  return measures.flatMap((name) => [name, ...words.map(({ value }) => narrowedName(name, field, value))])
}
