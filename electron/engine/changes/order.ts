import { type Change, nameOf } from '../../../shared/sync/change'

/**
 * Changes of one record in the order in which people made them, out of id order: each behind those that it replaces. A change
 * that replaces one from a clock far ahead has the lower id of the two.
 */
export function asMade(changes: readonly Change[]): readonly Change[] {
  const named = Map.groupBy(changes, ({ id }) => nameOf(id))
  const begun = new Set<Change>()
  const made = new Set<Change>()
  for (const one of changes) {
    // A list of its own and no recursion: a hostile chain may be as long as a file.
    const open = [one]
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const before = begun.has(top) ? [] : replacedBy(top, named).filter((other) => !begun.has(other))
      begun.add(top)
      if (before.length === 0) made.add(open.pop() ?? top)
      else open.push(...before)
    }
  }
  return [...made]
}

const replacedBy = ({ over }: Change, named: ReadonlyMap<string, readonly Change[]>): readonly Change[] =>
  Object.values(over).flatMap((names) => names.flatMap((name) => named.get(name) ?? []))
