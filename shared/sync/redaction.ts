import type { Change } from './change'
import { isOfficial } from './site'

/**
 * A redaction: the district's word that what was typed of one record is erased. It stands in no registry; nobody types, lists or
 * edits one. Its change sets `record` and says the reason; whoever holds it drops the values of that record for good.
 */
export const REDACTION_KIND = 'redaction'
export const REDACTION_VERSION = 1

/** The record that a redaction erases; `undefined` for any other change, and for one that names none. */
export function redactedBy({ kind, set }: Pick<Change, 'kind' | 'set'>): string | undefined {
  const { record } = set
  return kind === REDACTION_KIND && typeof record === 'string' ? record : undefined
}

/** A unit tells of no person, and everything else stands in one: a redaction of the own street would take a laptop its place. */
const UNIT_KIND = 'unit'

/** Whether what a record says outlives a redaction that names it, so that it is made anew after one. */
export const outlivesRedaction = ({ kind }: Pick<Change, 'kind'>): boolean =>
  kind === REDACTION_KIND || kind === UNIT_KIND

/**
 * Whether a change's values may be erased. A redaction stays: without it nobody could tell why the values of others are missing.
 * So do units, and what says who is who.
 */
export const isErasable = (change: Pick<Change, 'kind'>): boolean =>
  !outlivesRedaction(change) && !isOfficial(change)
