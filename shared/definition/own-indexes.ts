import type { Kind } from './define'
import type { Field } from './fields'

/** Each index makes every insert of the kind dearer; what a list needs fits into so many. */
export const MOST_INDEXES = 12

/** Fields that records are found by, each through an index of its own: filters, orders, references, what is unique. */
export function ownIndexes(kind: Kind): readonly string[] {
  const references = Object.entries<Field>(kind.fields)
    .filter(([, { type, index }]) => index && (type === 'ref' || type === 'origin'))
    .map(([key]) => key)
  const unique = (kind.unique ?? []).map((group) => group.at(-1) ?? kind.sort.field)
  const all = new Set([...kind.filters, ...(kind.sorts ?? []), ...unique, ...references])
  return [...all].filter((key) => key !== kind.sort.field)
}

/** The dates that figures count a kind's records by, each through an index of its own. */
export function countedDates(kind: Kind): readonly string[] {
  const fields = Object.entries<Field>(kind.fields)
  if (!fields.some(([, { measured }]) => measured)) return []
  return ['date', ...fields.filter(([, { countedBy }]) => countedBy).map(([key]) => key)]
}

/** How many indexes a kind has: its order and its recycle bin have one each. */
export function indexCount(kind: Kind): number {
  return 2 + ownIndexes(kind).length + countedDates(kind).length
}
