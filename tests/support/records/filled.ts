import { addDays } from '../../../shared/dates'
import { isTyped, type Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { kindOf } from '../../../shared/kinds'
import type { Body } from '../../../shared/shapes'

/** A record to point at, by kind; units by level. */
export type Targets = (kind: string, levels?: readonly string[]) => string

/** Made-up values that pass every check; a number belongs to nobody. */
const formats = {
  phone: '13800001234',
  idNumber: '11010519491231002X',
  bankCard: '4111111111111111',
  creditCode: '91350100M000100Y43',
} as const

/** Values that fields need beside what their type needs. */
const particular: Body = {
  year: 2026,
  idRefused: false,
  day: '2026-11-08',
  longitude: '104.06573',
  latitude: '30.65946',
}

/** A value of a field as a person would type it. */
export function filledValue(key: string, field: Field, targets: Targets): Json {
  const known = particular[key]
  if (known !== undefined) return known
  switch (field.type) {
    case 'text':
      return field.format ? formats[field.format] : field.label
    case 'longText':
      return `${field.label}\n第二行`
    case 'date':
      return '2026-11-03'
    case 'time':
      return '09:30'
    case 'count':
      return 3
    case 'money':
      return 3_190_050
    case 'decimal':
      return '66.67'
    case 'flag':
      return true
    case 'choice':
      return Object.keys(field.options)[0] ?? ''
    case 'choices':
      return Object.keys(field.options).slice(0, 2)
    case 'ref':
      return targets(field.to, field.levels)
    case 'refs':
      return [targets(field.to, field.levels)]
    case 'rows':
      return [
        Object.fromEntries(
          Object.entries(field.of).map(([cell, of]) => [cell, filledValue(cell, of, targets)]),
        ),
      ]
    case 'origin':
      throw new Error(`${key}: an origin is set by a follow-up`)
  }
}

let fresh = 0

/** A value that no other record has (`Kind.unique`). */
function freshValue(field: Field): Json {
  fresh += 1
  if (field.type === 'count') return 2000 + (fresh % 100)
  if (field.type === 'date' && field.month)
    return `${2000 + Math.floor(fresh / 12)}-${String((fresh % 12) + 1).padStart(2, '0')}-01`
  if (field.type === 'date') return addDays('2026-11-03', fresh)
  const options = field.type === 'choice' ? Object.keys(field.options) : []
  return options[fresh % options.length] ?? `fresh${fresh}`
}

/** A record of a kind with all its typed fields, or only those it requires. */
export function filledPatch(kind: Kind, targets: Targets, which: 'all' | 'required' = 'all'): Body {
  const typed = Object.entries(kind.fields).filter(
    ([key, field]) => isTyped(kind, key) && (which === 'all' || field.required),
  )
  const alone = new Set([...(kind.unique ?? []), kind.identity ?? []].map((group) => group.at(-1)))
  const patch = Object.fromEntries(
    typed.map(([key, field]) => [key, alone.has(key) ? freshValue(field) : filledValue(key, field, targets)]),
  )
  // What belongs to one year has its days in it.
  const ofYear = alone.has('year') ? JSON.stringify(patch).replaceAll('"2026-', `"${patch.year}-`) : null
  return ofYear === null ? patch : JSON.parse(ofYear)
}

/** Whether a record of a kind must name one that the other side makes, which has to be carried here first. */
export function namesOtherSide({ fields, owner }: Kind): boolean {
  return Object.values(fields).some(
    (field) =>
      field.type === 'ref' && field.required && field.to !== 'unit' && kindOf(field.to).owner !== owner,
  )
}

/** Kinds in the order in which their records can name one another: reference tables, what is done, what names the other side's. */
export function inTypingOrder(all: readonly Kind[]): readonly Kind[] {
  const rank = (kind: Kind): number => (namesOtherSide(kind) ? 2 : Number(kind.place === 'daily'))
  return [...all].sort((a, b) => rank(a) - rank(b))
}

/** A record with what it requires and what it is found by: what somebody in a hurry types. */
export function shortPatch(kind: Kind, targets: Targets): Body {
  const isWanted = (key: string): boolean => {
    const field = kind.fields[key]
    return field?.required === true || (field?.type === 'text' && field.search === true && !field.format)
  }
  return Object.fromEntries(Object.entries(filledPatch(kind, targets)).filter(([key]) => isWanted(key)))
}

/** Words by which a search finds a record: its number, or the beginning of a text of it; `''` for one that no search finds. */
export function wordsFor(kind: Kind, body: Body, number: string | null): string {
  const [text] = Object.entries(kind.fields).flatMap(([key, { search, mask }]) => {
    const value = body[key]
    return search && mask === undefined && typeof value === 'string' ? [value] : []
  })
  return number ?? text?.split('\n')[0] ?? ''
}
