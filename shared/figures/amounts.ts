import type { Catalogue } from './measures/catalogue'
import type { Measure } from './measures/define'
import { holds, type UnitSet, type UnitTree } from './unit-tree'

/** What one unit's own records add to one measure. */
export interface Share {
  /** A count, whole 分 of a measure of money, or last places of an indicator; of a mean the sum of them all. */
  readonly value: number
  /** How many records add to it. */
  readonly rows: number
  /**
   * For a measure that counts different things: each thing that another share may name as well, and the first record that names it
   * (`source:date:rid`). `value` and `rows` count those beside them too that no other share names.
   */
  readonly first?: ReadonlyMap<string, string>
  /** What the records say in the text field that the measure names (`said`), each once, in their order. */
  readonly said?: readonly string[]
}

/** What each unit's own records (not those under it) add to each measure in one period: unit → measure → share. */
export type Amounts = ReadonlyMap<string, ReadonlyMap<string, Share>>

/** What figures are made of. */
export interface Counted {
  readonly tree: UnitTree
  /** The measures there are; absent: the program's. */
  readonly catalogue?: Catalogue
  /** By period name. */
  readonly amounts: ReadonlyMap<string, Amounts>
}

/** Whether what stands at a unit counts: it lies within the scope, at a level the measure counts. */
export function isWithin(tree: UnitTree, scope: UnitSet, measure: Measure, unit: string): boolean {
  if (!holds(scope, unit)) return false
  return measure.levels === undefined || measure.levels.includes(tree.get(unit)?.level ?? '')
}

/** The different things of several units, each with the first record of all that names it. */
export function firstOf(shares: readonly Share[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>()
  for (const share of shares)
    for (const [thing, at] of share.first ?? []) {
      const known = first.get(thing)
      if (known === undefined || at < known) first.set(thing, at)
    }
  return first
}

/** Shares of different things as one: what two of them name counts once. */
export function union(shares: readonly Share[]): Share {
  const first = firstOf(shares)
  let value = first.size
  let rows = new Set(first.values()).size
  for (const share of shares) {
    const alone = share.value - (share.first?.size ?? 0)
    if (alone === 0) continue
    value += alone
    rows += share.rows - new Set(share.first?.values()).size
  }
  return { value, rows, first }
}

/** Shares as one. */
export function sum(shares: readonly Share[]): Share {
  let value = 0
  let rows = 0
  for (const share of shares) {
    value += share.value
    rows += share.rows
  }
  return { value, rows }
}
