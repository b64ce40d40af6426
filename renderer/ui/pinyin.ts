import { match } from 'pinyin-pro'

/** Whether `typed` is part of `label`, of its pinyin, or of its pinyin initials. */
export function matchesPinyin(label: string, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '' || label.toLowerCase().includes(wanted)) return true
  return /^[a-z ]+$/.test(wanted) && match(label, wanted, { continuous: true }) !== null
}
