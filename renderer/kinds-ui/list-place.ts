import { create } from 'zustand'

/** Where a list was left: the marked row, and how many rows had been loaded to get there. */
export interface ListPlace {
  readonly marked: number
  readonly loaded: number
}

interface ListPlaces {
  readonly places: Readonly<Record<string, ListPlace>>
}

const useListPlaces = create<ListPlaces>(() => ({ places: {} }))

/** The place of a list (its kind and filters), so that coming back from a record finds the same row. */
export function listPlace(list: string): ListPlace {
  return useListPlaces.getState().places[list] ?? { marked: 0, loaded: 0 }
}

export function keepListPlace(list: string, place: ListPlace): void {
  useListPlaces.setState(({ places }) => ({ places: { ...places, [list]: place } }))
}

interface LeftLists {
  readonly searches: Readonly<Record<string, string>>
}

const useLeftLists = create<LeftLists>(() => ({ searches: {} }))

/** The query that the list of a kind was left with, so that going back to it finds what was filtered; `''` for none. */
export function leftSearch(kind: string): string {
  return useLeftLists.getState().searches[kind] ?? ''
}

export function keepLeftSearch(kind: string, search: string): void {
  useLeftLists.setState(({ searches }) => ({ searches: { ...searches, [kind]: search } }))
}
