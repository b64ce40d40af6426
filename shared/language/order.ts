import { remembering } from './remember'
import { syllablesOf } from './syllables'

const collator = new Intl.Collator('en', { numeric: true })

/** Whoever reads otherwise than the version of pinyin-pro that this stands for reads nothing here that was read before. */
export const READ_BY = 'pinyin-pro 3.29.4'

const learned = new Map<string, string>()

/** How a name is read, with its tones: 重庆 as chong2 qing4, which no table of single characters knows. */
export const readingOf = remembering(
  (name) => learned.get(name) ?? syllablesOf(name, { toneType: 'num', nonZh: 'consecutive' }).join(' '),
)

/** Takes over how names were read before by the same version (`READ_BY`), so that ordering them needs no table of pinyin. */
export function learnReadings(readings: Readonly<Record<string, string>>): void {
  for (const [name, reading] of Object.entries(readings)) learned.set(name, reading)
}

/** Names in the order of a Chinese dictionary, by pinyin; numbers in them by their value: 2组 before 10组. */
export function compareNames(a: string, b: string): number {
  return collator.compare(readingOf(a), readingOf(b)) || (a < b ? -1 : a > b ? 1 : 0)
}
