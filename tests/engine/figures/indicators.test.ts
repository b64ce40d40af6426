import { type Desk, openDistrict, refusal } from '../../support/desks/engine'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

const indicator = (name: string, adds: string, over: Record<string, string | number | null> = {}) =>
  desk.save('indicator', { name, adds, word: '次', filledBy: 'village', every: 'month', ...over })
const fill = (
  indicator: string,
  ...cells: readonly (readonly [unit: string, month: string, value: string | null])[]
) =>
  desk.rpc.indicators.fill({
    cells: cells.map(([unit, month, value]) => ({ indicator, unit, date: `${month}-01`, value })),
    operation: desk.operation(),
  })
const figure = (measure: string, period = '2026-Q4', unit?: string) =>
  desk.rpc.reports.figure({ measure, period, ...(unit !== undefined && { unit }) })
const text = async (measure: string, period?: string, unit?: string) =>
  (await figure(measure, period, unit)).text

/** Two villages of the east street and one of the west, three months. */
async function filled(id: string): Promise<void> {
  const { peach, plum, far } = desk.units
  await fill(
    id,
    [peach, '2026-10', '10.1'],
    [peach, '2026-11', '20.2'],
    [plum, '2026-10', '0.2'],
    [plum, '2026-12', '5'],
    [far, '2026-11', '1.05'],
    [far, '2026-09', '100'],
  )
}

test('sums are exact over months and units, and the rows sum to the figure', async () => {
  await filled(await indicator('义警参与次数', 'sum'))
  // 10.1 + 20.2 + 0.2 + 5 + 1.05
  expect(await text('义警参与次数')).toBe('36.55')
  expect(await text('义警参与次数', '2026-10')).toBe('10.3')
  expect(await text('义警参与次数', '2026-Q4', desk.units.east)).toBe('35.5')
  expect(await text('义警参与次数', '2026')).toBe('136.55')
  const found = await figure('义警参与次数')
  const { rows } = await desk.rpc.reports.figureRows({
    measure: found.measure,
    period: '2026-Q4',
    limit: 100,
  })
  expect(rows.map(({ amount }) => amount)).toEqual([10.1, 0.2, 20.2, 1.05, 5])
  expect(found.records).toBe(5)
})

test('the last value of each unit counts, those of several units add up', async () => {
  await filled(await indicator('志愿者人数', 'last'))
  // 桃花村 20.2 of November, 李子村 5 of December, 远山村 1.05 of November.
  expect(await text('志愿者人数')).toBe('26.25')
  expect(await text('志愿者人数', '2026-10')).toBe('10.3')
  const found = await figure('志愿者人数')
  expect(found.adds).toBe('last')
  const { rows } = await desk.rpc.reports.figureRows({
    measure: found.measure,
    period: '2026-Q4',
    limit: 100,
  })
  expect(rows.map(({ amount }) => amount)).toEqual([20.2, 1.05, 5])
})

test('a mean is of what was filled, rounded half up to the places that it wants, and of nothing is none', async () => {
  await filled(await indicator('满意度', 'mean', { word: '%', places: 2 }))
  // 36.55 ÷ 5 = 7.31; of the east street 35.5 ÷ 4 = 8.875.
  expect(await text('满意度')).toBe('7.31')
  expect(await text('满意度', '2026-Q4', desk.units.east)).toBe('8.88')
  expect(await figure('满意度', '2026-02')).toMatchObject({ text: '—', records: 0 })
})

test('a share of two indicators says both, 8 of 12 as 66.67%', async () => {
  const [won, closed] = [await indicator('胜诉', 'sum'), await indicator('审结', 'sum')]
  await indicator('胜诉率', 'share', { word: null, part: won, whole: closed })
  const { peach, plum } = desk.units
  await fill(won, [peach, '2026-11', '5'], [plum, '2026-11', '3'])
  await fill(closed, [peach, '2026-11', '7'], [plum, '2026-11', '5'])
  expect(await figure('胜诉率')).toMatchObject({
    text: '66.67',
    value: 66.67,
    word: '%',
    parts: [
      { label: '胜诉', value: 8 },
      { label: '审结', value: 12 },
    ],
  })
  expect(await text('胜诉率', '2026-11', desk.units.plum)).toBe('60')
  expect(await text('胜诉率', '2026-02')).toBe('—')
  // Not the whole as long as one is missing.
  await fill(closed, [peach, '2026-12', '99999'])
  await fill(won, [peach, '2026-12', '99998'])
  expect(await text('胜诉率', '2026-12')).toBe('99.99')
})

test('a month counts where it lies whole in the days, and in its own reporting month', async () => {
  await filled(await indicator('帮办代办', 'sum'))
  expect(await text('帮办代办', '2026-11-01..2026-11-30')).toBe('21.25')
  expect(await text('帮办代办', '2026-11-02..2026-12-31')).toBe('5')
  expect(await text('帮办代办', '2026-12-01..2026-12-07')).toBe('0')
  expect(await text('帮办代办', '2026-11@26')).toBe('21.25')
})

test('an indicator stands in sentences by its name, in the table and the charts, and its source under the table', async () => {
  const id = await indicator('小微贷', 'sum', { word: '万元', source: '财政金融局台账' })
  await fill(id, [desk.units.peach, '2026-11', '4708'], [desk.units.plum, '2026-11', '0.5'])
  await desk.save('wording-template', {
    report: 'monthly',
    sentence: 'lead',
    text: '{期}发放小微贷{小微贷}万元，{小微贷：余}万元。',
  })
  const { document } = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-11' })
  const [lead] = document.blocks.flatMap((block) =>
    block.type === 'paragraph' ? [block.runs.map((run) => run.text).join('')] : [],
  )
  expect(lead).toBe('11月份发放小微贷4708.5万元，4700余万元。')
  const table = await desk.rpc.statistics.page({ period: '2026-11', measures: ['小微贷', 'events'] })
  expect(table.markup).toContain('小微贷（万元）')
  expect(table.markup).toContain('小微贷来自财政金融局台账')
  expect(table.figures.filter(({ unit, period }) => unit === null && period === '2026-11')[0]?.text).toBe(
    '4708.5',
  )
  const charted = await desk.rpc.charts.byUnit({ measures: [`indicator:${id}`], period: '2026-11' })
  expect(charted.whole[0]?.text).toBe('4708.5')
  const { measures } = await desk.rpc.reports.measures({})
  expect(measures.at(-1)).toMatchObject({ label: '小微贷', word: '万元', group: '自定指标' })
})

test('a signed report keeps its indicators, and says what has changed since', async () => {
  const id = await indicator('小微贷', 'sum', { word: '万元' })
  await fill(id, [desk.units.peach, '2026-11', '4708'])
  await desk.save('wording-template', {
    report: 'monthly',
    sentence: 'lead',
    text: '{期}发放小微贷{小微贷}万元。',
  })
  const signed = await desk.rpc.reports.freeze({
    report: 'monthly',
    period: '2026-11',
    operation: desk.operation(),
  })
  await fill(id, [desk.units.peach, '2026-11', '4709'])
  const { figures, rows } = await desk.rpc.reports.differences({ id: signed.id })
  expect(figures.map(({ before, after }) => [before.text, after.text])).toEqual([['4708', '4709']])
  expect(rows.map(({ before, after }) => [before, after])).toEqual([[4708, 4709]])
})

describe('what is filled', () => {
  test('is one record a cell: it is edited, emptied and comes back', async () => {
    const id = await indicator('义警', 'sum')
    const cell = [desk.units.peach, '2026-11'] as const
    const { ids: first } = await fill(id, [...cell, '7'])
    const { ids: second } = await fill(id, [...cell, '1,636 次'])
    expect(second).toEqual(first)
    expect(await text('义警', '2026-11')).toBe('1636')
    await fill(id, [...cell, null])
    expect(await text('义警', '2026-11')).toBe('0')
    const again = await desk.save('indicator-value', {
      indicator: id,
      unit: cell[0],
      date: '2026-11-01',
      value: '3',
    })
    expect(again).toBe(first[0])
    expect(await desk.body(again)).toMatchObject({ value: '3' })
  })

  test('is refused twice by hand, and its place never changes', async () => {
    const id = await indicator('义警', 'sum')
    const patch = { indicator: id, unit: desk.units.peach, date: '2026-11', value: 7.5 }
    const { ids } = await desk.rpc.records.addMany({
      kind: 'indicator-value',
      patches: [patch],
      operation: desk.operation(),
    })
    expect(await desk.body(ids[0] ?? '')).toMatchObject({ value: '7.5' })
    const taken = { code: 'record.invalid', params: { problems: [{ field: 'date', reason: 'value.taken' }] } }
    expect(await refusal(desk.save('indicator-value', patch))).toMatchObject(taken)
    const twice = [
      { ...patch, date: '2026-12-01' },
      { ...patch, date: '2026-12-01' },
    ]
    expect(
      await refusal(
        desk.rpc.records.addMany({ kind: 'indicator-value', patches: twice, operation: desk.operation() }),
      ),
    ).toMatchObject({ params: { problems: [{ field: '1/date', reason: 'value.taken' }] } })
    expect(await refusal(desk.save('indicator-value', { date: '2026-10' }, ids[0]))).toMatchObject({
      params: { problems: [{ field: 'date', reason: 'identity.fixed' }] },
    })
  })

  test.each([
    ['a value with too many places', { value: '1.23456' }, 'decimal.invalid'],
    ['one that is too large', { value: '100000000' }, 'decimal.too-large'],
    ['words', { value: '不详' }, 'decimal.invalid'],
    ['what is no month', { date: '2026-13' }, 'date.invalid'],
  ])('%s is refused', async (_, over, reason) => {
    const id = await indicator('义警', 'sum')
    const patch = { indicator: id, unit: desk.units.peach, date: '2026-11-01', value: '1', ...over }
    expect(await refusal(desk.save('indicator-value', patch))).toMatchObject({
      params: { problems: [{ reason }] },
    })
  })

  test('is of units that the indicator asks, and never of a share', async () => {
    const id = await indicator('义警', 'sum', { filledBy: 'street', until: '2026-12-01' })
    const refused = async (indicator: string, unit: string, month: string) => {
      const { params } = await refusal(fill(indicator, [unit, month, '1']))
      return params
    }
    expect(await refused(id, desk.units.peach, '2026-11')).toMatchObject({
      problems: [{ field: '0/unit', reason: 'indicator.filler', params: { filler: '街道' } }],
    })
    expect(await refused(id, desk.units.east, '2026-12')).toMatchObject({
      problems: [{ reason: 'indicator.ended' }],
    })
    const share = await indicator('比率', 'share', { part: id, whole: id })
    expect(await refused(share, desk.units.east, '2026-11')).toMatchObject({
      problems: [{ reason: 'indicator.computed' }],
    })
  })

  test('stands in a grid: of an indicator by units, of a unit by indicators, only in the months that are asked', async () => {
    const [monthly, quarterly] = [
      await indicator('甲', 'sum', { order: 1 }),
      await indicator('乙', 'sum', { every: 'quarter', order: 2 }),
    ]
    await filled(monthly)
    const grid = await desk.rpc.indicators.grid({ year: 2026, indicator: monthly, unit: desk.units.east })
    expect(grid.rows.map(({ label }) => label)).toEqual(['李子村', '石桥社区', '桃花村'])
    expect(grid.cells.map(({ row, month, value }) => [row, month, value])).toEqual([
      [0, 9, '0.2'],
      [0, 11, '5'],
      [2, 9, '10.1'],
      [2, 10, '20.2'],
    ])
    const own = await desk.rpc.indicators.grid({ year: 2026, unit: desk.units.peach })
    expect(own.rows.map(({ label, indicator }) => [label, indicator])).toEqual([
      ['甲', monthly],
      ['乙', quarterly],
    ])
    expect(own.open[1]).toEqual([2, 5, 8, 11])
    const stale = desk.rpc.indicators.fill({
      cells: [{ indicator: monthly, unit: desk.units.peach, date: '2026-10-01', value: '1', seen: null }],
      operation: desk.operation(),
    })
    expect((await refusal(stale)).code).toBe('record.changed')
  })
})

test.each([
  ['a name with a brace', { name: '义警{}' }, 'name', 'indicator.marks'],
  ['a name that the program has', { name: '发放宣传资料' }, 'name', 'indicator.name-taken'],
  ['a share without its parts', { adds: 'share' }, 'part', 'required'],
  ['a sum that nobody fills', { filledBy: null }, 'filledBy', 'required'],
])('%s is no indicator', async (_, over, field, reason) => {
  const patch = { name: '义警', word: '次', adds: 'sum', filledBy: 'village', every: 'month', ...over }
  const { params } = await refusal(desk.save('indicator', patch))
  expect(params.problems).toContainEqual(expect.objectContaining({ field, reason }))
})
