import { create } from 'zustand'

export const typeSizes = [100, 125, 150] as const
export type TypeSize = (typeof typeSizes)[number]

const storageKey = 'yuanba.type-size'

function storedSize(): TypeSize {
  const stored = Number(localStorage.getItem(storageKey))
  return typeSizes.find((size) => size === stored) ?? 100
}

interface Preferences {
  /** Percent of the base type of 16 px. */
  readonly typeSize: TypeSize
  readonly setTypeSize: (size: TypeSize) => void
}

/** What one person sets for this window; kept by the browser, never in the profile. */
export const usePreferences = create<Preferences>((set) => ({
  typeSize: storedSize(),
  setTypeSize: (typeSize) => {
    localStorage.setItem(storageKey, String(typeSize))
    set({ typeSize })
  },
}))
