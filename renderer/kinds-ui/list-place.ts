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
