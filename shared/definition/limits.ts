import { LARGEST_DECIMAL } from '../decimal'
import { LARGEST_MONEY } from '../money'
import type { CountField, DecimalField, MoneyField } from './fields'

/** No village counts further; a number above this is a slip of the finger. */
const LARGEST_COUNT = 99_999_999

/** An adviser serves a handful of villages; this only bounds what a foreign file can send. */
export const MOST_REFS = 200

/** The largest number that a field takes: its own, or what is a slip of the finger anywhere. Of money in 分, of decimals in the last place. */
export function largestOf(field: CountField | MoneyField | DecimalField): number {
  if (field.type === 'decimal') return LARGEST_DECIMAL
  return field.max ?? (field.type === 'money' ? LARGEST_MONEY : LARGEST_COUNT)
}
