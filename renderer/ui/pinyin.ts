import { useEffect, useSyncExternalStore } from 'react'

/** How a label answers to what was typed: it is all of it, it begins so, or it holds it. */
export type PinyinMatch = 'all' | 'begins' | 'holds'

type PinyinOf = typeof import('./pinyin-table').match
/** Whether `typed` is part of `label`, of its pinyin, or of its pinyin initials. */
export type MatchesPinyin = (label: string, typed: string) => boolean

// The table of pinyin is large, and only what is typed in letters needs it: a screen to look at does without.
let pinyinOf: PinyinOf | undefined
let loading: Promise<void> | undefined
let matches: MatchesPinyin = matchesPinyin
const waiting = new Set<() => void>()

/** Reads the table of pinyin, once. Where that fails, the next one who asks tries again. */
export function loadPinyin(): Promise<void> {
  loading ??= import('./pinyin-table').then(
    ({ match }) => {
      pinyinOf = match
      // Another function than before: what was found without the table is looked for again.
      matches = (label, typed) => matchesPinyin(label, typed)
      for (const tell of waiting) tell()
    },
    () => {
      loading = undefined
    },
  )
  return loading
}

function subscribe(tell: () => void): () => void {
  waiting.add(tell)
  return () => waiting.delete(tell)
}

/** Has the table of pinyin read. What asks is drawn again when it is there, for letters that were typed before. */
export function useMatchesPinyin(): MatchesPinyin {
  useEffect(() => void loadPinyin(), [])
  return useSyncExternalStore(subscribe, () => matches)
}

/** How `typed` is found in `label`, in its pinyin, or in its pinyin initials, once `loadPinyin` is done; `undefined`: it is not. */
export function pinyinMatch(label: string, typed: string): PinyinMatch | undefined {
  const wanted = typed.trim().toLowerCase()
  const at = label.toLowerCase().indexOf(wanted)
  if (at >= 0) return howFar(at, wanted.length, label.length)
  const matched = /^[a-z ]+$/.test(wanted) ? pinyinOf?.(label, wanted, { continuous: true }) : null
  return matched ? howFar(matched[0], matched.length, label.length) : undefined
}

function howFar(at: number | undefined, length: number, whole: number): PinyinMatch {
  if (at !== 0) return 'holds'
  return length === whole ? 'all' : 'begins'
}

/** @see MatchesPinyin, once `loadPinyin` is done */
export function matchesPinyin(label: string, typed: string): boolean {
  return pinyinMatch(label, typed) !== undefined
}
