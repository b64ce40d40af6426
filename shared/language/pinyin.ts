import { pinyin } from 'pinyin-pro'
import { isHan, runsOf } from './word-runs'

/** Terms are no longer than so many syllables, or initials: nobody types more. */
const SYLLABLES = 4
const INITIALS = 8

/**
 * The pinyin of a text and its initials, from every character on, as search terms. Both readings of what may be a name: 解 is
 * jie, but as a surname xie.
 */
export function spoken(text: string): string {
  const terms = new Set<string>()
  for (const run of runsOf(text).filter(isHan)) {
    addReading(terms, read(run, 'off'))
    if (run.length >= 2 && run.length <= 4) addReading(terms, read(run, 'head'))
  }
  return [...terms].join(' ')
}

function read(run: string, surname: 'off' | 'head'): string[] {
  return pinyin(run, { toneType: 'none', type: 'array', v: true, surname })
}

function addReading(terms: Set<string>, syllables: readonly string[]): void {
  syllables.forEach((_, from) => {
    terms.add(syllables.slice(from, from + SYLLABLES).join(''))
    terms.add(
      syllables
        .slice(from, from + INITIALS)
        .map((syllable) => syllable.slice(0, 1))
        .join(''),
    )
  })
}
