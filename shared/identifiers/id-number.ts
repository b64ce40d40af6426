import { isDate } from '../dates'

/** Weights of the first 17 digits of a citizen's ID number (GB 11643). */
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const ID_CODES = '10X98765432'

/** Why a text is no citizen's ID number. */
export type IdProblem =
  | 'id.old-form'
  | 'id.rounded'
  | 'id.shape'
  | 'id.birth-date'
  | 'id.sequence'
  | 'id.check-code'

/** An ID number as it is kept: half-width, without spaces, a trailing x in capitals. */
export function tidyIdNumber(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/** The check code that belongs to the first 17 digits (GB 11643). */
export function idCheckCode(digits: string): string {
  return ID_CODES[weighted(digits, ID_WEIGHTS) % 11] ?? ''
}

/**
 * Why a tidied text is no ID number, or `null` when it is one. Region codes are not looked up, because retired ones stay
 * valid for life; whether the birth date lies in the future is not asked, because that wants a clock.
 */
export function idNumberProblem(id: string): IdProblem | null {
  if (/^\d{15}$/.test(id)) return 'id.old-form'
  // A spreadsheet keeps 15 digits of a number: the rest became zeros, or the whole an exponent.
  if (/^\d(\.\d+)?E\+?\d+$/.test(id)) return 'id.rounded'
  if (!/^\d{17}[\dX]$/.test(id)) return 'id.shape'
  const fits = idCheckCode(id.slice(0, 17)) === id[17]
  if (!fits && id.endsWith('000')) return 'id.rounded'
  if (birthDateOf(id) === null) return 'id.birth-date'
  // 顺序码 000 is never issued.
  if (id.slice(14, 17) === '000') return 'id.sequence'
  return fits ? null : 'id.check-code'
}

/** What kind of cell of a table a number stood in: a number cell keeps 15 digits. */
export type CellKind = 'text' | 'number'

/**
 * Why the words of a cell are no ID number. Eighteen digits can not have come whole out of a number cell: the last three are zeros that
 * somebody's spreadsheet put there, even where they fit the check code by chance. From a text cell such a number is only asked about
 * (`isLikeRoundedId`).
 */
export function idInCellProblem(id: string, cell: CellKind): IdProblem | null {
  return cell === 'number' && /^\d{18}$/.test(id) ? 'id.rounded' : idNumberProblem(id)
}

/**
 * Whether a valid number may still be one that a spreadsheet rounded: of those that end in 000 one in eleven fits its check
 * code by chance.
 */
export function isLikeRoundedId(id: string): boolean {
  return id.endsWith('000') && idNumberProblem(id) === null
}

/** The birth date `YYYY-MM-DD` inside an 18-place ID number, or `null` when there is no such day. */
export function birthDateOf(id: string): string | null {
  const date = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
  return isDate(date) ? date : null
}

/** 男 or 女, by the 17th digit of an ID number. */
export function sexOf(id: string): 'male' | 'female' {
  return Number(id[16]) % 2 === 1 ? 'male' : 'female'
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}
