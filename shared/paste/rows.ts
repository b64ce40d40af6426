import type { RowsField } from '../definition/fields'
import type { WordsOf } from '../definition/words'
import type { FieldProblem } from '../errors'
import type { Cells } from '../shapes'
import { readRows, type TypedReaders } from './cells'
import { doubtNotices, isTotalLine, notice, type PasteNotice, totalNotices, twiceNotices } from './checks'
import { guessColumns } from './guess'
import { type Column, findHeading, type Heading, isSerialHeading, repeatsHeading } from './headings'
import { type PastedLine, pastedLines } from './lines'

/** Lines out of a spreadsheet, as rows of a rows field. */
export interface PastedRows {
  readonly rows: readonly Cells[]
  /** Lines that are no row: which of the pasted lines (from 1), its words as they came, and why, with `field` naming the cell. */
  readonly refused: readonly {
    readonly at: number
    readonly line: readonly string[]
    readonly problems: readonly FieldProblem[]
  }[]
  /** What else became of the table: columns and lines left out, totals that differ, people who stand in it twice. */
  readonly notices: readonly PasteNotice[]
}

/** How a table is to be read. */
interface Layout {
  readonly columns: readonly Column[]
  readonly lines: readonly PastedLine[]
  readonly notices: readonly PasteNotice[]
}

/**
 * Reads tab-separated lines, as WPS and Excel put them on the clipboard, as rows of a field. Columns are known by a heading
 * in one of the first lines, in any order; without one by what stands in them. Every row is checked as a save would, lines of
 * totals are compared and left out, and nothing is left out without a notice, but for numbers that only count the lines.
 * @param existing the rows that stand in the list already, shortened where they are masked
 */
export function readPastedRows(
  field: RowsField,
  text: string,
  read: TypedReaders,
  wordsOf: WordsOf,
  existing: readonly Cells[] = [],
): PastedRows {
  const all = pastedLines(text)
  const heading = findHeading(field, all)
  const { columns, lines, notices } = heading
    ? layoutBy(heading, all)
    : layoutWithout(field, all, read, wordsOf)
  const isTotal = (line: PastedLine): boolean => isTotalLine(field, columns, line)
  const [totals, data] = [lines.filter(isTotal), lines.filter((line) => !isTotal(line))]
  const found = readRows(field, columns, data, read, wordsOf)
  const taken = found.filter(({ problems }) => problems.length === 0)
  return {
    rows: taken.map(({ row }) => row),
    refused: found
      .filter(({ problems }) => problems.length > 0)
      .map(({ line, problems }) => ({ at: line.at, line: line.words, problems })),
    notices: [
      ...notices,
      ...linesNotice('paste.totals-left-out', totals),
      ...totalNotices(field, columns, totals, data, read, wordsOf),
      ...twiceNotices(field, taken, existing),
      ...doubtNotices(field, taken),
    ],
  }
}

function layoutBy(heading: Heading, all: readonly PastedLine[]): Layout {
  const above = all.filter(({ at }) => at < heading.line.at)
  const lines = all.filter((line) => line.at > heading.line.at && !repeatsHeading(heading, line))
  const columns = Array.from(
    { length: Math.max(heading.columns.length, ...lines.map(({ words }) => words.length)) },
    (_, at): Column => heading.columns[at] ?? { cell: undefined },
  )
  const isUsed = (at: number): boolean => lines.some(({ words }) => (words[at] ?? '') !== '')
  const left = columns.flatMap(({ cell }, at) => {
    const word = heading.line.words[at] ?? ''
    return cell !== undefined || isSerialHeading(word) || !isUsed(at) ? [] : [word || nth(at)]
  })
  return {
    columns,
    lines,
    notices: [...linesNotice('paste.titles-left-out', above), ...columnsNotice(left)],
  }
}

function layoutWithout(
  field: RowsField,
  lines: readonly PastedLine[],
  read: TypedReaders,
  wordsOf: WordsOf,
): Layout {
  const isTotal = (line: PastedLine): boolean => isTotalLine(field, [], line)
  const data = lines.filter((line) => !isTotal(line))
  if (data.length === 0) return { columns: [], lines, notices: [] }
  const { columns, serial, unclear } = guessColumns(field, data, read, wordsOf)
  const isUsed = (at: number): boolean => data.some(({ words }) => (words[at] ?? '') !== '')
  const known = columns.flatMap(({ cell }, at) => {
    if (!isUsed(at)) return []
    const label = at === serial ? '序号（不粘贴）' : field.of[cell ?? '']?.label
    return label === undefined ? [] : [`${nth(at)} ${label}`]
  })
  const isUnclear = (at: number): boolean => unclear.some((one) => one.columns.includes(at))
  const left = columns.flatMap(({ cell }, at) =>
    cell !== undefined || at === serial || isUnclear(at) || !isUsed(at) ? [] : [nth(at)],
  )
  return {
    columns,
    lines,
    notices: [
      ...(known.length > 0 ? [notice('paste.no-heading', { columns: known.join('、') })] : []),
      ...unclear.map((one) =>
        notice('paste.unclear-columns', { columns: one.columns.map(nth).join('、') }, one.cell),
      ),
      ...columnsNotice(left),
    ],
  }
}

const nth = (at: number): string => `第${at + 1}列`

function columnsNotice(left: readonly string[]): readonly PasteNotice[] {
  return left.length > 0 ? [notice('paste.columns-left-out', { columns: left.join('、') })] : []
}

function linesNotice(
  reason: 'paste.totals-left-out' | 'paste.titles-left-out',
  lines: readonly PastedLine[],
): readonly PasteNotice[] {
  return lines.length > 0 ? [notice(reason, { lines: lines.map(({ at }) => at).join('、') })] : []
}
