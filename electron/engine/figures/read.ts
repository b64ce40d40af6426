import type { MeasureSource } from '../../../shared/figures/measures/define'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { dayAmong } from '../facts/counted-sql'
import { distinctSql } from './distinct-sql'
import { sumSql } from './figure-sql'
import type { Pass } from './passes'

/** What one unit's own records add to the measures of a pass: `v0`, `r0` … by their places in it. */
export interface SumRow {
  readonly unit: string | null
  /** Of a pass by words; null where nothing was chosen. */
  readonly word?: string | null
  readonly [sum: `v${number}` | `r${number}`]: number
}

const sums = new WeakMap<Pass, string>()

/** One pass over one kind's records of the days `from`…`to`. */
export function sumByUnit(db: ReadDb, pass: Pass, from: string, to: string): SumRow[] {
  return prepared<[number, number], SumRow>(db, textOfSums(pass)).all(dayAmong(from), dayAmong(to))
}

/** What reads a pass. */
export function textOfSums(pass: Pass): string {
  const text = sums.get(pass) ?? sumSql(pass)
  sums.set(pass, text)
  return text
}

/** A thing that records of one unit name. */
export interface ThingRow {
  /** The unit's number; null: none. */
  readonly unit: number | null
  readonly thing: string
  /** Its first record (`firstRecord`). */
  readonly first: number
}

const things = new WeakMap<MeasureSource, string>()

/** The different things that one source's records of the days `from`…`to` name. */
export function thingsByUnit(db: ReadDb, source: MeasureSource, from: string, to: string): ThingRow[] {
  interface Row extends Omit<ThingRow, 'thing'> {
    readonly thing: string | number
  }
  return prepared<[number, number], Row>(db, textOfThings(source))
    .all(dayAmong(from), dayAmong(to))
    .map(({ unit, thing, first }) => ({ unit, thing: String(thing), first }))
}

/** What reads the things of a source. */
export function textOfThings(source: MeasureSource): string {
  const text = things.get(source) ?? distinctSql(source)
  things.set(source, text)
  return text
}
