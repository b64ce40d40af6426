import { changeInTable } from '../figures/change'
import type { Figures } from '../figures/figures'
import type { Base } from '../figures/periods'
import type { Block } from '../paper/document'
import type { Period } from '../period'
import type { ReportInput } from './define'

type Table = Extract<Block, { type: 'table' }>

/** 「发放宣传资料（份）」. */
export function rowLabel({ measureOf }: Pick<Figures, 'measureOf'>, name: string): string {
  const { label, word } = measureOf(name)
  return `${label}（${word}）`
}

/** The earlier periods in which anything of these measures was logged: of the others there is nothing to compare with. */
export function loggedBases<B extends Base>(
  input: ReportInput,
  figures: Figures,
  bases: readonly B[],
  names: readonly string[],
): readonly B[] {
  return bases.filter(({ period }) =>
    names.some((name) => figures.compare(name, input.unit, input.period, period).way !== 'unknown'),
  )
}

/**
 * Each measure of a period beside one or two others: 本月, 上月, 环比, 去年同月, 同比. A change leads to the rows of its base.
 * A base of which nothing was logged has no columns: 「—」 down the page tells nothing.
 */
export function comparisonTable(
  input: ReportInput,
  figures: Figures,
  caption: string,
  nowLabel: string,
  bases: readonly (Base & { readonly change: '环比' | '同比' })[],
  names: readonly string[],
): Table {
  const shown = loggedBases(input, figures, bases, names)
  const wide = shown.length < 2
  return {
    type: 'table',
    caption,
    columns: [
      { label: '指标', width: shown.length === 0 ? 18 : wide ? 11 : 8.5, align: 'left' },
      { label: nowLabel, width: shown.length === 0 ? 10 : wide ? 5.5 : 3.5, align: 'right' },
      ...shown.flatMap(({ inTable, change }) => [
        { label: inTable, width: wide ? 5.5 : 3.5, align: 'right' as const },
        { label: change, width: wide ? 6 : 4.5, align: 'right' as const },
      ]),
    ],
    rows: names.map((name) => ({
      role: 'plain',
      cells: [
        { text: rowLabel(figures, name) },
        figures.run(figures.of(name, input.period, input.unit)),
        ...shown.flatMap(({ period, inTable }) => {
          const change = figures.compare(name, input.unit, input.period, period)
          const text = changeInTable(change, inTable)
          // What nobody logged is not 0.
          if (change.way === 'unknown') return [{ text: '—' }, { text }]
          const base = figures.of(name, period, input.unit)
          return [figures.run(base), { text, ...(base.records > 0 && { figure: base.id }) }]
        }),
      ],
    })),
  }
}

/** Each measure in the parts of a period and in the whole: the months of a quarter, the quarters of a year. */
export function partsTable(
  input: ReportInput,
  figures: Figures,
  caption: string,
  parts: readonly { readonly period: Period; readonly label: string }[],
  wholeLabel: string,
  names: readonly string[],
): Table {
  // What the label leaves of the line is shared evenly; three characters hold six digits.
  const label = parts.length > 4 ? 7 : 9
  const width = Math.floor(((28 - label) / (parts.length + 1)) * 2) / 2
  return {
    type: 'table',
    caption,
    columns: [
      { label: '指标', width: label, align: 'left' },
      ...[...parts.map((part) => part.label), wholeLabel].map((text) => ({
        label: text,
        width,
        align: 'right' as const,
      })),
    ],
    rows: names.map((name) => ({
      role: 'plain',
      cells: [
        { text: rowLabel(figures, name) },
        ...[...parts.map((part) => part.period), input.period].map((period) =>
          figures.run(figures.of(name, period, input.unit)),
        ),
      ],
    })),
  }
}
