import { pinyin } from 'pinyin-pro'
import { maskText } from '../../../shared/privacy/masks'

/** One value of a record as the slow, simple search reads it. */
export type NaiveValue =
  | { readonly as: 'name'; readonly whole: string; readonly masked: boolean }
  | { readonly as: 'digits'; readonly whole: string; readonly mask: 'phone' | 'id' }
  | { readonly as: 'text' | 'long' | 'number' | 'label'; readonly whole: string }

/** A record as the slow, simple search reads it; `at`: how many came to this computer before it. */
export interface NaiveRecord {
  readonly id: string
  readonly at: number
  readonly isUnit: boolean
  readonly values: readonly NaiveValue[]
}

export interface NaiveFound {
  readonly units: readonly string[]
  readonly people: readonly string[]
  readonly records: readonly string[]
}

/** Reads every record: the law that the index is held to. @param sees whether masked values are searched whole */
export function naiveFind(
  records: readonly NaiveRecord[],
  typed: string,
  limit: number,
  sees: boolean,
): NaiveFound {
  const groups = { units: [] as Ranked[], people: [] as Ranked[], records: [] as Ranked[] }
  for (const record of records) {
    const ofPeople = record.values.filter(({ as }) => as === 'name' || as === 'digits')
    const byPerson = rankOf(ofPeople, typed, sees)
    if (byPerson < NOT_FOUND) groups.people.push({ record, rank: byPerson })
    if (record.isUnit) {
      const others = record.values.filter(({ as }) => as !== 'name' && as !== 'digits')
      const rank = rankOf(others, typed, sees)
      if (rank < NOT_FOUND) groups.units.push({ record, rank })
    } else {
      const rank = rankBeside(record.values, typed, sees)
      if (rank < NOT_FOUND) groups.records.push({ record, rank })
    }
  }
  const first = (found: readonly Ranked[]): readonly string[] =>
    [...found]
      .sort((a, b) => a.rank - b.rank || b.record.at - a.record.at)
      .slice(0, limit)
      .map(({ record }) => record.id)
  return { units: first(groups.units), people: first(groups.people), records: first(groups.records) }
}

interface Ranked {
  readonly record: NaiveRecord
  readonly rank: number
}

const NOT_FOUND = 3

function rankOf(values: readonly NaiveValue[], typed: string, sees: boolean): number {
  const runs = runsIn(typed)
  const piece = runs.join('')
  if (piece === '') return NOT_FOUND
  const pieces = values.flatMap((value) => wholePieces(value, sees))
  if (pieces.some(({ text, isAll }) => isAll && text === piece)) return 0
  const isCut = (isWritten: boolean): boolean => (isWritten ? isLong(runs) : piece.length > 5)
  const begins = ({ text, isWritten }: WholePiece): boolean =>
    isCut(isWritten) ? text.startsWith(piece.slice(0, isWritten ? 4 : 5)) : text.startsWith(piece)
  if (pieces.some((one) => begins(one) && (!isCut(one.isWritten) || isAllSaid(values, typed, sees)))) return 1
  return isAllSaid(values, typed, sees) ? 2 : NOT_FOUND
}

/** Of what is longer the first four characters are looked up, or five letters as it is spoken; a number that is typed in groups is looked up whole. */
const isLong = (runs: readonly string[]): boolean =>
  runs.join('').length > 4 && !(runs.length > 1 && runs.every((run) => /^[0-9]+$/.test(run)))

/** Of a record found for more than its people: of several words all in any of its values, one in those that are none of a person. */
function rankBeside(values: readonly NaiveValue[], typed: string, sees: boolean): number {
  const others = values.filter(({ as }) => as !== 'name' && as !== 'digits')
  const rank = rankOf(others, typed, sees)
  if (rank < 2) return rank
  const words =
    askedRuns(typed).length === 1 ? [typed] : typed.split(' ').filter((word) => runsIn(word).length > 0)
  if (words.length === 1) return rank
  const isBeside = words.some((word) => isAllSaid(others, word, sees))
  return isBeside && isAllSaid(values, typed, sees) ? 2 : NOT_FOUND
}

function askedRuns(typed: string): readonly string[] {
  const runs = runsIn(typed)
  return /^\d{3,17}x$/.test(runs.join('')) ? [runs.join('')] : runs
}

function isAllSaid(values: readonly NaiveValue[], typed: string, sees: boolean): boolean {
  return askedRuns(typed).every((run) => values.some((value) => says(value, run, sees)))
}

/** What of a value is searched: all of it, or what its mask leaves at the beginning. */
function visible(value: NaiveValue, sees: boolean): { readonly text: string; readonly isAll: boolean } {
  if (value.as !== 'name' || !value.masked || sees) return { text: value.whole, isAll: true }
  return { text: maskText('name', value.whole).replace('*', ''), isAll: false }
}

/** A value in one piece. */
interface WholePiece {
  readonly text: string
  readonly isAll: boolean
  readonly isWritten: boolean
}

function wholePieces(value: NaiveValue, sees: boolean): readonly WholePiece[] {
  if (value.as === 'long' || value.as === 'label') return []
  if (value.as === 'digits')
    return sees ? [{ text: value.whole.toLowerCase(), isAll: true, isWritten: true }] : []
  const { text, isAll } = visible(value, sees)
  const written = { text: runsIn(text).join(''), isAll, isWritten: true }
  if (value.as === 'number') return [written]
  return [
    written,
    ...spokenPieces(text, value.as === 'name').map((said) => ({ text: said, isAll, isWritten: false })),
  ]
}

function spokenPieces(text: string, isName: boolean): readonly string[] {
  const runs = runsIn(text)
  if (!runs.some(isHan)) return []
  return ['off', 'head'].flatMap((surname) => {
    const syllables = runs.map((run) =>
      isHan(run) ? readings(run, surname === 'head' && mayBeName(run, isName) ? 'head' : 'off') : [run],
    )
    const initials = syllables.map((of, at) =>
      isHan(runs[at] ?? '') ? of.map(([first]) => first).join('') : of.join(''),
    )
    return [syllables.flat().join(''), initials.join('')]
  })
}

const mayBeName = (run: string, isName: boolean): boolean => run.length >= (isName ? 1 : 2) && run.length <= 4

const readings = (run: string, surname: 'off' | 'head'): string[] =>
  pinyin(run, { toneType: 'none', type: 'array', v: true, surname })

function says(value: NaiveValue, run: string, sees: boolean): boolean {
  if (value.as === 'digits') {
    const whole = value.whole.toLowerCase()
    const end = maskText(value.mask, value.whole).toLowerCase().replace(/^.*\*/, '')
    const ends = [5, 6, 7, 8].filter((length) => length < whole.length).map((length) => whole.slice(-length))
    return [end, ...(sees ? [whole, ...ends] : [])].some((text) => text.startsWith(run))
  }
  const { text } = visible(value, sees)
  const words = runsIn(text)
  if (isHan(run)) return words.some((word) => word.includes(run))
  const serial = value.as === 'number' ? (words.at(-1) ?? '').replace(/^0+/, '') : run
  if (value.as === 'number' && serial.startsWith(run)) return true
  if (words.some((word) => !isHan(word) && word.startsWith(run))) return true
  if (value.as === 'long') return false
  return words.filter(isHan).some((word) =>
    (['off', 'head'] as const).some((surname) => {
      if (surname === 'head' && !mayBeName(word, value.as === 'name')) return false
      const syllables = readings(word, surname)
      return syllables.some((_, from) => {
        const said = syllables.slice(from, from + 4).join('')
        const initials = syllables.slice(from, from + 8).map(([first]) => first)
        return said.startsWith(run) || initials.join('').startsWith(run)
      })
    }),
  )
}

const isHan = (run: string): boolean => /^[\u4e00-\u9fff]/.test(run)

function runsIn(text: string): string[] {
  return text.toLowerCase().match(/[\u4e00-\u9fff]+|[a-z]+|[0-9]+/g) ?? []
}
