import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { backUp, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { refusal } from '../../support/desks/engine'
import { joinStreet, newComputer, session } from '../../support/desks/pair'
import { seedFor } from '../../support/laws/seed'
import type { MonthRecord } from '../../support/records/month'
import {
  bookSums,
  type Desk,
  monthText,
  openWorld,
  toldSums,
  type World,
  YEAR,
} from '../../support/records/year'

let world: World
const later: Computer[] = []
beforeAll(async () => {
  world = await openWorld(String(seedFor('the year')))
}, 60_000)
afterAll(async () => {
  for (const computer of later) await computer.engine.close()
  await world.close()
})

const DAY = 86_400_000
const desks: readonly Desk[] = ['a', 'b', 'west']

/** Every month: all desks log, some of it is put right or thrown away, and the district's clocks move on. */
async function work(month: number): Promise<Record<Desk, readonly string[]>> {
  world.setClocks(month)
  const logged = { a: [] as readonly string[], b: [] as readonly string[], west: [] as readonly string[] }
  for (const desk of desks) {
    const ids = await world.log(desk, month)
    logged[desk] = ids
    await world.edit(desk, world.prng.pick(ids), { leaflets: world.prng.between(1, 300) })
    await world.edit(desk, world.prng.pick(ids), { questions: world.prng.between(0, 40) })
    const sessions = ids.filter((id) => world.typed.get(id)?.kind === 'courtyard-session')
    await world.bin(desk, world.prng.pick(sessions))
  }
  return logged
}

/** What stands of the records that a desk logged this month. */
const standing = (ids: readonly string[]): string => {
  const id = ids.find((each) => world.typed.get(each)?.kind === 'activity')
  if (!id) throw new RangeError('an activity stands')
  return id
}
const bookOf = (id: string): MonthRecord => {
  const record = world.typed.get(id)
  if (!record) throw new RangeError('no such record in the book')
  return record
}

async function expectFigures(computer: Computer, ...periods: string[]): Promise<void> {
  for (const period of periods) {
    const wanted = bookSums(world.typed, period)
    expect({ period, ...(await toldSums(computer, period, Object.keys(wanted))) }).toEqual({
      period,
      ...wanted,
    })
  }
}
const months = (until: number): string[] => Array.from({ length: until }, (_, n) => monthText(n + 1))

/** The month comes in, and the district's figures are the sum of what was typed, this month and all before. */
async function settle(month: number): Promise<void> {
  await world.up(...desks)
  await world.down(...desks)
  await expectFigures(world.district, monthText(month))
}

test('January: everything arrives as it should', async () => {
  await work(1)
  await settle(1)
})

test('February: two sticks are lost, and the next one heals it', async () => {
  const { a } = await work(2)
  await world.at('a').send()
  await world.edit('a', standing(a), { attendance: 77 })
  await world.at('a').send()
  await world.up('b', 'west')
  const [taken] = await world.district.take((await world.at('a').send()).file)
  expect(taken?.gaps).toHaveLength(2)
  await settle(2)
})

test('March: files come twice and in the wrong order, and a clock runs three years ahead', async () => {
  world.offsets.set(world.at('b'), 3 * 365 * DAY)
  await work(3)
  const files: string[] = []
  for (let n = 0; n < 3; n += 1) {
    await world.log('b', 3)
    files.push((await world.at('b').send()).file)
  }
  for (const file of [files[2], files[0], files[1], files[2]]) if (file) await world.district.take(file)
  await world.district.take(...files)
  await settle(3)
})

test('April: two laptops put one number right in two ways, and the district decides', async () => {
  world.offsets.clear()
  const { a } = await work(4)
  const id = standing(a)
  await world.up('a')
  await world.down('b')
  await world.edit('b', id, { attendance: 500 })
  await world.edit('a', id, { attendance: 600 })
  await world.up('a', 'b')
  const { conflicts } = await world.district.rpc.records.conflicts({ record: id })
  const [conflict] = conflicts
  expect(conflict?.heads.map(({ value }) => value).sort()).toEqual([500, 600])
  const keep = conflict?.heads.find(({ value }) => value === 500)?.change ?? ''
  const operation = world.district.operation()
  await world.district.rpc.records.resolve({
    record: id,
    key: 'attendance',
    keep,
    reason: '电话核实',
    operation,
  })
  world.typed.set(id, { ...bookOf(id), body: { ...bookOf(id).body, attendance: 500 } })
  await settle(4)
  for (const desk of ['a', 'b'] as const)
    expect(await world.at(desk).body(id)).toMatchObject({ attendance: 500 })
})

test('May: a stick is pulled too early, the file on it is torn and refused', async () => {
  await work(5)
  const torn = (await world.at('west').send()).file
  truncateSync(join(world.story.stick, torn), 900)
  expect((await refusal(world.district.take(torn))).code).toBe('bundle.damaged')
  await settle(5)
})

test('June: laptop A breaks, and goes on from the backup of the month before', async () => {
  const backup = await backUp(world.at('a'), world.story.stick)
  await work(6)
  await world.up('a')
  await world.at('a').engine.close()
  const restored = await restoreFrom(backup, world.story.stick, 'restored-a', 71)
  later.push(restored)
  world.laptops.set('a', restored)
  world.setClocks(6)
  await world.log('a', 6)
  await settle(6)
})

test('July: a record is edited at one laptop while the other throws it away', async () => {
  const { b } = await work(7)
  const id = standing(b)
  await world.up('b')
  await world.down('a')
  await world.edit('a', id, { attendance: 81 })
  const kept = bookOf(id)
  await world.bin('b', id)
  await world.up('b', 'a')
  // Edited meanwhile: it stays until a person decides.
  world.typed.set(id, kept)
  await settle(7)
  const { conflicts } = await world.district.rpc.records.conflicts({ record: id })
  const keep = conflicts[0]?.heads.find(({ value }) => value === true)?.change ?? ''
  const operation = world.district.operation()
  await world.district.rpc.records.resolve({
    record: id,
    key: '$deleted',
    keep,
    reason: '重复登记',
    operation,
  })
  world.typed.delete(id)
  await settle(7)
})

test('August: the two laptops of the street exchange directly, and only one goes to the district', async () => {
  await work(8)
  await world.at('b').take((await world.at('a').send(await world.nameOf('b'))).file)
  await world.up('b', 'west')
  await expectFigures(world.district, monthText(8))
  await settle(8)
})

test('September: laptop B is stolen and ended; what it had brought stays, and a new laptop takes its place', async () => {
  await work(9)
  await world.up('b')
  const stolen = world.at('b')
  const { site } = await stolen.rpc.sync.status({})
  await world.district.rpc.sites.revoke({ site, reason: '电脑被盗，已报案' })
  await stolen.save('courtyard-session', session(world.story.units.peach, { date: '2026-09-09' }))
  expect((await refusal(world.district.take((await stolen.send()).file))).code).toBe('bundle.revoked-sender')
  const fresh = newComputer(world.story.stick, 'fresh-b', 72)
  later.push(fresh)
  fresh.clock.time = world.district.clock.time
  await joinStreet(world.district, fresh, world.story.stick, world.story.units.east, 'C')
  world.laptops.set('b', fresh)
  world.setClocks(9)
  await world.log('b', 9)
  await settle(9)
})

test('October: the new laptop puts right what the stolen one had logged', async () => {
  await work(10)
  const old = [...world.typed].filter(
    ([, { body }]) => body.unit === world.story.units.plum && String(body.date) < `${YEAR}-09`,
  )
  for (const [id] of old.slice(0, 10)) await world.edit('b', id, { leaflets: 7 })
  await settle(10)
})

test('November: a clock runs five years behind', async () => {
  world.offsets.set(world.at('a'), -5 * 365 * DAY)
  const { b } = await work(11)
  const id = standing(b)
  await world.up('b')
  await world.down('a')
  await world.edit('a', id, { attendance: 91 })
  await world.edit('a', id, { attendance: 92 })
  await settle(11)
  expect(await world.district.body(id)).toMatchObject({ attendance: 92 })
  world.offsets.clear()
})

test('December, and the year: every month and the year are the sum of what was typed, at the district and at each street', async () => {
  await work(12)
  await settle(12)
  expect(world.typed.size).toBeGreaterThan(400)
  await expectFigures(world.district, ...months(12), String(YEAR))
  const { east } = world.story.units
  const ofEast = new Map([...world.typed].filter(([, { body }]) => body.unit !== world.story.units.remote))
  const wanted = bookSums(ofEast, String(YEAR))
  for (const desk of ['a', 'b'] as const)
    expect(await toldSums(world.at(desk), String(YEAR), Object.keys(wanted))).toEqual(wanted)
  const { value } = await world.district.rpc.reports.figure({
    measure: 'leaflets',
    period: String(YEAR),
    unit: east,
  })
  expect(value).toBe(wanted.leaflets)
  const rows = await world.district.rpc.reports.figureRows({
    measure: 'leaflets',
    period: String(YEAR),
    unit: east,
    limit: 1000,
  })
  expect(rows.rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(wanted.leaflets)
})

test('afterwards everything can be proved at every computer, and nobody waits for anything', async () => {
  for (const computer of [world.district, ...world.laptops.values()]) {
    const { checks } = await computer.rpc.safety.verify({})
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
  }
  const { conflicts } = await world.district.rpc.sync.status({})
  expect(conflicts).toBe(0)
})
