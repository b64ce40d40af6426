import type { reviewStates } from '../definition/workflow'
import { passesLuhn } from '../identifiers/bank-card'
import { creditCheckCode } from '../identifiers/credit-code'
import { idCheckCode } from '../identifiers/id-number'
import type { Prng } from './prng'

/** Region 990000 is given to nobody; the check digit is right, as the form wants it. */
export function inventedId(prng: Prng): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const born = `${prng.between(1955, 2001)}${two(prng.between(1, 12))}${two(prng.between(1, 28))}`
  // Of what ends in 000 a form asks whether a spreadsheet rounded it.
  const nth = prng.between(1, 999)
  const digits = `990000${born}${String(nth % 100 === 0 ? nth + 1 : nth).padStart(3, '0')}`
  return digits + idCheckCode(digits)
}

/** A card of no bank, its Luhn digit right. */
export function inventedCard(prng: Prng): string {
  const digits = `62000000000${String(prng.below(10_000_000)).padStart(7, '0')}`
  const check = [...'0123456789'].find((digit) => passesLuhn(digits + digit)) ?? '0'
  return digits + check
}

/** A credit code of registration office 990000, its check character right. */
export function inventedCreditCode(prng: Prng): string {
  const code = `91990000MA${String(prng.below(10_000_000)).padStart(7, '0')}`
  return code + creditCheckCode(code)
}

/** The review of a record that counts: nearly all reviewed, some waiting, a few sent back. */
export function countedStatus(prng: Prng): keyof typeof reviewStates {
  const n = prng.below(100)
  return n < 88 ? 'reviewed' : n < 98 ? 'submitted' : 'returned'
}

/** The review of a record that counts nowhere. */
export function uncountedStatus(prng: Prng): keyof typeof reviewStates {
  return prng.chance(50) ? 'draft' : 'void'
}
