import { useSyncExternalStore } from 'react'

/**
 * The addresses that led to this one, the newest last: what ← 返回 goes back along. Kept beside the browser's own history, which
 * does not tell what it holds.
 */
let trail: readonly string[] = [location.hash]
const listeners = new Set<() => void>()

/** The trail after the address became `hash`; `replaces` where it took the place of the one before. */
export function trailAfter(before: readonly string[], hash: string, replaces: boolean): readonly string[] {
  if (before.at(-1) === hash) return before
  if (replaces) return [...before.slice(0, -1), hash]
  // One step back is one step back, whoever made it.
  return before.at(-2) === hash ? before.slice(0, -1) : [...before, hash]
}

/** The addresses that somebody was at, the newest first, each once: paths inside the hash. */
export function beenAt(): readonly string[] {
  return [...new Set(trail.toReversed().map((hash) => hash.slice(1) || '/'))]
}

let isReplacing = false

/** Called by `navigate` around an address that takes the place of the current one. */
export function replacing(run: () => void): void {
  isReplacing = true
  try {
    run()
  } finally {
    isReplacing = false
  }
}

addEventListener('hashchange', () => {
  trail = trailAfter(trail, location.hash, isReplacing)
  for (const listener of listeners) listener()
})

/** Whether there is somewhere to go back to inside the window. */
export function useCanGoBack(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => trail.length > 1,
  )
}

/** What an address is called by whoever was sent on from it: 「月报 活动64场次」. */
const names = new Map<string, string>()

/** Names the address that stands here now, before a link leads away from it. */
export function nameHere(name: string): void {
  names.set(location.hash, name)
}

/** What ← 返回 leads back to, where it was named; undefined otherwise. */
export function useNameBack(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => names.get(trail.at(-2) ?? ''),
  )
}

/** Goes one address back, or to `otherwise` where nothing led here: its filters and its row are in the address. */
export function goBack(otherwise: string): void {
  if (trail.length > 1) history.back()
  else location.hash = otherwise
}
