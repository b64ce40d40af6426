import type { CellField, Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { kinds, knownKind } from '../../../shared/kinds'

/** Under this key lies what of a text of JSON is sealed. */
export const SEALED = '$sealed'

/** Who is who: names of offices and their keys, nobody's own. */
const official = new Set(['introduction', 'site'])
/** By these, records of a kind that this version does not know are found all the same. */
const plainOfUnknown = new Set(['date', 'unit', 'origin'])

const known = new Map<string, ReadonlySet<string>>()

const isMasked = (field: CellField | Field): boolean =>
  field.type === 'rows' ? Object.values<CellField>(field.of).some(isMasked) : field.mask !== undefined

function plainFieldsOf(kind: string): ReadonlySet<string> {
  const found =
    known.get(kind) ??
    new Set(
      Object.entries<Field>(knownKind(kind)?.fields ?? {}).flatMap(([key, field]) =>
        isMasked(field) ? [] : [key],
      ),
    )
  known.set(kind, found)
  return found
}

/**
 * Whether a value is sealed: what a mask hides, rows in which one hides a cell, and whatever this version does not know. The engine's
 * own registers (`$…`) are none.
 * @param key as a record lies in the log: `field`, or `field/rowId`
 */
export function isSecret(kind: string, key: string, value: Json | undefined): boolean {
  if (key === SEALED) return true
  if (value === null || value === undefined || key.startsWith('$') || official.has(kind)) return false
  const [field = ''] = key.split('/', 1)
  return knownKind(kind) ? !plainFieldsOf(kind).has(field) : !plainOfUnknown.has(field)
}

/** What of a kind is not sealed, as text: where this changes, rows are sealed anew. `''`: of kinds that nobody knows. */
export const sealedFormOf = (kind: string): string =>
  kind === '' ? [...plainOfUnknown].join() : [...plainFieldsOf(kind)].toSorted().join()

/** The kinds that have a form, and `''` for all others. */
export const sealedKinds: readonly string[] = [...kinds.map(({ name }) => name), '']
