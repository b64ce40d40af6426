import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { NameOf } from '../../shared/definition/define'
import type { Transport } from '../transport/transport'
import { useTransport } from './engine-context'

/** Display names of records, asked for in batches and forgotten when anything is written. */
class NameCache {
  #names: ReadonlyMap<string, string> = new Map()
  readonly #wanted = new Set<string>()
  readonly #asked = new Set<string>()
  readonly #listeners = new Set<() => void>()
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
    transport.subscribe('changed', () => this.#forget())
    transport.subscribe('session', () => this.#forget())
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly names = (): ReadonlyMap<string, string> => this.#names

  want(ids: readonly string[]): void {
    const missing = ids.filter((id) => id !== '' && !this.#asked.has(id))
    if (missing.length === 0) return
    if (this.#wanted.size === 0) queueMicrotask(() => this.#ask())
    for (const id of missing) {
      this.#asked.add(id)
      this.#wanted.add(id)
    }
  }

  #ask(): void {
    const ids = [...this.#wanted]
    this.#wanted.clear()
    for (let start = 0; start < ids.length; start += 2000)
      this.#transport
        .call('records.names', { ids: ids.slice(start, start + 2000) })
        .then((answer) => {
          if ('error' in answer) {
            this.#giveBack(ids)
            return
          }
          this.#names = new Map([...this.#names, ...Object.entries(answer.ok.names)])
          for (const listener of this.#listeners) listener()
        })
        .catch(() => this.#giveBack(ids))
  }

  /** A name that could not be had is asked for again by the next screen. */
  #giveBack(ids: readonly string[]): void {
    for (const id of ids) this.#asked.delete(id)
  }

  #forget(): void {
    this.#asked.clear()
    this.want([...this.#names.keys()])
    for (const listener of this.#listeners) listener()
  }
}

const caches = new WeakMap<Transport, NameCache>()

function cacheOf(transport: Transport): NameCache {
  const known = caches.get(transport)
  if (known) return known
  const made = new NameCache(transport)
  caches.set(transport, made)
  return made
}

/** Stands for a name that is still on its way, or unknown here. */
export const NAME_UNKNOWN = '…'

/** Names for these record ids. */
export function useNames(ids: readonly string[]): NameOf {
  const cache = cacheOf(useTransport())
  const names = useSyncExternalStore(cache.subscribe, cache.names)
  useEffect(() => cache.want(ids), [cache, ids])
  return useCallback((id) => names.get(id) ?? NAME_UNKNOWN, [names])
}
