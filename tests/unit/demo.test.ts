import { demoDays } from '../../shared/demo/daily'
import { demoTeams } from '../../shared/demo/people'
import { createPrng, seededId } from '../../shared/demo/prng'
import type { DemoPlace, DemoRecord } from '../../shared/demo/record'
import { demoUnits } from '../../shared/demo/units'
import { kindOf } from '../../shared/kinds'
import { cleanPatch } from '../../shared/kinds/patch'
import { problemsInPatch, problemsInRecord } from '../../shared/kinds/schema'
import { parsePeriod } from '../../shared/period'

const district = '01900000-0000-7000-8000-000000000001'

function placesOf(units: readonly DemoRecord[]): readonly DemoPlace[] {
  const byId = new Map(units.map((unit) => [unit.id, unit.body]))
  return units.flatMap(({ id, body }) => {
    const street = byId.get(String(body.parent))
    if (!street) return []
    return [{ id, name: String(body.name), street: String(body.parent), streetName: String(street.name) }]
  })
}

function everything(seed: string, period: string, size: number): readonly DemoRecord[] {
  const units = demoUnits(seed, district)
  const { records, teams } = demoTeams(seed, placesOf(units))
  return [...units, ...records, ...[...demoDays(seed, teams, parsePeriod(period), size)].flat()]
}

const ofKind = (records: readonly DemoRecord[], kind: string): readonly DemoRecord[] =>
  records.filter((record) => record.kind === kind)

describe('example data', () => {
  const year = everything('1', '2026', 600)

  test('has the 26 villages, 26 teams and 148 people of the reference report', () => {
    const places = placesOf(ofKind(year, 'unit'))
    expect(places).toHaveLength(26)
    expect(new Set(places.map(({ name }) => name)).size).toBe(26)
    expect(ofKind(year, 'team')).toHaveLength(26)
    expect(ofKind(year, 'person')).toHaveLength(148)
  })

  test('has as many activities and sessions as asked for', () => {
    expect(ofKind(year, 'activity').length + ofKind(year, 'courtyard-session').length).toBe(600)
    expect(ofKind(year, 'activity').length).toBeGreaterThan(150)
    expect(ofKind(year, 'courtyard-session').length).toBeGreaterThan(250)
  })

  test('is the same for the same seed, ids and all, and different for another', () => {
    expect(everything('1', '2026', 600)).toEqual(year)
    const other = new Set(everything('2', '2026', 600).map(({ id }) => id))
    expect(year.filter(({ id }) => other.has(id))).toEqual([])
  })

  test('gives a longer period the same days', () => {
    const shareOfNovember = year.filter(({ body }) => String(body.date).startsWith('2026-11'))
    const november = everything('1', '2026-11', 20).filter(({ body }) => body.date !== undefined)
    const first = november[0]
    expect(shareOfNovember.find(({ id }) => id === first?.id)).toEqual(first)
  })

  test('passes the checks that a typed record passes', () => {
    for (const { kind: name, body } of year) {
      const kind = kindOf(name)
      const patch = cleanPatch(kind, body)
      expect({ name, body, problems: problemsInPatch(kind, {}, patch) }).toEqual({ name, body, problems: [] })
      expect(problemsInRecord(kind, flatOf(body))).toEqual([])
    }
  })

  test('uses every id once and only names records that are there', () => {
    const ids = new Set(year.map(({ id }) => id))
    expect(ids.size).toBe(year.length)
    for (const { kind, body } of year)
      for (const [key, field] of Object.entries(kindOf(kind).fields)) {
        const value = body[key]
        if (field.type === 'ref' && typeof value === 'string' && value !== district)
          expect(ids.has(value)).toBe(true)
      }
  })

  test('keeps every record in the street of its unit', () => {
    const parents = new Map(ofKind(year, 'unit').map(({ id, body }) => [id, String(body.parent)]))
    for (const { kind, scope, body } of year)
      if (kind === 'unit') expect(scope).toBe('*')
      else expect([String(body.unit), parents.get(String(body.unit))]).toContain(scope)
  })

  test('links some sessions to the activity of the same day and village', () => {
    const activities = new Map(ofKind(year, 'activity').map((record) => [record.id, record.body]))
    const linked = ofKind(year, 'courtyard-session').filter(({ body }) => body.activity !== undefined)
    expect(linked.length).toBeGreaterThan(10)
    for (const { body } of linked) {
      const held = activities.get(String(body.activity))
      expect([held?.date, held?.unit, held?.form]).toEqual([body.date, body.unit, 'courtyard'])
    }
  })

  test('works for a period of any length and for no village at all', () => {
    expect(everything('1', '2026-Q4', 90).filter(({ body }) => body.date)).toHaveLength(90)
    expect([...demoDays('1', [], parsePeriod('2026'), 10)]).toEqual([])
  })
})

/** The record as kept, as far as the check of the whole record looks at it. */
function flatOf(body: DemoRecord['body']): DemoRecord['body'] {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  )
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
})
