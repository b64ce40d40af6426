import { builtInWords, type DictionaryName } from '../dictionaries'
import type { Json } from '../json'
import type { CellField, ChoiceField, ChoicesField, Field } from './fields'

/** One word that the district added to a dictionary (a living `dictionary-entry`). */
export interface DistrictWord {
  readonly value: string
  readonly label: string
  /** Not to be chosen any more; records that hold it show it as before. */
  readonly retired: boolean
}

/**
 * Gives the district's own words of a dictionary, in its order: whoever reads or shows values gets it beside `NameOf`, because
 * the words are records like any other and come with bundles.
 */
export type WordsOf = (dictionary: DictionaryName) => readonly DistrictWord[]

/** For where no profile is open: only the words that every district has. */
export const builtInOnly: WordsOf = () => []

/** One thing that can be chosen. */
export interface Option {
  readonly value: string
  readonly label: string
}

/** Fields with a list to choose from. */
export type Enumerated = ChoiceField | ChoicesField

/** Whether a field chooses from a list. */
export function isEnumerated(field: Field | undefined): field is Enumerated {
  return field?.type === 'choice' || field?.type === 'choices'
}

/** What may be chosen in a field: the words of every district, then the district's own that are not retired. */
export function optionsOf(field: Enumerated, wordsOf: WordsOf): readonly Option[] {
  return [...builtIn(field), ...districtOptions(field, wordsOf, false)]
}

/** What a stored value of a field can be: as `optionsOf`, the retired ones at the end. Filters offer it. */
export function storedOptionsOf(field: Enumerated, wordsOf: WordsOf): readonly Option[] {
  return [...optionsOf(field, wordsOf), ...districtOptions(field, wordsOf, true)]
}

/** The label of a stored value, retired or not; the value itself when its word is not known here (its entry has not arrived). */
export function labelOf(field: Enumerated, value: Json | undefined, wordsOf: WordsOf): string {
  if (typeof value !== 'string') return value === undefined || value === null ? '' : String(value)
  const { options } = field
  if (Object.hasOwn(options, value)) return options[value] ?? value
  return ownWords(field, wordsOf).find((word) => word.value === value)?.label ?? value
}

/** The label of a value of a dictionary, as `labelOf`. */
export function wordLabel(dictionary: DictionaryName, value: Json | undefined, wordsOf: WordsOf): string {
  return labelOf({ type: 'choice', label: '', options: builtInWords(dictionary), dictionary }, value, wordsOf)
}

/** Whether a value is one of the district's words that may be chosen in this field. */
export function isDistrictWord(field: CellField, value: string, wordsOf: WordsOf): boolean {
  if (!isEnumerated(field)) return false
  return ownWords(field, wordsOf).some((word) => word.value === value && !word.retired)
}

function builtIn(field: Enumerated): readonly Option[] {
  return Object.entries(field.options).map(([value, label]) => ({ value, label }))
}

function districtOptions(field: Enumerated, wordsOf: WordsOf, retired: boolean): readonly Option[] {
  const words = ownWords(field, wordsOf).filter((word) => word.retired === retired)
  return words.map(({ value, label }) => ({ value, label }))
}

function ownWords(field: Enumerated, wordsOf: WordsOf): readonly DistrictWord[] {
  return field.dictionary === undefined ? [] : wordsOf(field.dictionary)
}
