import { isTyped } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import type { Workflow } from '../../../shared/definition/workflow'
import { spreadEarly } from '../../../shared/demo/calendar'
import { createPrng, seededId } from '../../../shared/demo/prng'
import type { DemoRecord } from '../../../shared/demo/record'
import { derivedTotals } from '../../../shared/editing/derived'
import { kindOf, kinds } from '../../../shared/kinds'
import { toFlat } from '../../../shared/records/both-shapes'
import { readOrigin } from '../../../shared/records/follow-up'
import {
  cleanPatch,
  problemsInPatch,
  problemsInRecord,
  warningsInRecord,
} from '../../../shared/records/patch'
import { stateIn } from '../../../shared/records/states'
import { asRows, type Body, type Flat } from '../../../shared/shapes'
import { demoDistrict, everyDemoRecord, ofKind, placesAmong } from '../../support/records/demo'

const registers = ['consultation', 'wage-arrears-lead', 'mediation', 'legal-aid-case', 'counsel-service']
const daily = ['activity', 'courtyard-session', ...registers]
const flatOf = ({ kind, body }: DemoRecord): Flat => {
  let rows = 0
  return toFlat(kindOf(kind), {}, body, () => `row-${rows++}`)
}

describe('example data', () => {
  const year = everyDemoRecord('1', '2026', 600)
  const byId = new Map(year.map((record) => [record.id, record]))

  test('has the 26 villages, 26 teams and 148 people of the reference report', () => {
    const places = placesAmong(ofKind(year, 'unit'))
    expect(places).toHaveLength(26)
    expect(new Set(places.map(({ name }) => name)).size).toBe(26)
    expect(ofKind(year, 'team')).toHaveLength(26)
    expect(ofKind(year, 'person')).toHaveLength(148)
  })

  test('has records of every kind', () => {
    const missing = kinds.filter(({ name }) => ofKind(year, name).length === 0)
    expect(missing.map(({ name }) => name)).toEqual([])
  })

  test('has as many activities and sessions as asked for', () => {
    expect(ofKind(year, 'activity').length + ofKind(year, 'courtyard-session').length).toBe(600)
    expect(ofKind(year, 'activity').length).toBeGreaterThan(200)
    expect(ofKind(year, 'courtyard-session').length).toBeGreaterThan(200)
  })

  test('is the same for the same seed, ids and all, and different for another', () => {
    expect(everyDemoRecord('1', '2026', 600)).toEqual(year)
    const others = everyDemoRecord('2', '2026', 600).filter(({ kind }) => daily.includes(kind))
    expect(others.filter(({ id }) => byId.has(id))).toEqual([])
  })

  const wordsOf: WordsOf = (dictionary) =>
    ofKind(year, 'dictionary-entry')
      .filter(({ body }) => body.dictionary === dictionary)
      .map(({ body }) => ({ value: String(body.value), label: String(body.label), retired: false }))

  test('passes the checks that a typed record passes', () => {
    for (const record of year) {
      const kind = kindOf(record.kind)
      const typed = Object.entries(record.body).filter(([key]) => isTyped(kind, key))
      const patch = cleanPatch(kind, Object.fromEntries(typed))
      const flat = flatOf(record)
      expect({
        record,
        problems: [...problemsInPatch(kind, {}, patch, wordsOf), ...problemsInRecord(kind, flat)],
        warnings: warningsInRecord(kind, flat),
        totals: { ...flat, ...derivedTotals(kind, flat) },
      }).toEqual({ record, problems: [], warnings: [], totals: flat })
    }
  })

  test('stands nowhere in a workflow that moves could not have brought it to', () => {
    const unreachable = year.filter((record) =>
      (kindOf(record.kind).flows ?? []).some((flow) => !reachable(flow, record.body)),
    )
    expect(unreachable).toEqual([])
  })

  test('uses every id once and only names records that are there', () => {
    expect(byId.size).toBe(year.length)
    for (const { kind, body } of year)
      for (const [key, field] of Object.entries(kindOf(kind).fields))
        if (field.type === 'ref' || field.type === 'refs')
          for (const id of [body[key] ?? []].flat())
            if (id !== demoDistrict.id) expect([key, byId.get(String(id))?.kind]).toEqual([key, field.to])
  })

  test('keeps every record in the street of its unit, and what is the district’s own at the district', () => {
    const parents = new Map(ofKind(year, 'unit').map(({ id, body }) => [id, String(body.parent)]))
    for (const { kind, scope, body } of year)
      if (kindOf(kind).owner === 'district' || (kindOf(kind).lent && body.unit === demoDistrict.id))
        expect(scope).toBe('*')
      else if (body.unit === demoDistrict.id) expect(scope).toBe(demoDistrict.id)
      else expect([String(body.unit), parents.get(String(body.unit))]).toContain(scope)
  })

  test('links some sessions to the activity of the same day and village', () => {
    const linked = ofKind(year, 'courtyard-session').filter(({ body }) => body.activity !== undefined)
    expect(linked.length).toBeGreaterThan(10)
    for (const { body } of linked) {
      const held = byId.get(String(body.activity))?.body
      expect([held?.date, held?.unit, held?.form]).toEqual([body.date, body.unit, 'courtyard'])
    }
  })

  test('lets records follow demands and one another, each source once, later and in the same village', () => {
    const following = year.flatMap(({ kind, body }) => {
      const origin = readOrigin(body.origin)
      return origin ? [{ kind, body, origin }] : []
    })
    const pairs = following.map(({ kind, origin }) => `${byId.get(origin.id)?.kind} → ${kind}`)
    expect(new Set(pairs)).toEqual(
      new Set([
        'courtyard-session → consultation',
        'courtyard-session → mediation',
        'courtyard-session → wage-arrears-lead',
        'consultation → mediation',
        'consultation → wage-arrears-lead',
        'consultation → legal-aid-case',
        'wage-arrears-lead → legal-aid-case',
      ]),
    )
    expect(new Set(following.map(({ body }) => body.origin)).size).toBe(following.length)
    for (const { body, origin } of following) {
      const source = byId.get(origin.id)?.body
      expect(body.unit).toBe(source?.unit)
      expect(String(body.date) >= String(source?.date)).toBe(true)
      if (origin.row !== null) expect(asRows(source?.demands).map(({ id }) => id)).toContain(origin.row)
    }
  })

  test('is mostly reviewed, some of it submitted or sent back, a little draft or void', () => {
    for (const kind of daily) {
      const states = ofKind(year, kind).map(({ body }) => body.status)
      const share = (state: string): number => states.filter((one) => one === state).length / states.length
      expect(share('reviewed')).toBeGreaterThan(0.75)
      expect(share('submitted')).toBeGreaterThan(0)
      expect(share('draft') + share('void')).toBeGreaterThan(0)
      expect(share('draft') + share('void')).toBeLessThan(0.05)
    }
  })

  test('leaves some work half-way: open leads, disputes and applications', () => {
    const states = (kind: string): readonly unknown[] => ofKind(year, kind).map(({ body }) => body.state)
    expect(states('wage-arrears-lead').filter((state) => state !== 'closed').length).toBeGreaterThan(3)
    expect(states('legal-aid-case')).toEqual(
      expect.arrayContaining(['applied', 'supplementing', 'reviewing', 'refused', 'assigned', 'handling']),
    )
    expect(states('mediation')).toEqual(expect.arrayContaining(['failed', 'confirmed', 'performed']))
  })

  test('names nobody: telephones, ID numbers and cards that are given to no one', () => {
    const text = JSON.stringify(year)
    for (const [phone] of text.matchAll(/(?<=[pP]hone":")[^"]+/g)) expect(phone).toMatch(/^154\d{8}$/)
    for (const [id] of text.matchAll(/(?<="(idNumber|respondentId)":")[^"]+/g)) expect(id).toMatch(/^990000/)
    for (const [card] of text.matchAll(/(?<="bankCard":")[^"]+/g)) expect(card).toMatch(/^62000000000/)
  })

  test.each(['2026-Q4', '2024-02', '2025'])('stays inside its period: %s', (name) => {
    const work = everyDemoRecord('1', name, 90)
    expect([...ofKind(work, 'activity'), ...ofKind(work, 'courtyard-session')]).toHaveLength(90)
    const within = name.replace('-Q4', '')
    for (const { body, kind } of work)
      if (daily.includes(kind))
        for (const [key, field] of Object.entries(kindOf(kind).fields))
          if (field.type === 'date' && body[key] !== undefined)
            expect([key, String(body[key]).startsWith(within)]).toEqual([key, true])
  })

  test('has registers in proportion to its size', () => {
    const month = everyDemoRecord('1', '2026-11', 50)
    expect(ofKind(month, 'mediation').length).toBeGreaterThan(90)
    expect(ofKind(month, 'mediation').length).toBeLessThan(100)
    expect(registers.filter((kind) => ofKind(month, kind).length === 0)).toEqual([])
  })
})

/** Whether moves lead from the beginning to where a record stands, each with what it asks for filled in. */
function reachable(flow: Workflow, body: Body): boolean {
  const reached = new Set([flow.initial])
  for (let size = 0; size < reached.size; ) {
    size = reached.size
    for (const { from, to, needs } of flow.moves)
      if (from.some((state) => reached.has(state)) && (needs ?? []).every((key) => body[key] !== undefined))
        reached.add(to)
  }
  // Drafts are what an import or an older version left: no move leads there.
  return reached.has(stateIn(flow, body)) || stateIn(flow, body) === 'draft'
}

describe('seeded numbers', () => {
  test('an id is a UUID of version 7 that carries its time', () => {
    const id = seededId(createPrng('x'), Date.UTC(2026, 10, 3))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 3))
  })

  test('stay inside their bounds and reach both ends', () => {
    const prng = createPrng('bounds')
    const seen = new Set(Array.from({ length: 2000 }, () => prng.between(3, 9)))
    expect([...seen].sort()).toEqual([3, 4, 5, 6, 7, 8, 9])
  })

  test('things spread early all happen, the last of them before the last day', () => {
    const days = Array.from({ length: 30 }, () => ({ date: '', month: 1, milliseconds: 0, weight: 1 }))
    const spread = spreadEarly(days, 7)
    expect(spread.reduce((sum, n) => sum + n, 0)).toBe(7)
    expect(spread.at(-1)).toBe(0)
  })
})
