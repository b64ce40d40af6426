import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import type { Input } from '../../../shared/contract'
import { refused as byCancelling, cancelled } from '../../support/desks/cancelling'
import { type Desk, openStreet, refusal } from '../../support/desks/engine'

const kind = 'courtyard-session'
let desk: Desk
let folder: string

beforeEach(async () => {
  desk = await openStreet()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-tables-'))
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

type Cells = (string | number | Date | null)[]
const head = [
  '序号',
  '日期',
  '开始时间',
  '村（社区）',
  '院坝（户主）',
  '主持人',
  '主讲人',
  '议题',
  '参加户数',
  '参加人数',
]
const line = (n: number, more: Partial<Record<number, Cells[number]>> = {}): Cells =>
  Object.assign(
    [
      n,
      `2026.3.${n}`,
      '下午3点',
      '桃花村',
      `第${'一二三四五六七八九'[n] ?? n}院坝`,
      '周永贵',
      '吴秀英',
      '防诈骗',
      5,
      20 + n,
    ],
    more,
  )

async function file(rows: readonly Cells[], name = '台账.xlsx'): Promise<string> {
  const path = join(folder, name)
  writeFileSync(
    path,
    await writeXlsx({ sheets: [{ name: '院坝会', rows: [['云锦街道院坝会台账'], head, ...rows] }] }),
  )
  return path
}

type Asked = Partial<Input<'tables.preview'>>
const from = (path: string) => ({ kind, source: { file: desk.engine.grant(path) } })
const preview = (path: string, more: Asked = {}) => desk.rpc.tables.preview({ ...from(path), ...more })
const bring = (path: string, more: Asked = {}) =>
  desk.rpc.tables.take({ ...from(path), ...more, operation: desk.operation() })
const total = async () => (await desk.rpc.records.count({ kind, filter: {} })).total

test('a table is looked at, comes in as one step, adds nothing again, is taken back, and comes in again', async () => {
  const path = await file([
    line(1),
    line(2),
    line(3, { 3: '桃花源村' }),
    ['合计', null, null, null, null, null, null, null, 15, 66],
  ])
  const told = await preview(path)
  expect(told.counts).toMatchObject({ rows: 3, new: 2, refused: 1 })
  expect(told.rows[2]?.problems).toEqual([
    { field: 'unit', reason: 'table.name-unknown', params: { value: '桃花源村' } },
  ])
  expect(await total()).toBe(0)
  const done = await bring(path)
  expect(done).toMatchObject({ rows: 3, added: 2, updated: 0, skipped: 0, batch: expect.any(String) })
  expect(done.refused).toEqual([expect.objectContaining({ row: 5, field: 'unit' })])
  const { rows } = await desk.rpc.records.list({ kind, filter: {} })
  expect(rows.map(({ body }) => [body.date, body.start, body.people, body.unit])).toEqual([
    ['2026-03-02', '15:00', 22, desk.units.peach],
    ['2026-03-01', '15:00', 21, desk.units.peach],
  ])
  // The same again: nothing, also where somebody corrected a record since.
  await desk.rpc.records.save({ kind, id: rows[0]?.id, patch: { people: 99 }, operation: desk.operation() })
  expect(await bring(path)).toMatchObject({ added: 0, updated: 0, skipped: 2, batch: null })
  const undone = await desk.rpc.bulk.undo({ batch: String(done.batch), operation: desk.operation() })
  expect([undone.done, undone.left.map(({ id, reason }) => [id, reason.code])]).toEqual([
    1,
    [[rows[0]?.id, 'record.stale']],
  ])
  expect(await bring(path)).toMatchObject({ added: 1, skipped: 1 })
  expect(await total()).toBe(2)
})

test('a year that no day tells is asked for, and a cell that is mended is read as mended', async () => {
  const path = await file([line(1, { 1: '3月5日' }), line(2, { 3: '桃' })])
  expect(await preview(path)).toMatchObject({ wantsYear: true, counts: { refused: 2 } })
  const mends = [{ at: 4, column: 3, word: '桃花村' }]
  expect(await bring(path, { year: 2025, mends })).toMatchObject({ added: 2 })
  const { rows } = await desk.rpc.records.list({ kind, filter: {} })
  expect(rows.map(({ body }) => body.date)).toEqual(['2026-03-02', '2025-03-05'])
})

test('a line that may be logged already waits for a person, who adds it or lets it change that record', async () => {
  await bring(await file([line(1), line(2)]))
  // The name sounds alike, on the same day in the same village.
  const again = await file(
    [line(1, { 4: '第二院霸', 9: 40 }), line(2, { 4: '第三院霸', 9: 41 })],
    '又一份.xlsx',
  )
  const told = await preview(again)
  expect(told.rows.map(({ fate, record }) => [fate, record?.title])).toEqual([
    ['similar', '2026-03-01 第二院坝'],
    ['similar', '2026-03-02 第三院坝'],
  ])
  expect(await bring(again)).toMatchObject({ added: 0, skipped: 2, similar: 2, batch: null })
  const chosen = { 3: 'add', 4: 'update' } as const
  const sure = await preview(again, { chosen })
  expect(sure.rows[1]?.changes).toEqual([
    { field: 'courtyard', old: '第三院坝', new: '第三院霸' },
    { field: 'people', old: '22人', new: '41人' },
  ])
  expect(await bring(again, { chosen })).toMatchObject({ added: 1, updated: 1 })
  expect(await total()).toBe(3)
})

test('an identical line of one table is taken once', async () => {
  expect(await bring(await file([line(1), line(1)]))).toMatchObject({ added: 1, skipped: 1 })
})

test('a column that was chosen once is known the next time', async () => {
  const rows = [line(1)]
  const path = join(folder, '台账.xlsx')
  const unlike = head.map((word) => (word === '参加人数' ? '来了多少' : word))
  writeFileSync(path, await writeXlsx({ sheets: [{ name: '表', rows: [unlike, ...rows] }] }))
  expect((await preview(path)).counts).toMatchObject({ refused: 1 })
  expect(await bring(path, { columns: { 9: 'people' } })).toMatchObject({ added: 1 })
  expect((await preview(path)).columns[9]).toMatchObject({ target: 'people', by: 'remembered' })
})

test('what was not taken goes back as a workbook with the reason in a comment on its cell, and comes in once it is mended', async () => {
  const path = await file([line(1), line(2, { 3: '桃花源村', 9: '很多' })])
  const to = join(folder, '没有导入.xlsx')
  const written = await desk.rpc.tables.writeRefused({
    ...from(path),
    to: desk.engine.grant(to),
    operation: desk.operation(),
  })
  expect(written.rows).toBe(1)
  const { sheets } = await readXlsx(readFileSync(to))
  const sheet = sheets[0]
  expect(sheet?.rows[0]?.slice(1, 4)).toEqual(['日期', '开始时间', '村（社区）'])
  expect(sheet?.cells?.get('1,3')?.comment?.text).toContain('“桃花源村”没有登记过')
  expect(sheet?.cells?.get('1,9')?.comment?.text).toContain('参加人数应当是')
  const mends = [
    { at: 2, column: 3, word: '桃花村' },
    { at: 2, column: 9, word: '30' },
  ]
  expect(await bring(to, { mends })).toMatchObject({ added: 1, refused: [] })
})

test('an import that is cancelled leaves nothing, and one that is repeated with its operation does nothing', async () => {
  const path = await file([line(1), line(2)])
  const stopped = await cancelled(desk, (operation) => desk.rpc.tables.take({ ...from(path), operation }))
  expect([stopped, await total()]).toEqual([byCancelling, 0])
  const operation = desk.operation()
  const first = await desk.rpc.tables.take({ ...from(path), operation })
  expect(await desk.rpc.tables.take({ ...from(path), operation })).toEqual(first)
  expect(await total()).toBe(2)
})

test('pasted cells are a table too, and what is none is refused', async () => {
  const text = [head, line(1)].map((row) => row.join('\t')).join('\n')
  const told = await desk.rpc.tables.preview({ kind, source: { text } })
  expect(told.counts).toMatchObject({ new: 1 })
  expect(await refusal(desk.rpc.tables.preview({ kind, source: { text: ' ' } }))).toMatchObject({
    code: 'table.empty',
  })
  const junk = join(folder, '照片.xlsx')
  writeFileSync(junk, Buffer.from([0x50, 0x4b, 3, 4, 9, 9, 9]))
  expect(await refusal(desk.rpc.tables.sheets({ file: desk.engine.grant(junk) }))).toMatchObject({
    code: 'table.unreadable',
  })
})
