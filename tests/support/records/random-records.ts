import type { WriteDb } from '../../../electron/engine/context'
import { makeFactsAnew } from '../../../electron/engine/facts/reconcile'
import type { Kind } from '../../../shared/definition/define'
import type { Field, Fields } from '../../../shared/definition/fields'
import { measures } from '../../../shared/figures/measures'
import type { Json } from '../../../shared/json'
import { kindOf, kinds } from '../../../shared/kinds'
import type { Cells, Flat } from '../../../shared/shapes'
import fc from '../laws/property'
import type { Counted } from './naive-figures'

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
  { id: 'near', level: 'village', parent: 'district' },
]

const counted = kinds.filter((kind) =>
  measures.some((measure) => measure.over.some((source) => source.kind === kind.name)),
)
/** Few days around the edges of months and years, so that many records fall in, out and on the border. */
const days = [
  ...['2025-11-15', '2025-12-31', '2026-01-01', '2026-06-30', '2026-10-31', '2026-11-01', '2026-11-15'],
  ...['2026-11-30', '2026-12-01', '2026-12-31', '2027-01-01'],
]
const someUnits = fc.constantFrom(...units.map((unit) => unit.id), 'unknown')

/** What no form takes and a foreign file may bring into any field: wrong types, extremes, half a character. */
const foreign: readonly Json[] = [
  ...[-250, 0.5, -0, 1e308, 2 ** 53, 9_007_199_254_740_992_000, 100_000_000_000_000],
  ...['', 'x', '5', '2026-11-15T00:00', '2026-02-30', '2026-1-1', '9999-12-31', '\ud800', 'a\0b'],
  ...[true, false, [], [[]], [null], ['peach', 5], {}, { from: '2026-11-01' }, [{ deep: [[{}]] }]],
]

/** Mostly said, now and then empty, never touched, or nothing that belongs there. */
function orNothing(said: fc.Arbitrary<Json>): fc.Arbitrary<Json | undefined> {
  return fc.oneof(
    { weight: 12, arbitrary: said },
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...foreign) },
  )
}

/** A value as it may stand in a record; few different ones, so that things meet again. */
function valueIn(field: Field): fc.Arbitrary<Json> {
  switch (field.type) {
    case 'date':
      return fc.constantFrom(...days)
    case 'count':
    case 'money':
      return fc.integer({ min: 0, max: 3 })
    case 'decimal':
      return fc.constantFrom('0', '0.25', '1', '2.5', '66.67')
    case 'choice': {
      const options = Object.keys(field.options)
      // What the figures treat apart comes often enough among many options.
      const apart = options.filter((option) =>
        ['duplicate', 'lecture', 'subsidised', 'closed'].includes(option),
      )
      return fc.constantFrom(...options, ...apart, ...apart)
    }
    case 'choices':
      return fc.subarray(Object.keys(field.options))
    case 'refs':
      return fc.subarray(units.map((unit) => unit.id))
    case 'ref':
      return field.to === 'unit' ? someUnits : fc.integer({ min: 0, max: 5 }).map((n) => `${field.to}-${n}`)
    case 'flag':
      return fc.boolean()
    default:
      return fc.constantFrom('甲', '乙', '丙', '丁', '戊', '13900000000')
  }
}

function cellsOf(fields: Fields): fc.Arbitrary<Cells> {
  return fc
    .record(
      Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, orNothing(valueIn(field))])),
    )
    .map((body) =>
      Object.fromEntries(
        Object.entries(body).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      ),
    )
}

/** Rows as they are stored: under `field/rowId`, null once removed. */
function rowsOf(key: string, of: Fields): fc.Arbitrary<Flat> {
  return fc
    .array(
      fc.oneof<fc.MaybeWeightedArbitrary<Json>[]>(
        { weight: 6, arbitrary: fc.option(cellsOf(of), { freq: 6 }) },
        { weight: 1, arbitrary: fc.constantFrom(...foreign) },
      ),
      { maxLength: 3 },
    )
    .map((rows) => Object.fromEntries(rows.map((row, at) => [`${key}/row-${at}`, row])))
}

function flatOf(kind: Kind): fc.Arbitrary<Flat> {
  const plain = Object.entries(kind.fields).filter(([, field]) => field.measured)
  const rows = Object.entries(kind.fields).flatMap(([key, field]) =>
    field.type === 'rows' ? [rowsOf(key, field.of)] : [],
  )
  return fc
    .tuple(cellsOf(Object.fromEntries(plain)), ...rows)
    .map((parts) => Object.assign({}, ...parts) as Flat)
}

/**
 * Records of every kind that figures count, with values now and then that are none of their field: in every state, drafts and void ones among them, some deleted, people in several
 * teams, contracts with gaps, linked to one another by `kind-<n>`.
 */
export const someRecords: fc.Arbitrary<readonly Counted[]> = fc
  .tuple(
    ...counted.map((kind) =>
      fc.array(fc.tuple(flatOf(kind), fc.integer({ min: 0, max: 7 })), { maxLength: 6 }).map((found) =>
        found.map(
          ([body, luck], at): Counted => ({
            id: `${kind.name}-${at}`,
            kind: kind.name,
            body,
            deleted: luck === 0,
          }),
        ),
      ),
    ),
  )
  .map((found) => found.flat())

/** Puts records straight into the projection, and their facts, in place of what it holds. */
export function fill(db: WriteDb, records: readonly Counted[]): void {
  db.exec('DELETE FROM records')
  db.exec('DELETE FROM anomalies')
  const insert = db.prepare(
    `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
     VALUES (?, ?, '*', ?, '{}', ?, 0, '', '', '', '')`,
  )
  const facts = makeFactsAnew(db, [...counted, kindOf('unit')])
  const put = (id: string, kind: string, flat: Flat, deleted: boolean): void => {
    const { lastInsertRowid } = insert.run(id, kind, JSON.stringify(flat), deleted ? 1 : 0)
    facts.write([{ rid: Number(lastInsertRowid), id, kind, before: undefined, deleted, flat }])
  }
  for (const { id, level, parent } of units) put(id, 'unit', { name: id, level, parent }, false)
  for (const { id, kind, body, deleted } of records) put(id, kind, body, deleted)
  facts.finish()
}
