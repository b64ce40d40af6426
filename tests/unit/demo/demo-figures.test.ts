import type { Body } from '../../../shared/definition/fields'
import type { DemoRecord } from '../../../shared/demo/record'
import { countedOf, demoDistrict, everyDemoRecord, ofKind } from '../../support/records/demo'

const sum = (records: readonly DemoRecord[], field: string): number =>
  records.reduce((all, { body }) => all + Number(body[field] ?? 0), 0)
const distinct = (records: readonly DemoRecord[], field: string): number =>
  new Set(records.map(({ body }) => body[field])).size
const during = (body: Body, year: string): boolean =>
  String(body.from) <= `${year}-12-31` && String(body.to ?? '9999') >= `${year}-01-01`

/** The figures of the reference report (DOMAIN 5), each counted from the records alone. */
describe.each([
  ['1', '2023'],
  ['2', '2023'],
  ['77', '2024'],
  ['a longer seed', '2022'],
])('a year of example data with seed %s in %s', (seed, year) => {
  const all = everyDemoRecord(seed, year, 600)
  const activities = countedOf(all, 'activity')
  const sessions = countedOf(all, 'courtyard-session')
  const leads = countedOf(all, 'wage-arrears-lead')
  const cases = countedOf(all, 'legal-aid-case')
  const disputes = countedOf(all, 'mediation')
  const visits = countedOf(all, 'counsel-service')

  test('has 148 active members in 26 teams, 12 lawyers, and work in 26 villages', () => {
    const active = ofKind(all, 'person').filter(({ body }) => during(body, year))
    expect(new Set(active.map(({ id }) => id)).size).toBe(148)
    expect(new Set(active.map(({ body }) => body.team)).size).toBe(26)
    const lawyers = ofKind(all, 'adviser').filter(({ body }) => during(body, year))
    expect(new Set(lawyers.map(({ body }) => body.licence)).size).toBe(12)
    expect(new Set(lawyers.flatMap(({ body }) => body.villages)).size).toBe(26)
    expect(distinct(sessions, 'unit')).toBe(26)
  })

  test('has 50余 lectures on the constitution and 18 studies before meetings', () => {
    const lectures = activities.filter(
      ({ body: { form, laws } }) =>
        form === 'lecture' && Array.isArray(laws) && laws.includes('constitution'),
    )
    expect(lectures.length).toBeGreaterThan(50)
    expect(lectures.length).toBeLessThan(60)
    expect(activities.filter(({ body }) => body.form === 'beforeMeeting')).toHaveLength(18)
  })

  test('has 10万余 messages, and 10万余 leaflets when a linked pair counts once', () => {
    expect(sum(activities, 'sms')).toBeGreaterThan(100_000)
    expect(sum(activities, 'sms')).toBeLessThan(110_000)
    const filled = new Set(activities.filter(({ body }) => body.leaflets !== undefined).map(({ id }) => id))
    const once = [...activities, ...sessions.filter(({ body }) => !filled.has(String(body.activity)))]
    expect(sum(once, 'leaflets')).toBeGreaterThan(100_000)
    expect(sum(once, 'leaflets')).toBeLessThan(110_000)
    expect(sum([...activities, ...sessions], 'leaflets')).toBeGreaterThan(sum(once, 'leaflets'))
  })

  test('has 232 consultations, 95 cases of legal aid granted, and 31 900 元 of subsidies', () => {
    expect(countedOf(all, 'consultation')).toHaveLength(232)
    const undecided = ['applied', 'supplementing', 'reviewing', 'refused']
    expect(cases.filter(({ body }) => !undecided.includes(String(body.state)))).toHaveLength(95)
    expect(cases.length).toBeGreaterThan(95)
    const paid = cases.filter(({ body }) => String(body.subsidyPaidOn ?? '').startsWith(year))
    expect(sum(paid, 'subsidyAmount')).toBe(31_900 * 100)
    expect(sum(ofKind(all, 'legal-aid-case'), 'subsidyAmount')).toBe(31_900 * 100)
  })

  test('has 130 leads answered for 1000余 workers, and three that are not', () => {
    const answered = leads.filter(({ body }) => body.state === 'closed')
    expect(answered).toHaveLength(130)
    expect(leads).toHaveLength(133)
    for (const counted of [answered, leads]) {
      expect(sum(counted, 'people')).toBeGreaterThan(1000)
      expect(sum(counted, 'people')).toBeLessThan(1100)
    }
    expect(sum(answered, 'helped')).toBe(sum(answered, 'people'))
  })

  test('has 1134 disputes, 1123 of them settled: 99 %', () => {
    expect(disputes).toHaveLength(1134)
    const settled = disputes.filter(({ body }) =>
      ['succeeded', 'performed', 'confirmed'].includes(String(body.state)),
    )
    expect(settled).toHaveLength(1123)
    expect(((100 * settled.length) / disputes.length).toFixed(1)).toBe('99.0')
  })

  test('has one 省级 honour, for 三湾社区', () => {
    const names = new Map(ofKind(all, 'unit').map(({ id, body }) => [id, body.name]))
    const given = ofKind(all, 'honour').filter(
      ({ body }) => body.level === 'province' && String(body.date).startsWith(year),
    )
    expect(given.map(({ body }) => names.get(String(body.unit)))).toEqual(['三湾社区'])
  })

  test('has 170余 services of 8 lawyers for 21 departments, 9 of them reviews of legality', () => {
    expect(visits.length).toBeGreaterThan(170)
    expect(visits.length).toBeLessThan(180)
    expect([distinct(visits, 'adviser'), distinct(visits, 'client'), distinct(visits, 'unit')]).toEqual([
      8, 21, 1,
    ])
    expect(visits[0]?.body.unit).toBe(demoDistrict.id)
    expect(visits.filter(({ body }) => body.service === 'legality')).toHaveLength(9)
    expect(sum(visits, 'documents')).toBe(9)
  })
})
