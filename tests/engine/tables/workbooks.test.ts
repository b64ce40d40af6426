import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { readWorkbook as readBytes } from '../../../electron/engine/tables/read-workbook'
import { workbookAt } from '../../../electron/engine/tables/workbook'
import { neverCancelled } from '../../../electron/engine/tasks'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-workbooks-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const readWorkbook = (path: string) => workbookAt({ signal: neverCancelled, readWorkbook: readBytes }, path)
const code = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  )
const rows = [
  ['日期', '金额'],
  ['2026-03-05', '1,200'],
  ['', '桂花村'],
]
const wordsIn = async (name: string, bytes: Uint8Array | string) =>
  (await readWorkbook(written(name, bytes))).sheets.map(({ grid }) =>
    grid.rows.filter((row) => row.some((word) => word !== '')),
  )

test('text is read in the encodings of offices', async () => {
  const text = '日期,金额\r\n2026-03-05,"1,200"\r\n,桂花村\r\n'
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  // 日期,金额 / ,桂花村 in GBK.
  const gbk = Buffer.from(
    'c8d5c6da2cbdf0b6ee0d0a323032362d30332d30352c22312c323030220d0a2cb9f0bba8b4e50d0a',
    'hex',
  )
  for (const bytes of [text, `\ufeff${text}`, utf16, gbk])
    expect(await wordsIn('台账.csv', Buffer.from(bytes as string))).toEqual([rows])
})

test('a workbook is read by what it is, not by its name', async () => {
  const sheet = {
    name: '表',
    rows: [
      ['日期', '金额'],
      [new Date(Date.UTC(2026, 2, 5)), 1200.5],
      ['身份证', 511011199001011200],
    ],
  }
  const expected = [
    [
      ['日期', '金额'],
      ['2026-03-05', '1200.5'],
      ['身份证', '5.11011199001011E+17'],
    ],
  ]
  expect(await wordsIn('台账.xls', await writeXlsx({ sheets: [sheet] }))).toEqual(expected)
  expect(await wordsIn('台账.xlsx', await writeOds({ sheets: [sheet] }))).toEqual(expected)
})

test('what is hidden in a workbook, or computed by it, is told', async () => {
  const cells = new Map([['1,0', { value: 3, formula: 'SUM(B1:B2)', formulaResult: 3 }]])
  const sheets = [
    { name: '表', rows: [['合计'], [3]], cells },
    { name: '藏', rows: [['甲']], hidden: true },
  ]
  const { notes, sheets: read } = await readWorkbook(written('有公式.xlsx', await writeXlsx({ sheets })))
  expect([notes, read.map(({ hidden }) => hidden)]).toEqual([
    ['hidden-sheets', 'formulas'],
    [false, true],
  ])
  expect(read[0]?.grid.rows).toEqual([['合计'], ['3']])
})

test('a workbook with a password, a bomb, and one that lies about its size are refused', async () => {
  const sheets = [{ name: '表', rows }]
  const locked = await writeXlsx({ sheets, encryption: { password: '123', spinCount: 1000 } })
  expect(await code(readWorkbook(written('密码.xlsx', locked)))).toBe('table.locked')
  const honest = zipOf(Buffer.alloc(1000), 200 * 1024 * 1024)
  expect(await code(readWorkbook(written('炸弹.xlsx', honest)))).toBe('table.too-large')
  expect(await code(readWorkbook(written('说谎.xlsx', zipOf(Buffer.alloc(2_000_000), 100))))).toBe(
    'table.unreadable',
  )
  expect(await code(readWorkbook(written('坏.xlsx', Buffer.from('PK坏了'))))).toBe('table.unreadable')
  expect(await code(readWorkbook(join(folder, '没有.xlsx')))).toBe('file.unreadable')
})

test('tens of thousands of empty lines under a ledger are passed over', async () => {
  const xlsx = await writeXlsx({
    sheets: [{ name: '表', rows: [...rows, ...Array.from({ length: 20_000 }, () => [''])] }],
  })
  expect(await wordsIn('很长.xlsx', xlsx)).toEqual([rows])
})

/** A zip file of one part that says it unpacks to `size`. */
function zipOf(content: Buffer, size: number): Buffer {
  const packed = deflateRawSync(content)
  const name = Buffer.from('xl/workbook.xml')
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(size, 22)
  head.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + name.length, 12)
  end.writeUInt32LE(head.length + name.length + packed.length, 16)
  return Buffer.concat([head, name, packed, entry, name, end])
}
