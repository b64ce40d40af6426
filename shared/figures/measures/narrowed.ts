import { kindOf } from '../../kinds'
import type { Measure } from './define'

/** What a district may write as the value of one of its words, and what stands in SQL text. */
const wordShape = /^[A-Za-z0-9_-]{1,40}$/

/** The name of a measure that counts only the records whose `field` is, or holds, `value`: `activities:topics=wages`. */
export function narrowedName(measure: string, field: string, value: string): string {
  return `${measure}:${field}=${value}`
}

/**
 * The measure behind such a name: the same counting, over those of its sources that have the field. `undefined` when the
 * name says no such thing, or no source has the field as a measured choice.
 */
export function narrowedMeasure(
  name: string,
  measureOf: (name: string) => Measure | undefined,
): Measure | undefined {
  const match = /^([A-Za-z]+):([A-Za-z]+)=(.+)$/.exec(name)
  const base = measureOf(match?.[1] ?? '')
  const [, , field = '', value = ''] = match ?? []
  if (!base || base.ratio || !wordShape.test(value)) return undefined
  const over = base.over.filter(({ kind, where = {} }) => {
    const declared = kindOf(kind).fields[field]
    const narrows = declared?.type === 'choice' || declared?.type === 'choices'
    return narrows && declared.measured === true && !Object.hasOwn(where, field)
  })
  const [first] = over
  if (!first) return undefined
  const declared = kindOf(first.kind).fields[field]
  const options: Readonly<Record<string, string>> = declared && 'options' in declared ? declared.options : {}
  const word = Object.hasOwn(options, value) ? (options[value] ?? value) : value
  return {
    ...base,
    name,
    narrowed: { measure: base.name, field, word: value },
    label: `${base.label}（${declared?.label ?? field}：${word}）`,
    over: over.map((source) => ({ ...source, where: { ...source.where, [field]: [value] } })),
  }
}
