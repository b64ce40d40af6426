import { isDate } from './period'

/** Checks of numbers that the state gives out (DOMAIN 6). Pure text: no clock, nothing is looked up. */

/** Weights of the first 17 digits of a citizen's ID number (GB 11643). */
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const ID_CODES = '10X98765432'

/** The 31 characters of a 统一社会信用代码 (GB 32100): no I O S V Z. */
const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Why a text is no citizen's ID number. */
export type IdProblem = 'id.old-form' | 'id.rounded' | 'id.shape' | 'id.birth-date' | 'id.check-code'

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
  if (idCheckCode(id.slice(0, 17)) === id[17]) return birthDateOf(id) === null ? 'id.birth-date' : null
  if (id.endsWith('000')) return 'id.rounded'
  return birthDateOf(id) === null ? 'id.birth-date' : 'id.check-code'
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

/** A credit code as it is kept: half-width, without spaces, in capitals. */
export function tidyCreditCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/** Whether a text has the 18 places and the characters of a 统一社会信用代码. */
export function isCreditCode(code: string): boolean {
  return code.length === 18 && [...code].every((character) => CREDIT_CHARACTERS.includes(character))
}

/** The check character that belongs to the first 17 places (GB 32100): weights 3^(i−1) mod 31, 31 → 0. */
export function creditCheckCode(code: string): string {
  let weight = 1
  let sum = 0
  for (const character of code.slice(0, 17)) {
    sum += CREDIT_CHARACTERS.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return CREDIT_CHARACTERS[(31 - (sum % 31)) % 31] ?? ''
}

/** Whether the last character of a credit code fits. Real codes fail this: a reason to look again, not to refuse. */
export function creditCodeFits(code: string): boolean {
  return isCreditCode(code) && creditCheckCode(code) === code[17]
}

/** A card or account number as it is kept: digits only, as far as it holds nothing but digits, spaces and dashes. */
export function tidyBankCard(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '')
}

/** Whether a text can be a bank card or passbook account: digits, 8 to 23 of them. */
export function isBankCard(card: string): boolean {
  return /^\d{8,23}$/.test(card)
}

/** Whether a card number passes the Luhn check. Passbook accounts need not: a reason to look again, not to refuse. */
export function passesLuhn(card: string): boolean {
  let sum = 0
  ;[...card].reverse().forEach((digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  })
  return sum % 10 === 0
}

/** A telephone number as it is kept: half-width, without spaces and the country code; dashes only in landlines. */
export function tidyPhone(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/[\s()]/g, '')
    .replace(/^(\+|00)86-?(?=1[3-9]|0)/, '')
    .replace(/^86(?=1[3-9]\d{9}$)/, '')
  const digits = text.replace(/-/g, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : text
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}
