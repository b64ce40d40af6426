import { fieldOf, isTyped, type Kind } from '../definition/define'
import type { CellField, Field } from '../definition/fields'
import { allowedIn } from '../disclosure/printed-record'
import type { SheetColumn, SheetFormat } from '../paper/sheet/model'
import type { Variant } from '../privacy/variant'

/** A column that a ledger of a kind may have; `key` is a field's, or `$number` (编号), or `$remarks` (an empty 备注). */
export interface LedgerColumn extends SheetColumn {
  readonly key: string
  /** Summed up in the 合计 row. */
  readonly total: boolean
  /** Of decimals: how many places they have at most. */
  readonly scale?: number
}

export const NUMBER_COLUMN = '$number'
export const BLANK_REMARKS = '$remarks'
const REMARKS = 'remarks'

/** Every column that a kind's ledger may have: its number, its list's fields, then the others as the form has them; 备注 last. */
export function columnsOf(kind: Kind): readonly LedgerColumn[] {
  const { list, form, fields } = kind
  const states = Object.keys(fields).filter((key) => !isTyped(kind, key))
  const keys = [...new Set([...list, ...form.flat(), ...states])].filter((key) => key !== REMARKS)
  return [
    ...(kind.numbered ? [fixed(NUMBER_COLUMN, '编号', 9)] : []),
    ...keys.flatMap((key) => {
      const field = fieldOf(kind, key)
      return field ? [columnOf(key, field)] : []
    }),
    {
      ...(fields[REMARKS] ? columnOf(REMARKS, fields[REMARKS]) : fixed(BLANK_REMARKS, '备注', 6)),
      spare: true,
    },
  ]
}

/** The columns that a variant may show. */
export function columnsIn(kind: Kind, variant: Variant): readonly LedgerColumn[] {
  return columnsOf(kind).filter(({ key }) => {
    const field = fieldOf(kind, key)
    return field === undefined || allowedIn(variant, field)
  })
}

/** What a ledger shows until somebody chooses: what the kind says, in its order, or the list's fields and what every record must have; and 备注. */
export function usualColumns(kind: Kind): readonly string[] {
  const remarks = kind.fields[REMARKS] ? REMARKS : BLANK_REMARKS
  if (kind.ledger) return [...kind.ledger, remarks]
  const required = Object.keys(kind.fields).filter((key) => kind.fields[key]?.required)
  const wanted = new Set([...kind.list, ...required, remarks])
  return columnsOf(kind)
    .map(({ key }) => key)
    .filter((key) => wanted.has(key))
}

function fixed(key: string, label: string, width: number): LedgerColumn {
  return { key, label, width, align: 'left', format: 'text', total: false }
}

function columnOf(key: string, field: Field): LedgerColumn {
  const label =
    field.type === 'money'
      ? `${field.label}\n（元）`
      : (field.type === 'count' || field.type === 'decimal') && field.unit !== ''
        ? `${field.label}\n（${field.unit}）`
        : field.label
  const total = isAmount(field) && field.adds !== false
  return {
    key,
    label,
    width: widthOf(field),
    align: alignOf(field),
    format: formatOf(field),
    ...(wholeTypes.has(field.type) && { whole: true }),
    total,
    ...(field.type === 'decimal' && { scale: field.scale }),
  }
}

/** Numbers without a measure word are no amounts, or each of another thing. */
function isAmount(field: Field): boolean {
  return field.type === 'money' || ((field.type === 'count' || field.type === 'decimal') && field.unit !== '')
}

/** Their values are a word or two: nobody wants 「已审\n核」. */
const wholeTypes: ReadonlySet<Field['type']> = new Set(['time', 'flag', 'choice'])

function formatOf({ type }: Field): SheetFormat {
  if (type === 'decimal') return 'number'
  return type === 'count' || type === 'money' || type === 'date' ? type : 'text'
}

function alignOf({ type }: Field): SheetColumn['align'] {
  if (type === 'count' || type === 'money' || type === 'decimal') return 'right'
  return ['date', 'time', 'flag', 'choice'].includes(type) ? 'center' : 'left'
}

const widths: Readonly<Record<Exclude<Field['type'], 'text' | 'choice'>, number>> = {
  longText: 16,
  date: 5.5,
  time: 3,
  count: 4,
  money: 6,
  decimal: 6,
  flag: 2.5,
  choices: 8,
  ref: 6,
  refs: 9,
  origin: 9,
  rows: 18,
}

/** Characters of Chinese text; half of the label fits at least. */
function widthOf(field: Field): number {
  const head = Math.ceil(field.label.length / 2)
  if (field.type === 'choice')
    return Math.max(head, ...Object.values(field.options).map((label) => Math.min(7, label.length)))
  return Math.max(head, field.type === 'text' ? textWidth(field) : widths[field.type])
}

function textWidth({ format, max }: Extract<CellField, { type: 'text' }>): number {
  if (format === 'idNumber' || format === 'bankCard' || format === 'creditCode') return 10
  if (format === 'phone') return 6.5
  return max <= 20 ? 5 : max <= 60 ? 7 : 10
}
