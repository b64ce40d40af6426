import { type Pair, pair } from '../../support/desks/pair'

let all: Pair
beforeEach(async () => {
  all = await pair()
}, 60_000)
afterEach(() => all.close())

test('two laptops that fill one cell meet in one record with a conflict, and never add up twice', async () => {
  const { a, b, district, units } = all
  const indicator = await district.save('indicator', {
    name: '义警参与次数',
    adds: 'sum',
    word: '次',
    filledBy: 'village',
    every: 'month',
  })
  await district.take((await a.send()).file, (await b.send()).file)
  for (const [letter, laptop] of [
    ['A', a],
    ['B', b],
  ] as const)
    await laptop.take((await district.send(`东街街道${letter}`)).file)
  const cell = { indicator, unit: units.peach, date: '2026-11-01' }
  const fill = (at: typeof a, value: string) =>
    at.rpc.indicators.fill({ cells: [{ ...cell, value }], operation: at.operation() })
  const [one, other] = [await fill(a, '7636'), await fill(b, '7663')]
  expect(one.ids).toEqual(other.ids)
  // What both fill alike is no conflict.
  await a.rpc.indicators.fill({
    cells: [{ ...cell, date: '2026-10-01', value: '5' }],
    operation: a.operation(),
  })
  await b.rpc.indicators.fill({
    cells: [{ ...cell, date: '2026-10-01', value: '5.0' }],
    operation: b.operation(),
  })

  await district.take((await a.send()).file, (await b.send()).file)
  const figure = (period: string) => district.rpc.reports.figure({ measure: '义警参与次数', period })
  const found = await figure('2026-11')
  expect(found.records).toBe(1)
  expect(['7636', '7663']).toContain(found.text)
  expect(await figure('2026-10')).toMatchObject({ text: '5', records: 1 })
  const { conflicts } = await district.rpc.records.conflicts({})
  expect(conflicts.map(({ record, key, heads }) => [record, key, heads.length])).toEqual([
    [one.ids[0], 'value', 2],
  ])
  const grid = await district.rpc.indicators.grid({ year: 2026, indicator })
  expect(grid.cells.map(({ value, conflict }) => [value, conflict])).toEqual([
    ['5', false],
    [found.text, true],
  ])

  const kept = conflicts[0]?.heads.find(({ value }) => value === '7636')?.change ?? ''
  await district.rpc.records.resolve({
    record: one.ids[0] ?? '',
    key: 'value',
    keep: kept,
    reason: '与公安分局核对',
    operation: district.operation(),
  })
  await b.take((await district.send('东街街道B')).file)
  expect(await b.body(one.ids[0] ?? '')).toMatchObject({ value: '7636' })
})
