import { derivedId } from '../../../electron/engine/facts/derived-id'
import { indicatorValue } from '../../../shared/kinds/indicator-value'
import { carryForeign } from '../../support/bundles/foreign'
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

test('a second value of a cell, forged under another id or on another day of the month, is 异常数据 and in no figure', async () => {
  const { a, district, units, stick, recoveryKey } = all
  const indicator = await district.save('indicator', {
    name: '义警参与次数',
    adds: 'sum',
    word: '次',
    filledBy: 'village',
    every: 'month',
  })
  await district.take((await a.send()).file)
  await a.take((await district.send('东街街道A')).file)
  const cell = { indicator, unit: units.peach, date: '2026-11-01' }
  await a.rpc.indicators.fill({ cells: [{ ...cell, value: '5' }], operation: a.operation() })
  const otherDay = { ...cell, date: '2026-11-15' }
  const [stranger, dayId] = [
    '01900000-0000-7000-8000-00000000000f',
    derivedId(indicatorValue, otherDay) ?? '',
  ]
  await carryForeign({ from: a, to: district, stick, recoveryKey }, units.east, () => [
    { id: stranger, kind: 'indicator-value', set: { ...cell, value: '70', $deleted: false } },
    { id: dayId, kind: 'indicator-value', set: { ...otherDay, value: '600', $deleted: false } },
  ])
  const { rpc } = district
  expect(await rpc.reports.figure({ measure: '义警参与次数', period: '2026-11' })).toMatchObject({
    text: '5',
    records: 1,
  })
  const { cells } = await rpc.indicators.grid({ year: 2026, indicator })
  expect(cells.map(({ value }) => value)).toEqual(['5'])
  const { anomalies } = await rpc.anomalies.list({})
  expect(anomalies.map(({ record, field, reason, label }) => [record, field, reason, label]).sort()).toEqual(
    [
      [stranger, '$id', 'identity.other', '记录编号'],
      [dayId, 'date', 'month.first', '月份'],
    ].sort(),
  )
  expect((await rpc.records.list({ kind: 'indicator-value' })).rows).toHaveLength(3)
  // A person takes it away where it stands.
  await rpc.records.delete({ id: stranger, reason: '不是本程序填写的', operation: district.operation() })
  expect((await rpc.anomalies.list({})).records).toBe(1)
  const { checks } = await rpc.safety.verify({})
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
})
