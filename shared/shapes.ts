import type { Json } from './json'

declare const shape: unique symbol

/**
 * A record as it lies in the log: field → value, a sub-row under `field/rowId` (its cells, or `null` once removed), the
 * engine's own registers under `$…`. `null` means emptied. Keys that this version does not know are kept as they came.
 *
 * The brand exists for the compiler alone. An object literal is whichever shape it is written for; a value that has a shape
 * never passes for another. `toBody` and `toFlat` (`records/both-shapes.ts`) lead from one to the other.
 */
export type Flat = { readonly [key: string]: Json } & { readonly [shape]?: 'flat' }

/**
 * A record, or a patch of one, as a person sees it: field → value, sub-rows as arrays of cells with their `id`. Absent and
 * `null` both mean empty. In a patch a row without `id` is new, and `$deleted: true` removes one.
 */
export type Body = { readonly [field: string]: Json } & { readonly [shape]?: 'body' }

/** One sub-row: cell → value. Inside a body its `id` stands among the cells; a form's row not yet saved has `$new` instead. */
export type Cells = { readonly [cell: string]: Json } & { readonly [shape]?: 'cells' }

/** Whether a value holds the cells of a sub-row. */
export function isCells(value: Json | undefined): value is Cells {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The cells that a value holds; none where it is no sub-row. */
export function cellsOf(value: Json | undefined): Cells {
  return isCells(value) ? value : {}
}

/** The sub-rows that a value holds; what is no sub-row is left out (a check has refused it before). */
export function asRows(value: Json | undefined): readonly Cells[] {
  return Array.isArray(value) ? value.filter(isCells) : []
}
