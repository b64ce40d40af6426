import type { Json } from '../../../shared/json'
import { type Change, nameOf } from '../../../shared/sync/change'

/** The changes of one record by id. */
export type Changes = ReadonlyMap<string, Change>

/** The value that a change wrote under a key; undefined for a change that has not arrived or did not write it. */
export function valueAt(changes: Changes, id: string, key: string): Json | undefined {
  const change = changes.get(id)
  return change && Object.hasOwn(change.set, key) ? change.set[key] : undefined
}

/** Every change whose value of `key` this one replaces, directly or by way of others. */
function replacedBy(changes: Changes, id: string, key: string): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [id]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const over = changes.get(next)?.over
    const names = over && Object.hasOwn(over, key) ? (over[key] ?? []) : []
    for (const before of [...changes.keys()].filter((other) => names.includes(nameOf(other))))
      if (!found.has(before)) {
        found.add(before)
        open.push(before)
      }
  }
  return found
}

/** The newest change whose value of `key` all of these replaced: where they parted. */
export function partingOf(changes: Changes, heads: readonly string[], key: string): string | undefined {
  const [first, ...others] = heads.map((id) => replacedBy(changes, id, key))
  const common = [...(first ?? [])].filter((id) => others.every((set) => set.has(id)))
  // Not by time alone: what replaces a change from the future sorts before it.
  const before = new Set(common.flatMap((id) => [...replacedBy(changes, id, key)]))
  const last = common.filter((id) => !before.has(id))
  return (last.length > 0 ? last : common).sort().at(-1)
}
