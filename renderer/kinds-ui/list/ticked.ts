import { create } from 'zustand'

interface Ticks {
  readonly byKind: Readonly<Record<string, ReadonlySet<string>>>
}

const useTicks = create<Ticks>(() => ({ byKind: {} }))
const nothing: ReadonlySet<string> = new Set()

/** The ids ticked in the lists of a kind; they stay while filters change and while somebody looks at what will be printed. */
export function useTicked(kind: string): ReadonlySet<string> {
  return useTicks(({ byKind }) => byKind[kind] ?? nothing)
}

export function tickRecord(kind: string, id: string): void {
  setTicks(kind, (before) => (before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
}

/** Ticks these besides what is ticked already. */
export function tickRecords(kind: string, ids: readonly string[]): void {
  setTicks(kind, (before) => [...before, ...ids])
}

/** Takes these ticks away. */
export function untickRecords(kind: string, ids: readonly string[]): void {
  const gone = new Set(ids)
  setTicks(kind, (before) => [...before].filter((id) => !gone.has(id)))
}

export function untickAll(kind: string): void {
  setTicks(kind, () => [])
}

function setTicks(kind: string, after: (before: ReadonlySet<string>) => readonly string[]): void {
  useTicks.setState(({ byKind }) => ({
    byKind: { ...byKind, [kind]: new Set(after(byKind[kind] ?? nothing)) },
  }))
}
