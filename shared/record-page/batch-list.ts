import type { CellField, RowsField } from '../definition/fields'
import { allowedIn } from '../disclosure/printed-record'
import type { Json } from '../json'
import {
  countCell,
  filledBy,
  moneyCell,
  type Sheet,
  type SheetCell,
  type SheetColumn,
  signers,
  textCell,
} from '../paper/sheet/model'
import { displayValue } from '../records/display'
import { asRows } from '../shapes'
import type { RecordPage } from './document'

/** The rows fields of a kind that are also printed as lists of their own, with the lists' titles. */
export function batchLists(
  kind: RecordPage['kind'],
): readonly { readonly key: string; readonly title: string }[] {
  return Object.entries(kind.fields).flatMap(([key, field]) =>
    field.type === 'rows' && field.batchList !== undefined ? [{ key, title: field.batchList }] : [],
  )
}

/**
 * 批量名单: the rows of one record as a list on A4 across, one line a person, with room for each one's signature; what it
 * belongs to stands above it, the sums below. `today` is `YYYY-MM-DD`.
 */
export function batchListSheet(page: RecordPage, key: string, field: RowsField, today: string): Sheet {
  const { record, printed, variant } = page
  const rows = asRows(printed.body[key])
  const cells = Object.entries(field.of).filter(
    ([cell, of]) => allowedIn(variant, of) && rows.some((row) => (row[cell] ?? null) !== null),
  )
  const heading = [page.kind.label, record.number, printed.title].filter(Boolean).join(' ')
  const sums = cells.map(([cell, of]) =>
    sumOf(
      of,
      rows.map((row) => row[cell]),
    ),
  )
  return {
    title: `${page.unitName}${field.batchList ?? field.label}`,
    orientation: 'landscape',
    left: heading,
    right: filledBy(page.unitName, today).right,
    columns: [
      { label: '序号', width: 3, align: 'center', format: 'count' },
      ...cells.map(([, of]) => columnOf(of)),
      { label: '签名', width: 7, align: 'left', format: 'text', toWrite: true },
    ],
    rows: [
      ...rows.map((row, at) => ({
        role: 'plain' as const,
        cells: [countCell(at + 1), ...cells.map(([cell, of]) => cellOf(page, of, row[cell])), toSign],
      })),
      { role: 'total', cells: [textCell('合计'), ...sums, textCell('')] },
    ],
    signers,
  }
}

/** Two lines high: nobody signs in less. */
const toSign = textCell('\n')

function columnOf(field: CellField): SheetColumn {
  if (field.type === 'money')
    return { label: `${field.label}（元）`, width: 6, align: 'right', format: 'money', total: true }
  if (field.type === 'count')
    return {
      label: `${field.label}（${field.unit}）`,
      width: 4,
      align: 'right',
      format: 'count',
      total: true,
    }
  return { label: field.label, width: widthOf(field), align: 'left', format: 'text' }
}

/** Characters that values of a field usually take. */
function widthOf(field: CellField): number {
  if (field.type !== 'text' || field.format === undefined) return 5
  return { phone: 6, idNumber: 10, bankCard: 10, creditCode: 10 }[field.format]
}

function cellOf(page: RecordPage, field: CellField, value: Json | undefined): SheetCell {
  if (field.type === 'money') return moneyCell(typeof value === 'number' ? value : null)
  if (field.type === 'count') return countCell(typeof value === 'number' ? value : null)
  const text = displayValue(field, value, page.nameOf, page.wordsOf)
  return textCell(field.mask === undefined ? page.printed.tell(text) : text)
}

function sumOf(field: CellField, values: readonly (Json | undefined)[]): SheetCell {
  if (field.type !== 'money' && field.type !== 'count') return textCell('')
  const sum = values.reduce<number>((all, value) => all + (typeof value === 'number' ? value : 0), 0)
  return field.type === 'money' ? moneyCell(sum) : countCell(sum)
}
