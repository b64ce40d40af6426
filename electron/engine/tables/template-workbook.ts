import {
  type Cell,
  type CellValue,
  type ColumnDef,
  type DataValidation,
  type WriteSheet,
  writeXlsx,
} from 'hucre'
import type { Output, Parsed } from '../../../shared/contract'
import { MOST_TABLE_ROWS } from '../../../shared/contract/tables'
import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import type { WordsOf } from '../../../shared/definition/words'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { MARK_HEADING } from '../../../shared/paste/targets'
import {
  lineMark,
  OPTIONS_SHEET,
  type TemplateCell,
  templateCells,
  templateColumns,
  templateWord,
} from '../../../shared/paste/template'
import { templateNote } from '../../../shared/paste/template-notes'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { OpenContext } from '../context'
import { prepared } from '../db/prepared'
import { districtWords } from '../district/words'
import { handOutFile } from '../handout/hand-out'
import { planFilter } from '../lists/filter'
import { everyRowQuery, orderOf } from '../lists/list'
import type { ViewRow } from '../records/queries'
import { cellStamps } from './stamps'
import { type TemplateNames, templateNames } from './template-names'

const AUTHOR = '院坝普法台'
const EXAMPLES = '填写示例'
/** Lines under the records that have drop-downs and formats too. */
const SPARE = 500
const dayFormat = 'yyyy-mm-dd'
const asText = '@'

/**
 * Writes a workbook to fill in: a line a record, drop-downs, notes on its headings, and a sheet of examples. A hidden last column
 * marks each record, so that what is edited there comes back as changes of it (`plan-marked.ts`).
 * @throws AppError `kind.unknown`, `table.too-many`, `right.missing`, `file.unwritable`
 */
export async function writeTemplate(
  ctx: OpenContext,
  { kind: name, filter, to }: Parsed<'tables.writeTemplate'>,
): Promise<Output<'tables.writeTemplate'>> {
  const kind = kindOf(name)
  const rows = filter === undefined ? [] : recordsIn(ctx, kind, filter)
  const facts = { kind: kind.name, rows: rows.length, format: 'xlsx', variant: 'internal' } as const
  const written = await handOutFile(ctx, 'tables.writeTemplate', facts, ctx.pathOf(to), () =>
    workbookOf(ctx, kind, rows),
  )
  return { ...written, rows: rows.length }
}

type Filter = NonNullable<Parsed<'tables.writeTemplate'>['filter']>

function recordsIn({ db }: OpenContext, kind: Kind, filter: Filter): readonly ViewRow[] {
  const order = orderOf(kind)
  const { sql, params } = everyRowQuery(planFilter(db, kind, { ...filter, seesWhole: true }, order), order)
  const rows: ViewRow[] = []
  for (const row of prepared<unknown[], ViewRow>(db, sql).iterate(...params)) {
    if (rows.length >= MOST_TABLE_ROWS)
      throw new AppError('table.too-many', { rows: `${MOST_TABLE_ROWS} 多`, max: MOST_TABLE_ROWS })
    rows.push(row)
  }
  return rows
}

async function workbookOf(ctx: OpenContext, kind: Kind, records: readonly ViewRow[]): Promise<Uint8Array> {
  const wordsOf = districtWords(ctx.db)
  const names = templateNames(ctx.db)
  const stamp = cellStamps(ctx)
  const columns = templateColumns(kind)
  const rows = records.map(({ id, number, body }) => {
    const record = { number, body: toBody(kind, JSON.parse(body) as Flat) }
    const cells = templateCells(kind, record, names.nameOf, wordsOf)
    return [...cells.map(valueIn), lineMark(kind, id, cells.map(templateWord), stamp)]
  })
  const last = rows.length + SPARE
  const lists = columns.map(({ field }) => (field ? names.listed(field, wordsOf) : []))
  const validations = columns.flatMap(({ field }, at) =>
    field ? validationsOf(field, lists[at] ?? [], at, lists, last) : [],
  )
  const data: WriteSheet = {
    name: kind.label.slice(0, 31),
    columns: [
      ...columns.map(({ field }) => lookOf(field)),
      { hidden: true, width: 10, style: { numFmt: asText } },
    ],
    rows: [[...columns.map(({ label }) => label), MARK_HEADING], ...rows],
    cells: headingCells(kind, names, wordsOf),
    dataValidations: validations,
    freezePane: { rows: 1, columns: 0 },
  }
  return writeXlsx({ sheets: [data, examplesSheet(kind, names, wordsOf), optionsSheet(lists)] })
}

function valueIn(cell: TemplateCell): CellValue {
  if (cell.is === 'number') return cell.number
  if (cell.is === 'day') return new Date(`${cell.day}T00:00:00Z`)
  return cell.text === '' ? null : cell.text
}

/** Text stands as text, so that a spreadsheet makes no number of a telephone and no date of a time. */
function lookOf(field: Field | undefined): ColumnDef {
  const width = Math.min(40, Math.max(10, (field?.label.length ?? 6) * 2 + 4))
  if (field?.type === 'date' && !field.month) return { width, style: { numFmt: dayFormat } }
  if (field?.type === 'count' || field?.type === 'decimal') return { width }
  if (field?.type === 'money') return { width, style: { numFmt: '0.00' } }
  return {
    width: field?.type === 'rows' || field?.type === 'longText' ? 40 : width,
    style: { numFmt: asText },
  }
}

/** The headings, what must be filled in darker than the rest, with a note each. */
function headingCells(kind: Kind, names: TemplateNames, wordsOf: WordsOf): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>()
  templateColumns(kind).forEach(({ field, label }, at) => {
    const text = field ? noteText(field, names, wordsOf) : '程序编的号，不用填，也不要改。'
    const rgb = field?.required ? 'FFDDEBF7' : 'FFF2F2F2'
    cells.set(`0,${at}`, {
      value: label,
      comment: { author: AUTHOR, text },
      style: {
        font: { bold: true },
        numFmt: asText,
        fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: rgb.slice(2) } },
      },
    })
  })
  return cells
}

function noteText(field: Field, names: TemplateNames, wordsOf: WordsOf): string {
  const { how } = templateNote(field, names.listed(field, wordsOf), wordsOf)
  return `${field.required ? '必填。' : ''}${how}`
}

function validationsOf(
  field: Field,
  list: readonly string[],
  at: number,
  lists: readonly (readonly string[])[],
  last: number,
): readonly DataValidation[] {
  const letter = letterOf(at)
  if (list.length === 0 || field.type === 'refs') return []
  const place = letterOf(lists.slice(0, at).filter((one) => one.length > 0).length)
  return [
    {
      type: 'list',
      range: `${letter}2:${letter}${last + 1}`,
      formula1: `'${OPTIONS_SHEET}'!$${place}$1:$${place}$${list.length}`,
      allowBlank: true,
      showErrorMessage: true,
      // A name that nobody has registered yet may be made while the table comes in.
      errorStyle: 'warning',
      errorTitle: field.label,
      errorMessage: '不在下拉列表里，确定要这样填吗？',
    },
  ]
}

function optionsSheet(lists: readonly (readonly string[])[]): WriteSheet {
  const filled = lists.filter((one) => one.length > 0)
  const longest = Math.max(1, ...filled.map((one) => one.length))
  const rows = Array.from({ length: longest }, (_, at) => filled.map((one) => one[at] ?? null))
  return { name: OPTIONS_SHEET, hidden: true, rows }
}

function examplesSheet(kind: Kind, names: TemplateNames, wordsOf: WordsOf): WriteSheet {
  const rows = templateColumns(kind).flatMap(({ field, label }): CellValue[][] => {
    if (!field) return []
    const { how, examples } = templateNote(field, names.listed(field, wordsOf), wordsOf)
    return [[label, field.required ? '必填' : '可不填', how, examples[0] ?? null, examples[1] ?? null]]
  })
  return {
    name: EXAMPLES,
    columns: [
      { width: 18 },
      { width: 10 },
      { width: 60, style: { alignment: { wrapText: true } } },
      { width: 24, style: { numFmt: asText } },
      { width: 24, style: { numFmt: asText } },
    ],
    rows: [
      ['列名', '要不要填', '怎么填', '例一', '例二'],
      ...rows,
      [],
      [
        '说明',
        null,
        '一行一条。原有的行可以直接改，改了哪一格就修改哪一项；新增的写在最下面。删掉一行不会删除记录。',
      ],
    ],
    freezePane: { rows: 1, columns: 0 },
  }
}

/** The letters of a column by its place from 0: A, B, …, Z, AA. */
function letterOf(at: number): string {
  const rest = String.fromCharCode(65 + (at % 26))
  return at < 26 ? rest : `${letterOf(Math.floor(at / 26) - 1)}${rest}`
}
