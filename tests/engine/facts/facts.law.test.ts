import { projectAll } from '../../../electron/engine/changes/project-all'
import { writeLocal } from '../../../electron/engine/changes/write'
import type { OpenContext } from '../../../electron/engine/context'
import { derivedId } from '../../../electron/engine/facts/derived-id'
import { reconcileFacts } from '../../../electron/engine/facts/reconcile'
import type { Kind } from '../../../shared/definition/define'
import type { CellField, Field } from '../../../shared/definition/fields'
import { maskValue } from '../../../shared/disclosure/mask-record'
import { repeatings } from '../../../shared/facts/by-month'
import { factTablesOf } from '../../../shared/facts/tables'
import type { Json } from '../../../shared/json'
import { kindOf, kinds } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { openLog } from '../../support/desks/log'
import { isFullSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'
import { isPlainlyItself, plainlyRead, plainlyWrong } from '../../support/records/naive-facts'
import { storedAnomalies, storedFacts } from '../../support/records/stored-facts'

const uuid = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Anything that a file can bring, often of the right type, and at the edges of what a field takes. */
const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, '', 0, -1, 1.5, 2 ** 53, 1e308, true, false, [], {}, '桃花村', 'a\0b', '*'),
  fc.integer({ min: -3, max: 1_000_000_000_000 }),
  fc.constantFrom('2026-11-03', '2026-02-30', '1899-12-31', '2199-12-31', '2200-01-01', '23:59', '24:00'),
  fc.constantFrom('x'.repeat(41), 'x'.repeat(20_001), uuid(1)),
  fc.array(fc.constantFrom<Json>(uuid(1), uuid(2), uuid(2), 5, null, 'wages'), { maxLength: 4 }),
  fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json),
)

function fitting(field: CellField): fc.Arbitrary<Json> {
  switch (field.type) {
    case 'date':
      return fc
        .integer({ min: 0, max: 800 })
        .map((n) => new Date(Date.UTC(2025, 5, 1 + n)).toISOString().slice(0, 10))
        .map((day) => (field.month ? `${day.slice(0, 8)}01` : day))
    case 'time':
      return fc.constantFrom('00:00', '09:30', '23:59')
    case 'flag':
      return fc.boolean()
    case 'count':
    case 'money':
      return fc.nat(100_000)
    case 'decimal':
      return fc.constantFrom('0', '66.67', '4708', '0.5', '0.0001', '99999999.9999', '1.50', '07', '1.00001')
    case 'choice':
      return fc.constantFrom(...Object.keys(field.options))
    case 'choices':
      return fc.uniqueArray(fc.constantFrom(...Object.keys(field.options)), { maxLength: 3 })
    case 'ref':
      return fc.nat(5).map(uuid)
    case 'refs':
      return fc.uniqueArray(fc.nat(5).map(uuid), { maxLength: 3 })
    case 'origin':
      return fc.constantFrom(uuid(7), `${uuid(7)}/${uuid(8)}`)
    case 'text':
    case 'longText':
      return fc.constantFrom('桃花村', '李', '')
  }
}

const valueFor = (field: CellField): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 4, arbitrary: fitting(field) }, { weight: 1, arbitrary: anything })

/** Some of a kind's keys, rows and cells, right and wrong. */
function bodyOf(kind: Kind): fc.Arbitrary<Flat> {
  const keys = Object.entries<Field>(kind.fields).flatMap(([key, field]): [string, fc.Arbitrary<Json>][] => {
    if (field.type !== 'rows') return [[key, valueFor(field)]]
    const cells = Object.entries<CellField>(field.of).map(([cell, of]) => [cell, valueFor(of)] as const)
    const row = fc.record(Object.fromEntries(cells), { requiredKeys: [] }).map((made) => made as Json)
    const orNot = fc.oneof({ weight: 6, arbitrary: row }, { weight: 1, arbitrary: anything })
    return [
      [`${key}/${uuid(1)}`, orNot],
      [`${key}/${uuid(2)}`, orNot],
    ]
  })
  return fc.record(Object.fromEntries(keys), { requiredKeys: [] }).map((made) => made as Flat)
}

function write(ctx: OpenContext, kind: Kind, record: string, set: Flat): void {
  const edit = {
    record,
    kind: kind.name,
    kindVersion: kind.version,
    scope: kind.owner === 'district' ? '*' : 'street-1',
    set,
  }
  ctx.db.transaction(() => writeLocal(ctx, [edit]))()
}

/** Every record's facts are what its body says, read the slow way. */
function expectAsRead(ctx: OpenContext, kind: Kind): void {
  const rows = ctx.db
    .prepare<[string], { rid: number; id: string; body: string; deleted: number }>(
      'SELECT rid, id, body, deleted FROM records WHERE kind = ?',
    )
    .all(kind.name)
  const { columns } = factTablesOf(kind)
  for (const { rid, id, body, deleted } of rows) {
    const said = JSON.parse(body) as Flat
    const isItself = isPlainlyItself(kind, id, said)
    const flat = isItself ? said : {}
    const found = storedFacts(ctx.db, kind, rid)
    const read = columns.map(({ field }) => {
      const of = kind.fields[field]
      return [field, of && of.type !== 'rows' ? maskValue(of, plainlyRead(of, flat[field])) : null]
    })
    expect(found?.deleted).toBe(deleted === 1)
    expect(found?.values).toEqual(Object.fromEntries(read))
    for (const [field, many] of Object.entries(found?.many ?? {})) {
      const of = kind.fields[field]
      if (!of || of.type === 'rows') continue
      const values = plainlyRead(of, flat[field])
      expect([field, many]).toEqual([field, Array.isArray(values) ? [...values].sort() : []])
    }
    const all = [...(isItself ? [] : ['$id']), ...plainlyWrong(kind, said)]
    const wrong = deleted === 1 ? [] : all.sort()
    expect(storedAnomalies(ctx.db, rid)).toEqual(wrong.slice(0, 32))
  }
}

test.each(kinds.map((kind) => [kind.label, kind] as const))(
  '%s: facts are what the bodies say, whatever stands there, edited, deleted, rebuilt or made anew',
  (_, kind) => {
    const { ctx, close } = openLog()
    // Its own tables alone, and those of kinds that repeat it, or each of them is made anew some twenty times.
    const own = [kind, ...repeatings.filter(({ to }) => to === kind.name).map((of) => kindOf(of.kind))]
    reconcileFacts(ctx.db, own)
    let records = 0
    fc.assert(
      fc.property(fc.array(bodyOf(kind), { minLength: 2, maxLength: 4 }), bodyOf(kind), (bodies, edit) => {
        const ids = bodies.map((body, at) => (at === 0 && derivedId(kind, body)) || uuid(records + at))
        records += bodies.length
        bodies.forEach((body, at) => {
          write(ctx, kind, ids[at] ?? '', body)
        })
        expectAsRead(ctx, kind)
        write(ctx, kind, ids[0] ?? '', edit)
        write(ctx, kind, ids[1] ?? '', { $deleted: true })
        expectAsRead(ctx, kind)
        projectAll(ctx.db, ctx.dataKey, [kind])
        expectAsRead(ctx, kind)
        ctx.db.exec('DELETE FROM fact_forms')
        reconcileFacts(ctx.db, own)
        expectAsRead(ctx, kind)
      }),
      { numRuns: isFullSize ? 8 : 2 },
    )
    close()
  },
)
