import { create } from 'zustand'

export const zoomsOfType = [100, 125, 150] as const
export type ZoomOfType = (typeof zoomsOfType)[number]

export const idleMinutes = [5, 10, 30] as const
export type IdleMinutes = (typeof idleMinutes)[number]

/** `auto`: as the system says. */
export const schemeChoices = ['auto', 'light', 'dark', 'contrast'] as const
export type SchemeChoice = (typeof schemeChoices)[number]

/** Height of a row at 100 % type, in px. */
export const rowHeights = { roomy: 44, dense: 36 } as const
export type Density = keyof typeof rowHeights
export const densities: readonly Density[] = ['roomy', 'dense']

/** Whether a part of the lists is wanted. */
export const shownOrHidden = ['shown', 'hidden'] as const
export type ShownOrHidden = (typeof shownOrHidden)[number]

/** One of these values as the browser kept it, or the one that stands until somebody chooses. */
function stored<V extends string | number>(key: string, values: readonly V[], otherwise: V): V {
  const text = localStorage.getItem(key)
  return values.find((value) => String(value) === text) ?? otherwise
}

const keys = {
  typeSize: 'yuanba.type-size',
  idleMinutes: 'yuanba.idle-minutes',
  scheme: 'yuanba.scheme',
  density: 'yuanba.density',
  numbers: 'yuanba.numbers',
  preview: 'yuanba.preview',
} as const

interface Chosen {
  /** Percent of the base type of 15 px. */
  readonly typeSize: ZoomOfType
  /** The window locks itself after so many minutes without input. */
  readonly idleMinutes: IdleMinutes
  readonly scheme: SchemeChoice
  readonly density: Density
  /** The column of human numbers in lists. */
  readonly numbers: ShownOrHidden
  /** The record beside its list. */
  readonly preview: ShownOrHidden
}

interface Preferences extends Chosen {
  readonly setTypeSize: (size: ZoomOfType) => void
  readonly setIdleMinutes: (minutes: IdleMinutes) => void
  readonly setScheme: (scheme: SchemeChoice) => void
  readonly setDensity: (density: Density) => void
  readonly setNumbers: (numbers: ShownOrHidden) => void
  readonly setPreview: (preview: ShownOrHidden) => void
}

/** What one person sets for this window; kept by the browser, never in the profile. */
export const usePreferences = create<Preferences>((set) => {
  const setter =
    <K extends keyof Chosen>(name: K) =>
    (value: Chosen[K]): void => {
      localStorage.setItem(keys[name], String(value))
      set({ [name]: value } as Pick<Chosen, K>)
    }
  return {
    typeSize: stored(keys.typeSize, zoomsOfType, 100),
    setTypeSize: setter('typeSize'),
    idleMinutes: stored(keys.idleMinutes, idleMinutes, 10),
    setIdleMinutes: setter('idleMinutes'),
    scheme: stored(keys.scheme, schemeChoices, 'auto'),
    setScheme: setter('scheme'),
    density: stored(keys.density, densities, 'roomy'),
    setDensity: setter('density'),
    numbers: stored(keys.numbers, shownOrHidden, 'shown'),
    setNumbers: setter('numbers'),
    preview: stored(keys.preview, shownOrHidden, 'shown'),
    setPreview: setter('preview'),
  }
})
