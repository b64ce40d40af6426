import { keptOfPeriod } from '../../../electron/engine/figures/kept-sums'
import { keptThings } from '../../../shared/facts/by-month'
import { keyFields } from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'
import { parsePeriod } from '../../../shared/period'
import { addUpAll, bothWays, inDatabaseOf } from '../../support/desks/added-up'
import { type Desk, openDistrict, sessionPatch } from '../../support/desks/engine'
import { activityOf } from '../../support/records/month'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

const figure = async (measure: string, period: string) =>
  (await desk.rpc.reports.figure({ measure, period })).value

const activity = (patch: Readonly<Record<string, string | number | null>>, id?: string) =>
  desk.save('activity', { ...(id ? {} : activityOf(desk.units.peach, '2026-11', 1).body), ...patch }, id)

const staleMonths = () =>
  inDatabaseOf(desk, (db) => db.prepare('SELECT kind, month FROM fact_stale ORDER BY kind, month').all())

const month = (iso: string): number => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5)) - 1

test('a save makes its own month stale and no other, and figures show it at once', async () => {
  const id = await activity({ date: '2026-10-09', attendance: 30 })
  await activity({ date: '2026-11-03', attendance: 5 })
  await inDatabaseOf(desk, addUpAll)
  expect(await staleMonths()).toEqual([])
  await activity({ attendance: 40 }, id)
  expect(await staleMonths()).toEqual([{ kind: 'activity', month: month('2026-10') }])
  expect([await figure('attendance', '2026-10'), await figure('attendance', '2026')]).toEqual([40, 45])
  await activity({ date: '2026-09-30' }, id)
  expect(await staleMonths()).toEqual([
    { kind: 'activity', month: month('2026-09') },
    { kind: 'activity', month: month('2026-10') },
  ])
  await inDatabaseOf(desk, addUpAll)
  expect(await Promise.all(['2026-09', '2026-10'].map((one) => figure('attendance', one)))).toEqual([40, 0])
})

test('an activity that says a number now changes the month of the session that repeats it', async () => {
  const id = await activity({ date: '2026-11-01', leaflets: null })
  await desk.save('courtyard-session', sessionPatch(desk, { date: '2026-10-31', activity: id, leaflets: 7 }))
  await inDatabaseOf(desk, addUpAll)
  expect(await figure('leaflets', '2026-10')).toBe(7)
  await activity({ leaflets: 9 }, id)
  expect([await figure('leaflets', '2026-10'), await figure('leaflets', '2026-11')]).toEqual([0, 9])
  await inDatabaseOf(desk, addUpAll)
  expect([await figure('leaflets', '2026-10'), await figure('leaflets', '2026-11')]).toEqual([0, 9])
})

test('what changes no fact makes no month stale', async () => {
  const id = await activity({ date: '2026-10-09' })
  await inDatabaseOf(desk, addUpAll)
  await activity({ place: '村委会' }, id)
  expect(await staleMonths()).toEqual([])
})

test('a village is reached once, whichever kind of record names it and when', async () => {
  const { peach } = desk.units
  const id = await activity({ date: '2026-10-09' })
  await desk.save('courtyard-session', sessionPatch(desk, { unit: peach, date: '2026-10-02' }))
  await inDatabaseOf(desk, addUpAll)
  await desk.save('courtyard-session', sessionPatch(desk, { unit: peach, date: '2026-11-02' }))
  expect([await figure('villagesReached', '2026-10'), await figure('villagesReached', '2026')]).toEqual([
    1, 1,
  ])
  const { rows } = await desk.rpc.reports.figureRows({ measure: 'villagesReached', period: '2026' })
  expect(rows.map(({ record }) => record.id)).toEqual([id])
  const { kept, facts } = await bothWays(desk, '2026-10', '2026')
  expect(kept).toEqual(facts)
})

test('verifying finds a sum that the facts do not make, and one that they make and nobody kept', async () => {
  await activity({ date: '2026-10-09', attendance: 30 })
  await inDatabaseOf(desk, addUpAll)
  expect((await desk.rpc.safety.verify({})).ok).toBe(true)
  for (const spoil of [
    `UPDATE fact_sums SET value = value + 1 WHERE measure = 'attendance'`,
    `UPDATE fact_things SET first = first + 1`,
    `DELETE FROM fact_sums WHERE measure = 'activities'`,
  ]) {
    await inDatabaseOf(desk, (db) => db.exec(spoil))
    expect([spoil, (await desk.rpc.safety.verify({})).ok]).toEqual([spoil, false])
    await inDatabaseOf(desk, (db) => {
      db.exec(`INSERT INTO fact_stale VALUES ('activity', ${month('2026-10')})`)
      addUpAll(db)
    })
    expect((await desk.rpc.safety.verify({})).ok).toBe(true)
  }
})

test('a sum that no whole number holds is kept as the facts give it', async () => {
  await activity({ date: '2026-10-09', attendance: 30 })
  await activity({ date: '2026-10-10', attendance: 30 })
  await inDatabaseOf(desk, (db) => {
    addUpAll(db)
    db.exec('UPDATE facts_activity SET f_attendance = 9223372036854775807')
    db.exec(`INSERT INTO fact_stale VALUES ('activity', ${month('2026-10')})`)
    addUpAll(db)
  })
  const { kept, facts } = await bothWays(desk, '2026-10')
  expect(kept).toEqual(facts)
  expect(await staleMonths()).toEqual([])
})

test('of a period of thousands of months the facts are read in one go', async () => {
  await activity({ date: '2026-10-09', attendance: 30 })
  await inDatabaseOf(desk, addUpAll)
  const isKept = (period: string): Promise<boolean> =>
    inDatabaseOf(desk, (db) => keptOfPeriod(db, parsePeriod(period)) !== null)
  expect(await isKept('2020-01-01..2026-12-31')).toBe(true)
  expect(await isKept('1949-01-01..9999-12-31')).toBe(false)
  expect(await figure('attendance', '1949-01-01..9999-12-31')).toBe(30)
})

// What is erased must be gone at once, and a month is added up again only in the next pause.
test('the things that are kept of months are units, and say nothing of a person', () => {
  const keys = keptThings.flatMap(({ over }) =>
    over.flatMap(({ kind, add }) => {
      const fields = typeof add === 'object' && 'distinct' in add ? keyFields(add.distinct) : []
      return fields.map((field) => kindOf(kind).fields[field])
    }),
  )
  expect(keys.length).toBeGreaterThan(0)
  for (const field of keys) expect(field).toMatchObject({ type: 'ref', to: 'unit' })
})
