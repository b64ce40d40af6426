import type { Kind, NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { AppError } from '../../../shared/errors'
import type { ReadTable, TableRow } from '../../../shared/paste/read-table'
import { MARK_TARGET, NUMBER_TARGET } from '../../../shared/paste/targets'
import {
  cellStamp,
  plainWord,
  readMark,
  type Stamp,
  type TemplateMark,
  templateCells,
  templateColumns,
  templateWord,
} from '../../../shared/paste/template'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'

/** How a template's line is compared with the record that it marks. */
export interface MarkReading {
  readonly kind: Kind
  readonly columns: ReadTable['columns']
  readonly stamp: Stamp
  readonly nameOf: NameOf
  readonly wordsOf: WordsOf
}

/** A marked line, cell by cell: what was edited in it, and what the program changed meanwhile. */
export interface EditedLine {
  /** The line with its edited cells alone. */
  readonly line: TableRow
  /** Labels of fields that changed in the program since the workbook was written. */
  readonly since: readonly string[]
  /** Labels of those that both changed, each to another value. */
  readonly clash: readonly string[]
}

/** The mark of a line. @throws AppError `table.mark-broken` for what is none */
export function markOf({ kind, stamp }: MarkReading, text: string): TemplateMark {
  const mark = readMark(kind, text, stamp)
  if (!mark) throw new AppError('table.mark-broken')
  return mark
}

/**
 * Compares a line with its mark and with the record. A cell that says what it said when the workbook was written is not looked at,
 * whatever the record says now. Of a workbook from another computer each cell that says something else than the record is edited.
 */
export function editedCells(
  { kind, columns, stamp, nameOf, wordsOf }: MarkReading,
  line: TableRow,
  mark: TemplateMark,
  current: { readonly number: string | null; readonly body: Flat },
): EditedLine {
  const now = templateCells(
    kind,
    { number: current.number, body: toBody(kind, current.body) },
    nameOf,
    wordsOf,
  ).map(templateWord)
  const places = new Map(templateColumns(kind).map((column, at) => [column.key, { ...column, at }]))
  const edited = new Set<string>()
  const since: string[] = []
  const clash: string[] = []
  columns.forEach(({ target }, column) => {
    if (target === null || target === NUMBER_TARGET || target === MARK_TARGET) return
    const word = plainWord(line.words[column] ?? '')
    const place = places.get(target)
    if (!place) {
      edited.add(target.split('/')[0] ?? target)
      return
    }
    const nowWord = now[place.at] ?? ''
    const was = mark.isOurs ? mark.stamps[place.at] : undefined
    const isMoved = was !== undefined && was !== cellStamp(mark.id, target, nowWord, stamp)
    if (isMoved) since.push(place.label)
    const isEdited = was === undefined ? word !== nowWord : was !== cellStamp(mark.id, target, word, stamp)
    if (!isEdited) return
    edited.add(target)
    if (isMoved && word !== nowWord) clash.push(place.label)
  })
  const isIn = (key: string): boolean => edited.has(key.split('/')[0] ?? key)
  return {
    line: {
      ...line,
      patch: Object.fromEntries(Object.entries(line.patch).filter(([key]) => isIn(key))),
      blank: line.blank.filter(isIn),
      problems: line.problems.filter(({ field }) => isIn(field)),
    },
    since,
    clash,
  }
}
