import type { NameOf } from '../definition/define'
import type { Json } from '../json'
import type { Flat } from '../shapes'

/**
 * What merging leaves on records, as registers of the log: it travels, stands in the history, and can be taken back. Two
 * records that are not the same carry the word of it on one of them.
 */
export const MERGED_INTO = '$mergedInto'
const MERGED = '$merged/'
const DISTINCT = '$distinct/'
const MOVED = '$moved/'

/** On the record that stays: `true` for one that was merged into it. */
export const mergedKey = (dropped: string): string => MERGED + dropped
/** `true` for another record that is not the same, although it looks so. */
export const distinctKey = (other: string): string => DISTINCT + other
/** On a record whose references named the dropped one: field → what stood there. */
export const movedKey = (dropped: string): string => MOVED + dropped

export function isDistinctKey(key: string): boolean {
  return key.startsWith(DISTINCT)
}

export function isMarkKey(key: string): boolean {
  return key === MERGED_INTO || [MERGED, DISTINCT, MOVED].some((prefix) => key.startsWith(prefix))
}

/** A mark that one of the changes of a merge, or of one taken back, sets. */
export function isMergeKey(key: string): boolean {
  return isMarkKey(key) && !isDistinctKey(key)
}

/** The record that this one was merged into. */
export function mergedInto(flat: Flat): string | null {
  const into = flat[MERGED_INTO]
  return typeof into === 'string' ? into : null
}

/** The records that were merged into this one. */
export function mergedRecords(flat: Flat): string[] {
  return Object.keys(flat)
    .filter((key) => key.startsWith(MERGED) && flat[key] === true)
    .map((key) => key.slice(MERGED.length))
}

export function markLabel(key: string): string {
  if (key === MERGED_INTO) return '并入'
  if (key.startsWith(MERGED)) return '合并'
  return key.startsWith(DISTINCT) ? '不是重复' : '随合并改指'
}

/** A mark as a person reads it: the other record's name, nothing once it is taken back. */
export function markText(key: string, value: Json, nameOf: NameOf): string {
  if (value === null || value === undefined) return ''
  if (key === MERGED_INTO) return typeof value === 'string' ? nameOf(value) : ''
  return nameOf(key.slice(key.indexOf('/') + 1))
}
