import { type Json, sameJson } from '../json'
import type { Body, Flat } from '../shapes'
import type { Fields, RefField } from './fields'

/** A reference that fills fields of its kind once it is chosen. */
interface Filling {
  readonly key: string
  readonly field: RefField
  /** Own field → the field of the record pointed at. */
  readonly fills: Readonly<Record<string, string>>
}

/** The references of a kind that fill others of its fields. */
export function fillings(fields: Fields): readonly Filling[] {
  return Object.entries(fields).flatMap(([key, field]) =>
    field.type === 'ref' && field.fills ? [{ key, field, fills: field.fills }] : [],
  )
}

/**
 * What a patch leaves to the references that it chooses. What somebody typed stands: a field is filled where it is empty or
 * holds what the reference chosen before had filled, and never where the patch itself says something of it.
 * @param current the record or the form as it is @param bodyOf the living record behind an id
 */
export function filledValues(
  fields: Fields,
  current: Flat | Body,
  patch: Body,
  bodyOf: (id: string) => Body | undefined,
): Body {
  const filled: [string, Json][] = []
  for (const { key, fills } of fillings(fields)) {
    const [chosen, former] = [patch[key], current[key]]
    const body = typeof chosen === 'string' && chosen !== former ? bodyOf(chosen) : undefined
    if (body === undefined) continue
    const before = typeof former === 'string' ? bodyOf(former) : undefined
    for (const [own, theirs] of Object.entries(fills)) {
      const [held, offered] = [current[own] ?? null, body[theirs] ?? null]
      const isOpen = held === null || held === '' || (before && sameJson(held, before[theirs] ?? null))
      if (isOpen && offered !== null && !Object.hasOwn(patch, own)) filled.push([own, offered])
    }
  }
  return Object.fromEntries(filled)
}
