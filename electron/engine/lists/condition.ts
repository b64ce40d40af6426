import type { Kind } from '../../../shared/definition/define'
import type { ReadDb } from '../context'
import type { Above } from '../exchange/receipts'
import { comparedWith } from '../facts/stored'

/** A parameter: a fact as its column holds it, or what else is asked. */
export type ComparedValue = string | number

/** What a fact of a record is held to, as lists compare it: an empty one is `''`, or −1 where it is a number. */
type FactCondition =
  | { readonly op: 'is'; readonly field: string; readonly value: ComparedValue }
  /** A day; those that are empty lie before every one. */
  | { readonly op: 'from' | 'upTo'; readonly field: string; readonly value: number }
  /** A number or a day within its range; one of both is there. What is empty lies in none. */
  | {
      readonly op: 'within'
      readonly field: string
      readonly from: number | undefined
      readonly to: number | undefined
    }
  | { readonly op: 'among' | 'notAmong'; readonly field: string; readonly values: readonly ComparedValue[] }
  /** A field of several values has this one among them, by number; `undefined`: has any. */
  | { readonly op: 'holds'; readonly field: string; readonly value: number | undefined }

/** One condition of a filter as data; `filter-sql.ts` prints it. Fields are indexed ones of the filter's kind. */
export type Condition =
  | FactCondition
  /** Records that are known already, by number. */
  | { readonly op: 'rids'; readonly rids: readonly number[] }
  | { readonly op: 'nothing' }
  /** With photos or scans, or without any. */
  | { readonly op: 'files'; readonly some: boolean }
  | { readonly op: 'conflicting' }
  /** Approved, where the district asks for it. */
  | { readonly op: 'approvedWhereAsked' }
  /** Found by an expression of the full-text search. */
  | { readonly op: 'matches'; readonly expression: string }
  /** With a change above one of these places. */
  | { readonly op: 'changedAbove'; readonly places: readonly Above[] }
  | { readonly op: 'not'; readonly condition: Condition }
  | { readonly op: 'both'; readonly one: Condition; readonly other: Condition }

/** That a field says this value; `''`: that it is empty. */
export function sayingThat(db: ReadDb, kind: Kind, field: string, value: ComparedValue): Condition {
  const compared = comparedWith(db, kind, field, value)
  return compared === undefined ? { op: 'nothing' } : { op: 'is', field, value: compared }
}

/** The values that a condition holds a field to, if it does. */
export function heldTo(
  condition: Condition,
): { readonly field: string; readonly values: readonly ComparedValue[] } | undefined {
  if (condition.op === 'is') return { field: condition.field, values: [condition.value] }
  return condition.op === 'among' ? condition : undefined
}

/** Whether so few records meet a condition that they are best fetched by number and sorted. */
export function isMetByFew(condition: Condition): boolean {
  if (condition.op === 'both') return isMetByFew(condition.one) || isMetByFew(condition.other)
  return condition.op === 'rids' || condition.op === 'nothing' || condition.op === 'conflicting'
}
