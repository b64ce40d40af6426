import { create } from 'zustand'

interface LeftLists {
  readonly searches: Readonly<Record<string, string>>
}

const useLeftLists = create<LeftLists>(() => ({ searches: {} }))

/** The query that the list of a kind was left with, its row among it: going back to it finds what was seen; `''` for none. */
export function leftSearch(kind: string): string {
  return useLeftLists.getState().searches[kind] ?? ''
}

export function keepLeftSearch(kind: string, search: string): void {
  useLeftLists.setState(({ searches }) => ({ searches: { ...searches, [kind]: search } }))
}
