import { isTyped, type Kind } from '../definition/define'
import type { CellField, Field, RowsField } from '../definition/fields'
import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import type { Json } from '../json'
import type { Body, Cells } from '../shapes'
import type { TypedReaders } from './cells'
import { notice, type PasteNotice, totalNotices } from './checks'
import { filledDown, linesOf, type Mend, type SheetGrid } from './grid'
import { guessColumns } from './guess'
import type { Column } from './headings'
import { readLedgerDate, readLedgerTime } from './ledger-dates'
import type { PastedLine } from './lines'
import { type HeadingNames, type MatchedColumn, matchColumns } from './match-columns'
import { type CellReading, readTableCell } from './table-cells'
import { findHead } from './table-head'
import { type LeftOutLine, sortLines } from './table-lines'
import { type ColumnTarget, MARK_TARGET, NUMBER_TARGET, targetsOf } from './targets'
import { readCount } from './typed'

/** How a table is to be read, as far as a person or last time has said so. */
export interface TableAsked {
  /** The line that the heading begins at; absent: it is looked for. */
  readonly headAt?: number | undefined
  /** What a column is, by its place from 0; null: nothing of it is taken. */
  readonly columns?: Readonly<Record<number, string | null>>
  /** The same by heading, from last time. */
  readonly remembered?: Readonly<Record<string, string | null>>
  readonly mends?: readonly Mend[]
}

/** A near word, which is taken once somebody has said so. */
export interface NearWord {
  readonly target: string
  readonly word: string
  readonly value: string
  readonly label: string
}

/** One line of a table as a record of a kind. */
export interface TableRow {
  readonly at: number
  readonly words: readonly string[]
  readonly patch: Body
  /** Fields of whose columns nothing stands in this line. */
  readonly blank: readonly string[]
  readonly number?: string
  readonly mark?: string
  readonly problems: readonly FieldProblem[]
}

/** A table, read. */
export interface ReadTable {
  /** The lines of its heading, from 1; none where it has none. */
  readonly head: readonly number[]
  readonly columns: readonly MatchedColumn[]
  readonly rows: readonly TableRow[]
  readonly leftOut: readonly LeftOutLine[]
  /** Totals that say something else than the lines above them come to. */
  readonly notices: readonly PasteNotice[]
  readonly near: readonly NearWord[]
}

/**
 * Reads a table into rows for a kind: the heading is found under titles, and its columns are matched.
 * What is no record is passed over and told. Every cell is read as its field is, by the kind's declaration.
 */
export function readTable(
  kind: Kind,
  grid: SheetGrid,
  asked: TableAsked,
  reading: Omit<CellReading, 'near'>,
): ReadTable {
  const how = { date1904: grid.date1904, ...reading }
  const { remembered = {} } = asked
  const targets = targetsOf(kind)
  const merges = grid.merges ?? []
  const lines = linesOf(grid, asked.mends)
  const head = findHead(targets, grid, lines, (heading) => Object.hasOwn(remembered, heading), asked.headAt)
  const below = lines.filter(({ at }) => at > (head?.lines.at(-1) ?? 0))
  const whole = pseudoRows(targets)
  const readers = readersFor(how)
  const names = head?.names ?? guessedNames(whole, below, readers, how)
  const columns = matchColumns(targets, names, below, asked.columns ?? {}, remembered)
  const cells = columns.map(
    ({ target, tenThousands }): Column => ({ cell: target ?? undefined, tenThousands }),
  )
  const sorted = sortLines(head, lines, merges, whole, cells)
  const records = filledDown(sorted.records, merges, { from: sorted.records[0]?.at ?? 0 })
  const near = new Map<string, NearWord>()
  const rows = records.map((line) => readLine(kind, targets, columns, line, how, near))
  return {
    head: head?.lines ?? [],
    columns,
    rows: withRounded(kind, rows),
    leftOut: sorted.leftOut,
    notices: [
      ...totalNotices(whole, cells, sorted.totals, sorted.records, readers, reading.wordsOf),
      ...toldNotices(kind, columns),
    ],
    near: [...near.values()],
  }
}

/** The fields of a kind as if they were cells of rows: what reads pasted rows reads them too. */
function pseudoRows(targets: readonly ColumnTarget[]): RowsField {
  const of = targets.flatMap(({ key, field, told }): [string, CellField][] =>
    field && field.type !== 'rows' && !told && !key.includes('/') ? [[key, field]] : [],
  )
  return { type: 'rows', label: '', of: Object.fromEntries(of) }
}

function readersFor(how: Omit<CellReading, 'near'>): TypedReaders {
  return {
    date: (word) => {
      const day = readLedgerDate(word, how)
      return 'date' in day ? day.date : null
    },
    time: readLedgerTime,
    count: (word) => readCount(word.replace(/\p{Script=Han}+$/u, '')),
  }
}

/** Without a heading each column goes by the label of what it seems to be. */
function guessedNames(
  whole: RowsField,
  lines: readonly PastedLine[],
  readers: TypedReaders,
  { wordsOf }: Pick<CellReading, 'wordsOf'>,
): readonly HeadingNames[] {
  if (lines.length === 0) return []
  const width = Math.max(...lines.map(({ words }) => words.length))
  const { columns } = guessColumns(whole, lines, readers, wordsOf)
  return Array.from({ length: width }, (_, at) => [whole.of[columns[at]?.cell ?? '']?.label ?? ''])
}

function readLine(
  kind: Kind,
  targets: readonly ColumnTarget[],
  columns: readonly MatchedColumn[],
  line: PastedLine,
  how: Omit<CellReading, 'near'>,
  near: Map<string, NearWord>,
): TableRow {
  const byKey = new Map(targets.map((target) => [target.key, target]))
  const patch: Record<string, Json> = {}
  const rowCells: Record<string, Record<string, Json>> = {}
  const problems: FieldProblem[] = []
  const said: { number?: string; mark?: string } = {}
  const blank: string[] = []
  const placed = columns.map((column, at) => ({ ...column, word: line.words[at] ?? '' }))
  // Names are looked for near the unit of their line, so that is read first.
  for (const { target: key, word, tenThousands } of placed.toSorted(unitFirst)) {
    const target = key === null ? undefined : byKey.get(key)
    if (!target || target.told) continue
    if (word === '') {
      if (target.field && !target.key.includes('/')) blank.push(target.key)
    } else if (target.key === NUMBER_TARGET) said.number = word
    else if (target.key === MARK_TARGET) said.mark = word
    else if (target.field) {
      const unit = patch.unit ?? patch.parent
      const found = readTableCell(target.key, target.field, word, tenThousands, {
        ...how,
        near: typeof unit === 'string' ? unit : undefined,
      })
      problems.push(...found.problems)
      if (found.near) near.set(`${target.key}\n${word}`, { target: target.key, word, ...found.near })
      if (found.problems.length > 0) continue
      const [rows = '', cell] = target.key.split('/')
      if (cell === undefined) patch[rows] = found.value
      else rowCells[rows] = { ...rowCells[rows], [cell]: found.value }
    }
  }
  for (const [rows, cells] of Object.entries(rowCells))
    if (isTyped(kind, rows)) patch[rows] = [cells satisfies Cells]
  return { at: line.at, words: line.words, patch, blank, problems, ...said }
}

function unitFirst(a: MatchedColumn, b: MatchedColumn): number {
  return Number(b.target === 'unit') - Number(a.target === 'unit')
}

/** Who rounded one ID number of a column rounded them all; of those one in eleven still fits its check code by chance. */
function withRounded(kind: Kind, rows: readonly TableRow[]): readonly TableRow[] {
  const keys = Object.entries<Field>(kind.fields)
    .filter(([, field]) => field.type === 'text' && field.format === 'idNumber')
    .map(([key]) => key)
    .filter((key) =>
      rows.some(({ problems }) => problems.some((one) => one.field === key && one.reason === 'id.rounded')),
    )
  if (keys.length === 0) return rows
  return rows.map((row) => {
    const wrong = keys.filter((key) => String(row.patch[key] ?? '').endsWith('000'))
    if (wrong.length === 0) return row
    const problems = wrong.map((field) => ({ field, reason: 'id.rounded' satisfies ProblemReason }))
    return { ...row, problems: [...row.problems, ...problems] }
  })
}

/** What the table holds and only moves may change. */
function toldNotices(kind: Kind, columns: readonly MatchedColumn[]): readonly PasteNotice[] {
  return columns.flatMap(({ target }) =>
    target !== null && kind.fields[target] && !isTyped(kind, target)
      ? [notice('table.by-move', {}, target)]
      : [],
  )
}
