import type { Json } from '../json'
import type { Flat } from '../shapes'

/**
 * Leads stored keys from one version of a kind to the next: renames a key, turns its value into what it means now. A pure
 * function that keeps every key it does not know and never makes one key out of two.
 *
 * It is handed one key at a time, for a change holds only what it set; `null` is a key that was emptied. The engine's own
 * registers (`$…`) are not handed to it.
 */
export type Upgrade = (stored: Flat) => Flat

/** By the version that each starts from, without a gap from 1 to the one before the kind's own. */
export type Upgrades = Readonly<Record<number, Upgrade>>

/** What a change of a kind says: the keys it sets, and by key the changes whose values it replaces. */
interface Written {
  readonly set: Flat
  readonly over: { readonly [key: string]: readonly string[] }
}

/**
 * What a change of an older version says in the keys and values of this one: a value that moves to another key replaces there
 * what it replaced. A kind without upgrades, and a change of this version or a newer one, are answered as they are.
 */
export function upgradedWriting<W extends Written>(
  kind: { readonly version: number; readonly upgrades?: Upgrades } | undefined,
  version: number,
  written: W,
): W | Written {
  const upgrades = kind?.upgrades
  if (!upgrades || version >= kind.version) return written
  const set = new Map<string, Json>()
  const over = new Map<string, readonly string[]>()
  for (const [key, value] of Object.entries<Json>(written.set)) {
    const replaced = Object.hasOwn(written.over, key) ? (written.over[key] ?? []) : []
    const own = key.startsWith('$') ? { [key]: value } : upgradedKeys(upgrades, version, { [key]: value })
    for (const [name, now] of Object.entries<Json>(own)) {
      set.set(name, now)
      if (replaced.length > 0) over.set(name, replaced)
    }
  }
  return { set: Object.fromEntries(set), over: Object.fromEntries(over) }
}

function upgradedKeys(upgrades: Upgrades, from: number, stored: Flat): Flat {
  let now = stored
  for (let version = from; ; version += 1) {
    const upgrade = upgrades[version]
    if (!upgrade) return now
    now = upgrade(now)
  }
}
