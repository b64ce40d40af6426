import { match } from 'pinyin-pro'

/** How a label answers to what was typed: it is all of it, it begins so, or it holds it. */
export type PinyinMatch = 'all' | 'begins' | 'holds'

/** How `typed` is found in `label`, in its pinyin, or in its pinyin initials; `undefined`: it is not. */
export function pinyinMatch(label: string, typed: string): PinyinMatch | undefined {
  const wanted = typed.trim().toLowerCase()
  const at = label.toLowerCase().indexOf(wanted)
  if (at >= 0) return howFar(at, wanted.length, label.length)
  const matched = /^[a-z ]+$/.test(wanted) ? match(label, wanted, { continuous: true }) : null
  return matched ? howFar(matched[0], matched.length, label.length) : undefined
}

function howFar(at: number | undefined, length: number, whole: number): PinyinMatch {
  if (at !== 0) return 'holds'
  return length === whole ? 'all' : 'begins'
}

/** Whether `typed` is part of `label`, of its pinyin, or of its pinyin initials. */
export function matchesPinyin(label: string, typed: string): boolean {
  return pinyinMatch(label, typed) !== undefined
}
