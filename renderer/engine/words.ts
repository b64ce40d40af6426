import { useSyncExternalStore } from 'react'
import type { Output } from '../../shared/contract'
import { builtInOnly, type WordsOf } from '../../shared/definition/words'
import type { Transport } from '../transport/transport'
import { useTransport } from './engine-context'

/** The district's own words, asked for once and again when they change: typed here, or come with a bundle. */
class WordCache {
  #wordsOf: WordsOf = builtInOnly
  #asked = false
  readonly #listeners = new Set<() => void>()
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
    transport.subscribe('changed', ({ kinds }) => {
      if (kinds.includes('dictionary-entry')) this.#ask()
    })
    transport.subscribe('session', () => {
      this.#asked = false
      if (this.#listeners.size > 0) this.#ask()
    })
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (!this.#asked) this.#ask()
    return () => this.#listeners.delete(listener)
  }

  readonly wordsOf = (): WordsOf => this.#wordsOf

  #ask(): void {
    this.#asked = true
    this.#transport
      .call('records.words', {})
      .then((answer) => {
        if ('error' in answer) this.#asked = false
        else this.#tell(answer.ok)
      })
      .catch(() => {
        // The next screen asks again; until then the words that every district has are there.
        this.#asked = false
      })
  }

  #tell({ words }: Output<'records.words'>): void {
    this.#wordsOf = (dictionary) => words[dictionary] ?? []
    for (const listener of this.#listeners) listener()
  }
}

const caches = new WeakMap<Transport, WordCache>()

function cacheOf(transport: Transport): WordCache {
  const known = caches.get(transport)
  if (known) return known
  const made = new WordCache(transport)
  caches.set(transport, made)
  return made
}

/** The district's own words; drawn again when they arrive or change. */
export function useWords(): WordsOf {
  const cache = cacheOf(useTransport())
  return useSyncExternalStore(cache.subscribe, cache.wordsOf)
}
