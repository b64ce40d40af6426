import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Desk, openStreet } from '../../support/desks/engine'

// Text files as WPS, Excel and people's hands leave them, and ledgers in which two people wrote down the same meeting.

const kind = 'courtyard-session'
let desk: Desk
let folder: string

beforeAll(async () => {
  desk = await openStreet()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-habits-'))
})
afterAll(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

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
const line = (n: number, courtyard: string, people = '３０人') => [
  String(n),
  `２０２６年３月${n}日`,
  '下午３点',
  '桃花村',
  courtyard,
  '周永贵',
  '吴秀英',
  '防诈骗，“宪法进万家”',
  '１２户',
  people,
]
const ledger = [
  ['云锦街道院坝会台账', ...Array.from({ length: 9 }, () => '')],
  head,
  line(1, '老槐树'),
  line(2, '水井边', '1,030'),
]
const preview = (bytes: Uint8Array | string, name = '台账.csv') => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return desk.rpc.tables.preview({ kind, source: { file: desk.engine.grant(path) } })
}
const quoted = (cell: string): string => (/[",;\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const text = (sign: string, end = '\r\n', write = quoted): string =>
  ledger.map((row) => row.map(write).join(sign) + end).join('')
const said = async (bytes: Uint8Array | string) =>
  (await preview(bytes)).rows.map(({ fate, words }) => [fate, words[4], words[7], words[9]])

/** Text in GBK: each sign that two bytes stand for is looked up once. */
function inGbk(said: string): Buffer {
  const decoder = new TextDecoder('gbk')
  const pairs = Array.from({ length: 0x7e00 }, (_, at) => [0x81 + (at >> 8), at & 0xff] as const)
  const codes = new Map(pairs.map((pair) => [decoder.decode(Uint8Array.from(pair)), pair]))
  return Buffer.from([...said].flatMap((sign) => codes.get(sign) ?? [sign.charCodeAt(0)]))
}
const expected = [
  ['new', '老槐树', '防诈骗，“宪法进万家”', '３０人'],
  ['new', '水井边', '防诈骗，“宪法进万家”', '1,030'],
]

test.each([
  ['commas', text(',')],
  ['semicolons', text(';')],
  ['tabs, as a text file', text('\t')],
  ['every cell in quotes', text(',', '\n', (cell) => `"${cell}"`)],
  [
    'cells that are to stay as text',
    text(',', '\r\n', (cell) => (/^\d+$/.test(cell) ? `="${cell}"` : quoted(cell))),
  ],
  [
    'numbers with a tab behind them',
    text(',', '\r\n', (cell) => (/^\d+$/.test(cell) ? `${cell}\t` : quoted(cell))),
  ],
])('a csv is read with %s', async (_, csv) => {
  expect(await said(csv)).toEqual(expected)
})

test('a quote that nobody closed eats no lines', async () => {
  const csv = text(',').replace('老槐树', '"老槐树')
  const { rows } = await preview(csv)
  expect(rows.map(({ words }) => words[4])).toEqual(['"老槐树', '水井边'])
})

test('a csv in GBK without a mark is read with full-width digits and quotes', async () => {
  for (const sign of [',', ';', '\t']) {
    expect(await said(inGbk(text(sign)))).toEqual(expected)
  }
})

test('two lines that sound alike come in, and the dry run says so of the later one', async () => {
  const rows = [head, line(5, '一号院'), line(5, '一号苑'), line(5, '二号院')]
  const csv = rows.map((row) => row.map(quoted).join(',')).join('\n')
  const told = await preview(csv)
  expect(told.counts).toMatchObject({ new: 3, alike: 1 })
  expect(told.rows.map(({ at, fate, alike }) => [at, fate, alike])).toEqual([
    [2, 'new', null],
    [3, 'new', 2],
    [4, 'new', null],
  ])
  const source = { file: desk.engine.grant(join(folder, '台账.csv')) }
  const taken = await desk.rpc.tables.take({ kind, source, operation: desk.operation() })
  expect(taken).toMatchObject({ added: 3, alike: 1 })
  expect(await desk.rpc.records.suspectCount({})).toMatchObject({ count: 1 })
})
