import { builtInOnly, isEnumerated, labelOf, type WordsOf } from '../../definition/words'
import { kindOf } from '../../kinds'
import type { Measure } from './define'

/** What stands for a choice that nobody made: no district may write it as a word. */
export const UNFILLED = ''

/** What a district may write as the value of one of its words, and what stands in SQL text; or nothing chosen. */
const wordShape = /^[A-Za-z0-9_-]{0,40}$/

/**
 * The name of a measure that counts only the records whose `field` is, or holds, `value`: `activities:topics=wages`. What is narrowed
 * may be narrowed by another field once more. `UNFILLED`: the records that say nothing there.
 */
export function narrowedName(measure: string, field: string, value: string): string {
  return `${measure}:${field}=${value}`
}

/**
 * The measure behind such a name: the same counting, over those of its sources that have the field. `undefined` when the
 * name says no such thing, or no source has the field as a measured choice.
 * @param measureOf the measure of the name before the last narrowing @param wordsOf for the label
 */
export function narrowedMeasure(
  name: string,
  measureOf: (name: string) => Measure | undefined,
  wordsOf: WordsOf = builtInOnly,
): Measure | undefined {
  const match = /^(.+):([A-Za-z]+)=([^:=]*)$/.exec(name)
  const [, from = '', field = '', value = ''] = match ?? []
  const base = match && (measureOf(from) ?? narrowedMeasure(from, measureOf, wordsOf))
  if (!base || base.ratio || !wordShape.test(value)) return undefined
  const over = base.over.filter(({ kind, where = {} }) => {
    const declared = kindOf(kind).fields[field]
    return isEnumerated(declared) && declared.measured === true && !Object.hasOwn(where, field)
  })
  const [first] = over
  const declared = first && kindOf(first.kind).fields[field]
  if (!isEnumerated(declared)) return undefined
  const word = value === UNFILLED ? '未填写' : labelOf(declared, value, wordsOf)
  return {
    ...base,
    name,
    narrowed: { measure: base.name, field, word: value },
    label: base.narrowed
      ? `${base.label.slice(0, -1)}，${declared.label}：${word}）`
      : `${base.label}（${declared.label}：${word}）`,
    over: over.map((source) => ({ ...source, where: { ...source.where, [field]: [value] } })),
  }
}
