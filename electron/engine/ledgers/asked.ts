import type { Parsed } from '../../../shared/contract'
import { fieldOf, type Kind, type NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { REVIEW } from '../../../shared/definition/workflow'
import { AppError } from '../../../shared/errors'
import { isFact } from '../../../shared/facts/tables'
import { columnsIn, type LedgerColumn } from '../../../shared/ledgers/columns'
import type { Ledger } from '../../../shared/ledgers/define'
import { type Variant, variantLabels } from '../../../shared/privacy/variant'
import { displayValue } from '../../../shared/records/display'

export type LedgerAsked = Parsed<'ledgers.page'>

/** More rows than this are for Excel: hundreds of pages, and Word would not open them. */
export const mostOnPaper = 3000
/** A Word file is made whole, and nothing else happens meanwhile: seconds for a thousand rows. */
export const mostInWord = 1000

/** @throws AppError `ledger.too-long` */
export function requirePaper(rows: number, most = mostOnPaper): void {
  if (rows > most) throw new AppError('ledger.too-long', { rows, most })
}

/** Whether records of the kind are reviewed and lie on a day: what 上报口径 asks of. */
export const isReviewedByDay = (kind: Kind): boolean =>
  fieldOf(kind, REVIEW) !== undefined && isFact(kind, 'date')

/** For whom a ledger is. @throws AppError `ledger.variant` for what it has not */
export function ledgerVariant(ledger: Ledger, asked: Variant | undefined): Variant {
  const variant = asked ?? ledger.variants[0]
  if (ledger.variants.includes(variant)) return variant
  const variants = ledger.variants.map((one) => variantLabels[one]).join('或')
  throw new AppError('ledger.variant', { ledger: ledger.label, variant: variantLabels[variant], variants })
}

/** The columns of a ledger. @param chosen where none are asked for. @throws AppError `ledger.column` for one that it has not */
export function ledgerColumns(
  ledger: Ledger,
  variant: Variant,
  asked: readonly string[] | undefined,
  chosen: () => readonly string[],
): readonly LedgerColumn[] {
  const allowed = new Map(columnsIn(ledger.kind, variant).map((column) => [column.key, column]))
  const unknown = ledger.free ? asked?.find((key) => !allowed.has(key)) : undefined
  if (unknown !== undefined)
    throw new AppError('ledger.column', {
      ledger: ledger.label,
      column: unknown,
      variant: variantLabels[variant],
    })
  const keys = ledger.free ? (asked ?? chosen()) : ledger.columns
  return [...new Set(keys)].flatMap((key) => allowed.get(key) ?? [])
}

/** The fields by which the rows of a ledger stand, from early to late. */
export function ledgerOrder({ kind, dateField }: Ledger): readonly string[] {
  const own = kind.sort.field
  const first = dateField ?? own
  return first === own ? [own] : [first, own]
}

/** Filters in words, for the note under the table. */
export function filtersInWords(
  kind: Kind,
  { where = {}, text, ids, ranges = {}, files, conflicts }: LedgerAsked,
  variant: Variant,
  { nameOf, wordsOf }: { readonly nameOf: NameOf; readonly wordsOf: WordsOf },
): { readonly filters?: string } {
  const words = Object.entries(where).map(([key, value]) => {
    const field = fieldOf(kind, key)
    const shown = field?.type === 'flag' ? value === 1 || value === '1' : value
    if (field?.type === 'choices' || field?.type === 'refs')
      return `${field.label}有${displayValue(field, [String(value)], nameOf, wordsOf)}`
    return `${field?.label ?? key}为${displayValue(field, shown, nameOf, wordsOf)}`
  })
  // What somebody looked for may be the very name that the rows shorten.
  if (text?.trim()) words.push(variant === 'internal' ? `有“${text.trim()}”的` : '按文字查找到的')
  for (const [key, { from, to }] of Object.entries(ranges)) {
    const field = fieldOf(kind, key)
    const said = (value: string | number): string => displayValue(field, value, nameOf, wordsOf)
    const edges = [
      ...(from === undefined ? [] : [`从${said(from)}`]),
      ...(to === undefined ? [] : [`到${said(to)}`]),
    ]
    words.push(`${field?.label ?? key}${edges.join('')}`)
  }
  if (files !== undefined) words.push(files ? '有照片或附件的' : '没有照片和附件的')
  if (conflicts) words.push('有内容不一致的')
  if (ids) words.push('勾选的')
  return words.length === 0 ? {} : { filters: words.join('，') }
}
