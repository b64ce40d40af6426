import { type Desk, openDistrict, openStreet, refusal } from '../../support/desks/engine'

let desk: Desk
afterEach(() => desk.close())

const reader = (name: string, unit: string, over: Readonly<Record<string, string>> = {}) => ({
  name,
  unit,
  from: '2025-03-01',
  ...over,
})
const add = (patches: readonly ReturnType<typeof reader>[]) =>
  desk.rpc.records.addMany({ kind: 'law-reader', patches: [...patches], operation: desk.operation() })
const short = async (unit?: string) =>
  await desk.rpc.coverage.short({ kind: 'law-reader', ...(unit !== undefined && { unit }) })
const shown = async (unit?: string) =>
  (await short(unit)).short.map(({ street, name, count }) => `${street}${name} ${count}`)

test('villages with fewer than three 法律明白人 are named with what they have; communities are not asked', async () => {
  desk = await openDistrict()
  const { peach, plum, bridge, far, east } = desk.units
  await add([
    ...['甲', '乙', '丙'].map((name) => reader(name, peach)),
    ...['丁', '戊'].map((name) => reader(name, plum)),
    reader('己', bridge),
    // Gone since yesterday, and not yet begun: neither counts today.
    reader('庚', plum, { to: '2026-11-02' }),
    reader('辛', plum, { from: '2026-11-04' }),
  ])
  expect(await shown()).toEqual(['东街街道李子村 2', '重庆路街道远山村 0'])
  expect((await short()).units).toBe(3)
  expect(await shown(east)).toEqual(['东街街道李子村 2'])
  await add([reader('壬', plum)])
  expect(await shown(plum)).toEqual([])
  expect(await shown(far)).toEqual(['重庆路街道远山村 0'])
})

test('a street’s laptop asks about its own villages only, and of other kinds nothing is asked', async () => {
  desk = await openStreet()
  expect(await shown()).toEqual(['东街街道李子村 0', '东街街道桃花村 0'])
  expect((await refusal(desk.rpc.coverage.short({ kind: 'team' }))).code).toBe('kind.unknown')
})

test('villages and communities that no adviser reached this month are named; a call or a letter reaches none', async () => {
  desk = await openDistrict()
  const { district, peach, plum, bridge } = desk.units
  const adviser = await desk.rpc.records.save({
    kind: 'adviser',
    patch: { name: '陈正东', unit: district, profession: 'lawyer', from: '2026-01-01' },
    operation: desk.operation(),
  })
  const visit = (unit: string, date: string, way: string | null) => ({
    ...{ unit, date, way, adviser: adviser.id },
    ...{ client: '村委会', service: 'advice' },
  })
  await desk.rpc.records.addMany({
    kind: 'counsel-service',
    patches: [
      visit(peach, '2026-11-01', 'onSite'),
      visit(plum, '2026-11-02', 'phone'),
      visit(plum, '2026-10-31', 'onSite'),
      visit(bridge, '2026-11-03', null),
    ],
    operation: desk.operation(),
  })
  const { units, short: missing } = await desk.rpc.coverage.short({ kind: 'counsel-service' })
  expect(missing.map(({ name, count }) => [name, count])).toEqual(expect.arrayContaining([['李子村', 0]]))
  expect(missing.map(({ unit }) => unit)).not.toEqual(expect.arrayContaining([peach]))
  expect(missing.map(({ unit }) => unit)).not.toEqual(expect.arrayContaining([bridge]))
  expect(missing).toHaveLength(units - 2)
})
