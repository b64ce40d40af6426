import { readXlsx } from 'hucre/xlsx'
import { sheetWorkbook } from '../../../electron/engine/export/sheet-xlsx'
import { workbookBytes } from '../../../electron/engine/export/xlsx/workbook'
import { columnName } from '../../../electron/engine/export/xlsx/worksheet'
import {
  countCell,
  dateCell,
  filledBy,
  moneyCell,
  type Sheet,
  type SheetRow,
  signers,
  textCell,
} from '../../../shared/paper/sheet/model'
import { needs } from '../../support/machine/needs'
import { throughOffice } from '../../support/paper/office'
import { textInZip } from '../../support/paper/zip'

const plain = (n: number, text = `三湾社区${n}`): SheetRow => ({
  role: 'plain',
  cells: [
    countCell(n),
    dateCell('2026-11-03'),
    textCell('510103199001011234'),
    countCell(n * 3),
    moneyCell(n * 1050),
    textCell(text),
  ],
})

const ledger = (rows: readonly SheetRow[]): Sheet => ({
  title: '三湾街道欠薪线索台账（2026年11月）',
  orientation: 'landscape',
  ...filledBy('三湾街道', '2026-11-30'),
  signers,
  stamp: '内部 编号 000128 A&B',
  watermark: '内部资料 注意保密',
  notes: ['说明：金额单位为元。'],
  columns: [
    { label: '序号', width: 3, align: 'center', format: 'count' },
    { label: '接收日期', width: 6, align: 'center', format: 'date' },
    { label: '证件号', width: 10, align: 'left', format: 'text' },
    { label: '人数', group: '涉及', width: 4, align: 'right', format: 'count', total: true },
    { label: '金额\n（元）', group: '涉及', width: 7, align: 'right', format: 'money', total: true },
    { label: '备注', width: 9, align: 'left', format: 'text' },
  ],
  rows,
})

const total = (people: number, amount: number): SheetRow => ({
  role: 'total',
  cells: [textCell('合计'), textCell(''), textCell(''), countCell(people), moneyCell(amount), textCell('')],
})

const bytesOf = (sheet: Sheet): Promise<Uint8Array> =>
  workbookBytes(sheetWorkbook(sheet, Date.UTC(2026, 10, 30)))
const partOf = async (sheet: Sheet, name: string): Promise<string> =>
  textInZip(Buffer.from(await bytesOf(sheet)), name)

async function firstSheet(sheet: Sheet) {
  const book = await readXlsx(await bytesOf(sheet))
  const [first] = book.sheets
  if (!first) throw new Error('no sheet')
  return first
}

test('numbers are numbers, dates are dates, document numbers are text', async () => {
  const { rows } = await firstSheet(ledger([plain(1), plain(2)]))
  expect(rows[0]?.[0]).toBe('三湾街道欠薪线索台账（2026年11月）')
  expect(rows[4]?.slice(0, 5)).toEqual([1, new Date('2026-11-03T00:00:00Z'), '510103199001011234', 3, 10.5])
  const xml = await partOf(ledger([plain(1)]), 'xl/worksheets/sheet1.xml')
  expect(xml).toContain('numberStoredAsText="1"')
})

test('a total is a formula where it is the sum of the rows above, and only there', async () => {
  const added = await partOf(ledger([plain(1), plain(2), total(9, 3150)]), 'xl/worksheets/sheet1.xml')
  expect(added.match(/<f>.*?<\/f>/g)).toEqual(['<f>SUM(D5:D6)</f>', '<f>SUM(E5:E6)</f>'])
  // Distinct people are fewer than the sum: the number must not change when the file is calculated anew.
  const distinct = await partOf(ledger([plain(1), plain(2), total(8, 3150)]), 'xl/worksheets/sheet1.xml')
  expect(distinct.match(/<f>.*?<\/f>/g)).toEqual(['<f>SUM(E5:E6)</f>'])
})

test('what is no sum stays a number, even where it happens to come to one', async () => {
  const { columns, ...sheet } = ledger([plain(1), plain(2), total(9, 3150)])
  const lasting = columns.map((column) => ({ ...column, total: column.format === 'money' }))
  const xml = await partOf({ ...sheet, columns: lasting }, 'xl/worksheets/sheet1.xml')
  expect(xml.match(/<f>.*?<\/f>/g)).toEqual(['<f>SUM(E5:E6)</f>'])
})

test('a total over groups adds the groups, not their items again', async () => {
  const as = (row: SheetRow, role: SheetRow['role']): SheetRow => ({ ...row, role })
  const rows = [
    as(plain(2), 'group'),
    as(plain(1), 'item'),
    as(plain(1), 'item'),
    as(plain(3), 'group'),
    as(plain(3), 'item'),
  ]
  const xml = await partOf(ledger([...rows, total(15, 5250)]), 'xl/worksheets/sheet1.xml')
  expect(xml.match(/<f>.*?<\/f>/g)).toEqual(['<f>D5+D8</f>', '<f>E5+E8</f>'])
})

test('the sheet prints like paper: A4 across, as wide as the page, its head on every page and in view', async () => {
  const xml = await partOf(ledger([plain(1)]), 'xl/worksheets/sheet1.xml')
  expect(xml).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>')
  expect(xml).toContain('<pageSetUpPr fitToPage="1"/>')
  expect(xml).toContain('ySplit="4" topLeftCell="A5"')
  expect(xml).toContain('<mergeCell ref="D3:E3"/>')
  expect(xml).toContain('&amp;L内部 编号 000128 A&amp;&amp;B&amp;R第&amp;P页 共&amp;N页')
  expect(await partOf(ledger([plain(1)]), 'xl/workbook.xml')).toContain('$3:$4</definedName>')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=1+1', '\n=cmd|x'])(
  'text that a spreadsheet would run becomes text that it cannot: %j',
  async (text) => {
    const { rows } = await firstSheet(ledger([plain(1, text)]))
    expect(String(rows[4]?.[5])).toMatch(/^'/)
  },
)

test('what a file cannot hold is left out, and nothing else', async () => {
  const odd = 'a\u0000\u000b<b>&"c" _x0041_ 𠮷𠅤㐱\nd\ud800'
  const { rows } = await firstSheet(ledger([plain(1, odd), plain(2, '长'.repeat(40_000))]))
  expect(rows[4]?.[5]).toBe('a<b>&"c" _x0041_ 𠮷𠅤㐱\nd�')
  expect(String(rows[5]?.[5])).toHaveLength(32_767)
})

test('columns are named as spreadsheets name them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})

needs(
  'soffice',
).test('LibreOffice opens the file, calculates its totals and prints it on A4 across', async () => {
  const many = Array.from({ length: 60 }, (_, at) => plain(at + 1, at === 3 ? '"引号"，逗号' : undefined))
  const people = many.reduce((sum, _, at) => sum + (at + 1) * 3, 0)
  const bytes = await bytesOf(ledger([...many, total(people, (people / 3) * 1050)]))
  const csv = throughOffice('ledger.xlsx', bytes, 'csv').toString()
  const lines = csv.split('\n')
  expect(lines[5]).toBe('1,2026-11-03,"510103199001011234",3,10.50,"三湾社区1"')
  expect(lines[8]).toContain('"""引号""，逗号"')
  expect(csv).toContain(`,${people},"19,215.00",`)
  const pdf = throughOffice('ledger.xlsx', bytes, 'pdf').toString('latin1')
  expect(pdf).toMatch(/MediaBox\s*\[\s*0 0 841\.\d+ 595\.\d+/)
})
