import { create } from 'zustand'

export const zoomsOfType = [100, 125, 150] as const
export type ZoomOfType = (typeof zoomsOfType)[number]

export const idleMinutes = [5, 10, 30] as const
export type IdleMinutes = (typeof idleMinutes)[number]

const idleKey = 'yuanba.idle-minutes'

function storedIdle(): IdleMinutes {
  const stored = Number(localStorage.getItem(idleKey))
  return idleMinutes.find((minutes) => minutes === stored) ?? 10
}

const storageKey = 'yuanba.type-size'

function storedSize(): ZoomOfType {
  const stored = Number(localStorage.getItem(storageKey))
  return zoomsOfType.find((size) => size === stored) ?? 100
}

interface Preferences {
  /** Percent of the base type of 16 px. */
  readonly typeSize: ZoomOfType
  readonly setTypeSize: (size: ZoomOfType) => void
  /** The window locks itself after so many minutes without input. */
  readonly idleMinutes: IdleMinutes
  readonly setIdleMinutes: (minutes: IdleMinutes) => void
}

/** What one person sets for this window; kept by the browser, never in the profile. */
export const usePreferences = create<Preferences>((set) => ({
  typeSize: storedSize(),
  setTypeSize: (typeSize) => {
    localStorage.setItem(storageKey, String(typeSize))
    set({ typeSize })
  },
  idleMinutes: storedIdle(),
  setIdleMinutes: (idleMinutes) => {
    localStorage.setItem(idleKey, String(idleMinutes))
    set({ idleMinutes })
  },
}))
