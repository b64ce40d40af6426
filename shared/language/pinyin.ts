import { syllablesOf } from './syllables'
import { isHan, runsOf } from './word-runs'

/** Terms are no longer than so many syllables, or initials: nobody types more. */
const SYLLABLES = 4
const INITIALS = 8

/** `name`: a single character may be a surname too, which is all that a mask leaves of somebody. */
export type SpokenAs = 'text' | 'name'

/**
 * The pinyin of a text and its initials, from every character on, as search terms. Both readings of what may be a name: 解 is
 * jie, but as a surname xie.
 */
export function spoken(text: string, as: SpokenAs = 'text'): readonly string[] {
  const terms = new Set<string>()
  for (const run of runsOf(text).filter(isHan))
    for (const syllables of readingsOf(run, as)) addReading(terms, syllables)
  return [...terms]
}

/** A whole text as it is spoken, in one piece, and its initials; what is no Han character stands as it is. Each reading once. */
export function spokenWhole(text: string, as: SpokenAs = 'text'): readonly string[] {
  const runs = runsOf(text)
  if (!runs.some(isHan)) return []
  const readings = runs.map((run) => (isHan(run) ? readingsOf(run, as) : [[run]]))
  const said = [0, 1].flatMap((reading) => {
    const syllables = readings.map((of) => of[reading] ?? of[0] ?? [])
    const initials = syllables.map((of, at) => (isHan(runs[at] ?? '') ? initialsOf(of) : of.join('')))
    return [syllables.flat().join(''), initials.join('')]
  })
  return [...new Set(said)]
}

/** How a run of Han characters is read, and how as a name where it may be one. */
function readingsOf(run: string, as: SpokenAs): readonly (readonly string[])[] {
  const least = as === 'name' ? 1 : 2
  const mayBeName = run.length >= least && run.length <= 4
  return mayBeName ? [read(run, 'off'), read(run, 'head')] : [read(run, 'off')]
}

function read(run: string, surname: 'off' | 'head'): string[] {
  return syllablesOf(run, { toneType: 'none', surname })
}

function addReading(terms: Set<string>, syllables: readonly string[]): void {
  syllables.forEach((_, from) => {
    terms.add(syllables.slice(from, from + SYLLABLES).join(''))
    terms.add(initialsOf(syllables.slice(from, from + INITIALS)))
  })
}

function initialsOf(syllables: readonly string[]): string {
  return syllables.map((syllable) => syllable.slice(0, 1)).join('')
}
