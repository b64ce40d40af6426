import type { Share } from '../../../shared/figures/amounts'
import { UNFILLED } from '../../../shared/figures/measures/narrowed'
import type { Pass } from './passes'
import type { SumRow } from './read'

// How the rows of a database become shares, whichever database it is.

/** Adds what a row of a pass says to the shares of its unit. */
export function addSums({ sums, by }: Pass, row: SumRow, shares: Map<string, Share>): void {
  sums.forEach(({ measure }, at) => {
    if (by !== undefined && measure.narrowed?.word !== (row.word ?? UNFILLED)) return
    const place = by === undefined ? at : 0
    const value = row[`v${place}`] ?? 0
    addShare(shares, measure.name, { value, rows: row[`r${place}`] ?? value })
  })
}

/** Adds to what a unit adds to a measure. */
export function addShare(shares: Map<string, Share>, measure: string, { value, rows }: Share): void {
  if (rows === 0) return
  const before = shares.get(measure)
  shares.set(measure, { value: value + (before?.value ?? 0), rows: rows + (before?.rows ?? 0) })
}

/** By unit, or by district: each thing with the first record that names it. */
type Things<K> = Map<K, Map<string, string>>

export function newThings<K extends string | null>(): Things<K> {
  return new Map()
}

/** Notes a thing; the sources come in their order, so that the first stays. */
export function noteThing<K>(things: Things<K>, of: K, thing: string, first: string): void {
  const known = things.get(of) ?? new Map<string, string>()
  things.set(of, known)
  if (!known.has(thing)) known.set(thing, first)
}

export function shareOfThings(first: ReadonlyMap<string, string>): Share {
  return { value: first.size, rows: new Set(first.values()).size, first }
}
