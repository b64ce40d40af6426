import type { Above } from '../exchange/receipts'

export type ComparedValue = string | number

/** What a field of a record is held to. A field without a value is `''` here, or −1 where it counts. */
type FieldCondition =
  | { readonly op: 'is' | 'from'; readonly field: string; readonly value: ComparedValue }
  /** Up to and with this one, not those that are empty. */
  | { readonly op: 'upTo'; readonly field: string; readonly value: ComparedValue }
  | { readonly op: 'among' | 'notAmong'; readonly field: string; readonly values: readonly string[] }

/** One condition of a filter as data; `filter-sql.ts` prints it. Fields are indexed ones of the filter's kind. */
export type Condition =
  | FieldCondition
  | { readonly op: 'ids'; readonly ids: readonly string[] }
  /** Records that are known already, by number. */
  | { readonly op: 'rids'; readonly rids: readonly number[] }
  | { readonly op: 'nothing' }
  | { readonly op: 'conflicting' }
  /** Found by an expression of the full-text search. */
  | { readonly op: 'matches'; readonly expression: string }
  /** With a change above one of these places. */
  | { readonly op: 'changedAbove'; readonly places: readonly Above[] }
  | { readonly op: 'not'; readonly condition: Condition }
  | { readonly op: 'both'; readonly one: Condition; readonly other: Condition }

/** The field that a condition holds to one value, if it does. */
export function pinnedBy(condition: Condition): string | undefined {
  return condition.op === 'is' ? condition.field : undefined
}

/** Whether so few records meet a condition that they are best fetched by number and sorted. */
export function isMetByFew(condition: Condition): boolean {
  if (condition.op === 'both') return isMetByFew(condition.one) || isMetByFew(condition.other)
  return condition.op === 'rids' || condition.op === 'nothing' || condition.op === 'conflicting'
}
