import type { RowsField } from '../definition/fields'
import { isTotalLine } from './checks'
import type { Merge } from './grid'
import { type Column, plainWords } from './headings'
import type { PastedLine } from './lines'
import type { FoundHead } from './table-head'

/** Why a line of a table is no record. */
export type LeftOut = 'title' | 'heading' | 'total' | 'note'

/** A line that is passed over, and why; it is told. */
export interface LeftOutLine {
  readonly at: number
  readonly why: LeftOut
}

/** The lines of a table: those that are records, those that sum up, and those that are passed over. */
export interface SortedLines {
  readonly records: readonly PastedLine[]
  readonly totals: readonly PastedLine[]
  readonly leftOut: readonly LeftOutLine[]
}

/** What begins a line under or between the rows: who filled in, remarks, a name of a part. */
const REMARK =
  /^(填表|填报|制表|审核人?|负责人|经办人?|联系人|单位负责人|备注|说明|注|附注|以上|只含|第.{1,4}页|共.{1,4}页|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)).*/

/** Sorts the lines of a table by what they are. @param columns by which totals are known */
export function sortLines(
  head: FoundHead | undefined,
  lines: readonly PastedLine[],
  merges: readonly Merge[],
  field: RowsField,
  columns: readonly Column[],
): SortedLines {
  const first = head?.lines[0] ?? 0
  const last = head?.lines.at(-1) ?? 0
  const records: PastedLine[] = []
  const totals: PastedLine[] = []
  const leftOut: LeftOutLine[] = []
  for (const line of lines) {
    if (line.at < first) leftOut.push({ at: line.at, why: 'title' })
    else if (line.at <= last) continue
    else if (head && repeats(head, line)) leftOut.push({ at: line.at, why: 'heading' })
    else if (isTotalLine(field, columns, line)) totals.push(line)
    else if (isRemark(line, merges)) leftOut.push({ at: line.at, why: 'note' })
    else records.push(line)
  }
  const summed = totals.map(({ at }): LeftOutLine => ({ at, why: 'total' }))
  return { records, totals, leftOut: [...leftOut, ...summed].sort((a, b) => a.at - b.at) }
}

/** A line that says again what the heading says, as each page of a printed table does. */
function repeats({ names }: FoundHead, { words }: PastedLine): boolean {
  const said = words.filter((word) => word !== '')
  return (
    said.length > 1 &&
    words.every((word, at) => word === '' || names[at]?.some((name) => plainWords(name) === plainWords(word)))
  )
}

/** A remark across the table: all that it says is one, or it is a single text merged over several columns. */
function isRemark({ at, words }: PastedLine, merges: readonly Merge[]): boolean {
  const said = words.map((word, column) => ({ word, column })).filter(({ word }) => word !== '')
  const isMerged = (column: number): boolean =>
    merges.some(({ top, left, right }) => top + 1 === at && left === column && right > column)
  const isSaid = ({ word }: { readonly word: string }): boolean =>
    REMARK.test(word.normalize('NFKC')) || /[:：]$/.test(word)
  return said.every(isSaid) || (said.length === 1 && said.every(({ column }) => isMerged(column)))
}
