import type { WriteDb } from '../../electron/engine/context'
import { kinds } from '../../shared/kinds'
import type { Kind } from '../../shared/kinds/define'
import type { Body, Field } from '../../shared/kinds/fields'
import { measures } from '../../shared/reports/measures'
import type { Counted } from './naive-figures'
import fc from './property'

/** The units of every random district, by name: their ids are their names. */
export const units: readonly {
  readonly id: string
  readonly level: string
  readonly parent: string | null
}[] = [
  { id: 'district', level: 'district', parent: null },
  { id: 'east', level: 'street', parent: 'district' },
  { id: 'west', level: 'street', parent: 'district' },
  { id: 'peach', level: 'village', parent: 'east' },
  { id: 'plum', level: 'community', parent: 'east' },
  { id: 'far', level: 'village', parent: 'west' },
]

const counted = kinds.filter((kind) =>
  measures.some((measure) => measure.over.some((source) => source.kind === kind.name)),
)
/** Few days around a period's edges, so that many records fall in, out and on the border. */
const days = ['2026-10-31', '2026-11-01', '2026-11-15', '2026-11-30', '2026-12-01']
const someUnits = fc.constantFrom(...units.map((unit) => unit.id), 'unknown')

/** A value as it may stand in a record; few different ones, so that things meet again. */
function valueIn(field: Field): fc.Arbitrary<Body[string] | undefined> {
  const said = ((): fc.Arbitrary<Body[string]> => {
    switch (field.type) {
      case 'date':
        return fc.constantFrom(...days)
      case 'count':
      case 'money':
        return fc.integer({ min: 0, max: 3 })
      case 'choice':
        return fc.constantFrom(...Object.keys(field.options))
      case 'choices':
        return fc.subarray(Object.keys(field.options))
      case 'refs':
        return fc.subarray(units.map((unit) => unit.id))
      case 'ref':
        return field.to === 'unit' ? someUnits : fc.constantFrom('id-0', 'id-1', 'id-2', 'id-3')
      case 'flag':
        return fc.boolean()
      default:
        return fc.constantFrom('甲', '乙', '13900000000')
    }
  })()
  return fc.oneof(
    { weight: 5, arbitrary: said },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
}

function bodyOf(kind: Kind): fc.Arbitrary<Body> {
  const measured = Object.entries(kind.fields).filter(([, field]) => field.measured)
  return fc
    .record(Object.fromEntries(measured.map(([key, field]) => [key, valueIn(field)])))
    .map((body) =>
      Object.fromEntries(
        Object.entries(body).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      ),
    )
}

/** Records of every kind that figures count, some of them deleted, linked to one another by `id-<n>`. */
export const someRecords: fc.Arbitrary<readonly Counted[]> = fc
  .array(
    fc.constantFrom(...counted).chain((kind) =>
      fc.record({
        kind: fc.constant(kind.name),
        body: bodyOf(kind),
        deleted: fc.boolean().map((no) => no && kind.name.length % 2 === 0),
      }),
    ),
    { maxLength: 60 },
  )
  .map((found) => found.map((record, at) => ({ id: `id-${at}`, ...record })))

/** Puts records straight into the projection, in place of what it holds. */
export function fill(db: WriteDb, records: readonly Counted[]): void {
  db.exec('DELETE FROM records')
  const insert = db.prepare(
    `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
     VALUES (?, ?, '*', ?, '{}', ?, 0, '', '', '', '')`,
  )
  for (const { id, level, parent } of units)
    insert.run(id, 'unit', JSON.stringify({ name: id, level, parent }), 0)
  for (const { id, kind, body, deleted } of records)
    insert.run(id, kind, JSON.stringify(body), deleted ? 1 : 0)
}
