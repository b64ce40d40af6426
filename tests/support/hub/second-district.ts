import type { Field, Fields } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { type Flat, isCells } from '../../../shared/shapes'
import type { Counted } from '../records/naive-figures'
import { units } from '../records/random-records'

const PREFIX = 'b-'
const own = new Set(units.map(({ id }) => id))

/** Random records as those of another district: the same values, but units and records of its own. */
export function ofSecondDistrict(records: readonly Counted[]): readonly Counted[] {
  return records.map((record) => ({
    ...record,
    id: `${PREFIX}${record.id}`,
    body: renamed(knownKind(record.kind)?.fields ?? {}, record.body),
  }))
}

/** The units of the second district, as records. */
export const secondUnits: readonly Counted[] = units.map(({ id, level, parent }) => ({
  id: `${PREFIX}${id}`,
  kind: 'unit',
  body: { name: `${PREFIX}${id}`, level, parent: parent === null ? null : `${PREFIX}${parent}` },
  deleted: false,
}))

function renamed(fields: Fields, flat: Flat): Flat {
  return Object.fromEntries(
    Object.entries(flat).map(([key, value]) => {
      const field: Field | undefined = fields[key.split('/')[0] ?? '']
      if (field?.type !== 'rows') return [key, otherName(field, value)]
      const cells = isCells(value)
        ? Object.fromEntries(
            Object.entries(value).map(([cell, held]) => [cell, otherName(field.of[cell], held)]),
          )
        : value
      return [key, cells]
    }),
  ) as Flat
}

/** Ids get the district's own name, but for a unit that nobody knows. */
function otherName(field: Field | undefined, value: Json | undefined): Json {
  const name = (id: Json): Json =>
    typeof id === 'string' && (own.has(id) || /^[a-z-]+-\d$/.test(id)) ? `${PREFIX}${id}` : id
  if (field?.type === 'ref') return name(value ?? null)
  if (field?.type === 'refs' && Array.isArray(value)) return value.map(name)
  return value ?? null
}
