import { join } from 'node:path'
import { type Desk, openStreet } from '../../support/desks/engine'
import { root } from '../../support/screens/screen'

const kind = 'courtyard-session'
let desk: Desk

beforeAll(async () => {
  desk = await openStreet()
})
afterAll(() => desk.close())

const file = (name: string) => desk.engine.grant(join(root, 'tests/fixtures/tables', name))

test.each(['two-line-head.xlsx', 'two-line-head.xls'])(
  '%s of LibreOffice is read: heading of two lines, days, times, merged cells',
  async (name) => {
    expect((await desk.rpc.tables.sheets({ file: file(name) })).notes).toEqual(['hidden-sheets', 'formulas'])
    const told = await desk.rpc.tables.preview({ kind, source: { file: file(name) }, year: 2025 })
    expect(told.head).toEqual([2, 3])
    expect(told.columns.map(({ target }) => target)).toEqual([
      null,
      'date',
      'start',
      'unit',
      'courtyard',
      'chair',
      'speaker',
      'agenda',
      'households',
      'people',
      'leaflets',
    ])
    expect(told.counts).toMatchObject({ rows: 4, new: 4, refused: 0 })
    expect(told.leftOut).toEqual([
      { at: 1, why: 'title' },
      { at: 8, why: 'total' },
    ])
    expect(told.notices).toEqual([])
  },
)

test('a csv in GBK has no merged cells: the line without its village is refused, the others are read', async () => {
  const source = { file: file('two-line-head-gbk.csv') }
  const told = await desk.rpc.tables.preview({ kind, source, year: 2025 })
  expect(told.rows.map(({ fate, problems }) => [fate, problems.map(({ field }) => field)])).toEqual([
    ['new', []],
    ['refused', ['unit']],
    ['new', []],
    ['new', []],
  ])
})

test('what an .xls says comes in as the .xlsx of the same ledger does', async () => {
  const taken = { kind, year: 2025 }
  const first = { ...taken, source: { file: file('two-line-head.xls') }, operation: desk.operation() }
  expect(await desk.rpc.tables.take(first)).toMatchObject({ added: 4, refused: [] })
  const again = { ...taken, source: { file: file('two-line-head.xlsx') }, operation: desk.operation() }
  expect(await desk.rpc.tables.take(again)).toMatchObject({ added: 0, skipped: 4, batch: null })
  const { rows } = await desk.rpc.records.list({ kind, filter: {} })
  expect(rows.map(({ body }) => [body.date, body.start])).toEqual([
    ['2025-03-16', '09:30'],
    ['2025-03-15', '09:30'],
    ['2025-03-06', '15:00'],
    ['2025-03-05', '15:00'],
  ])
})
