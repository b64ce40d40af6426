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
  useTicks.setState(({ byKind }) => {
    const after = new Set(byKind[kind] ?? nothing)
    if (!after.delete(id)) after.add(id)
    return { byKind: { ...byKind, [kind]: after } }
  })
}

export function untickAll(kind: string): void {
  useTicks.setState(({ byKind }) => ({ byKind: { ...byKind, [kind]: nothing } }))
}
