import { approvedOnlyNotes } from '../figures/approved-only'
import type { Figures } from '../figures/figures'
import type { Category } from '../figures/measures/categories'
import { narrowedName } from '../figures/measures/narrowed'
import { filledBy, type Sheet, type SheetRow, signers, textCell } from '../paper/sheet/model'
import type { ReportInput } from '../reports/define'
import { measureCells, measureColumns, type StatisticsFrame } from './sheet'

/** One word of a category, as records hold it and as people read it. */
export interface CategoryWord {
  readonly value: string
  readonly label: string
}

interface CategoryFrame extends StatisticsFrame {
  readonly category: Category
  readonly words: readonly CategoryWord[]
}

/**
 * 分类统计表: the words of one choice down, measures across: 纠纷类型 by 受理起数. 合计 is the measure's own figure: a record with several
 * words is counted under each of them, and in 合计 once.
 */
export function categorySheet(
  input: Pick<ReportInput, 'unit' | 'unitName' | 'date' | 'approvedFrom'>,
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
  return {
    title: `${input.unitName}${category.label.replace('：', '按')}统计表（${periods.now.label}）`,
    orientation: 'landscape',
    ...filledBy(input.unitName, input.date),
    columns: [
      { label: category.of.label, width: 9, align: 'left', format: 'text' },
      ...measures.flatMap((name) =>
        measureColumns(figures.measureOf(name), periods, isYear, wasLogged(name)).map((column) =>
          // 合计 counts records, which rows of several words do not sum to.
          column.total === undefined ? column : { ...column, total: false },
        ),
      ),
    ],
    rows: [
      ...words.map(({ value, label }) =>
        row('plain', label, (name) => narrowedName(name, category.field, value)),
      ),
      row('total', '合计', (name) => name),
    ],
    notes: [
      category.of.type === 'choices'
        ? `注：一条记录可以有几项${category.of.label}，各项都计；合计按记录计，一条只计一次，所以各行之和可能大于合计。`
        : `注：没有填${category.of.label}的记录只计入合计。`,
      ...approvedOnlyNotes(input.approvedFrom ?? null, periods.toDate),
    ],
    signers,
  }
}

/** All that a category's table has to have counted: each measure, and each narrowed to each word. */
export function categoryMeasures(
  { field }: Category,
  words: readonly CategoryWord[],
  measures: readonly string[],
): readonly string[] {
  return measures.flatMap((name) => [name, ...words.map(({ value }) => narrowedName(name, field, value))])
}
