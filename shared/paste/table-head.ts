import type { Merge, SheetGrid } from './grid'
import { plainWords } from './headings'
import type { PastedLine } from './lines'
import { type HeadingNames, namedColumns } from './match-columns'
import type { ColumnTarget } from './targets'

/** A heading stands in one of the first lines that hold anything; what is above it is a title. */
const SEARCHED = 20

/** The lines that name the columns: none, one, or two, and what each column goes by. */
export interface FoundHead {
  /** Numbers of the lines, from 1. */
  readonly lines: readonly number[]
  readonly names: readonly HeadingNames[]
}

/**
 * Finds the heading under titles: the line, or the two lines, that name most targets. Two lines are read as one where that names
 * more: the upper says what several of the lower have in common.
 * @param known whether a heading was told last time @param at the line that a person says it begins at
 */
export function findHead(
  targets: readonly ColumnTarget[],
  { merges = [] }: SheetGrid,
  lines: readonly PastedLine[],
  known: (heading: string) => boolean,
  at?: number,
): FoundHead | undefined {
  const width = Math.max(0, ...lines.map(({ words }) => words.length))
  const searched = at === undefined ? lines.slice(0, SEARCHED) : lines.filter((line) => line.at === at)
  const heads = searched.flatMap((line) => {
    const next = lines[lines.indexOf(line) + 1]
    const single = { lines: [line.at], names: spread(line, merges, width).map((word) => [word]) }
    return next
      ? [single, { lines: [line.at, next.at], names: namesOfTwo(line, next, merges, width) }]
      : [single]
  })
  let best: { readonly head: FoundHead; readonly named: number } | undefined
  // What a person says is the heading is one, though its words are new.
  const least = at === undefined ? 0 : -1
  // One line goes before two that name as much: the upper would be a title.
  for (const head of heads.toSorted((a, b) => a.lines.length - b.lines.length)) {
    const remembered = head.names.filter((names) => names.some((name) => known(plainWords(name)))).length
    const named = Math.max(namedColumns(targets, head.names).size, remembered)
    if (named > (best?.named ?? least) && isHead(head, named, at !== undefined)) best = { head, named }
  }
  return best?.head
}

/** Two names at least, or one where nothing in the line is a value: no figure, and no long text. */
function isHead({ names }: FoundHead, named: number, isSaid: boolean): boolean {
  const isWord = (word: string): boolean => word === '' || (word.length <= 15 && !/\d/.test(word))
  return isSaid || named >= 2 || names.flat().every(isWord)
}

/** A line in which what is merged across stands in each of its columns. */
function spread({ at, words }: PastedLine, merges: readonly Merge[], width: number): readonly string[] {
  const all = Array.from({ length: width }, (_, column) => words[column] ?? '')
  for (const { top, left, right } of merges)
    if (top + 1 === at)
      for (let column = left + 1; column <= right; column += 1) all[column] ||= all[left] ?? ''
  return all
}

function namesOfTwo(
  upper: PastedLine,
  lower: PastedLine,
  merges: readonly Merge[],
  width: number,
): readonly HeadingNames[] {
  const over = [...spread(upper, merges, width)]
  const under = spread(lower, merges, width)
  // Text from the clipboard and csv tell nothing of merges: a blank under which something stands goes with what is left of it.
  over.forEach((word, column) => {
    const before = column > 0 && (under[column - 1] ?? '') !== '' ? (over[column - 1] ?? '') : ''
    if (word === '' && (under[column] ?? '') !== '') over[column] = before
  })
  return over.map((word, column) => {
    const own = under[column] ?? ''
    if (own === '' || own === word) return [word]
    return word === '' ? [own] : [`${word}${own}`, own, word]
  })
}
