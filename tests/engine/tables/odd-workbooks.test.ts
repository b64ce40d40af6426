import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CFB } from '@e965/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { readWorkbook } from '../../../electron/engine/tables/read-workbook'
import { MOST_LINES } from '../../../shared/paste/workbook'
import { changedZip } from '../../support/paper/changed-zip'
import { root } from '../../support/screens/screen'

// What people have in their files beside a ledger; the fixtures are LibreOffice's (tests/fixtures/tables/README.md).

const fixture = (name: string): Buffer => readFileSync(join(root, 'tests/fixtures/tables', name))
const filled = (rows: readonly (readonly string[])[]) => rows.filter((row) => row.some((word) => word !== ''))
const refusal = (bytes: Uint8Array): Promise<string | undefined> =>
  readWorkbook(bytes).then(
    () => undefined,
    (error: { code?: string }) => error.code,
  )

test.each(['grouped.xlsx', 'grouped.xls', 'grouped.ods'])(
  '%s: rows that are repeated as headings or grouped are read, and what else is in the file is told',
  async (name) => {
    const { sheets, notes } = await readWorkbook(fixture(name))
    expect(sheets.map((sheet) => [sheet.name, sheet.hidden])).toEqual([
      ['院坝会', false],
      ['旧表', true],
    ])
    const [ledger] = sheets
    expect(ledger?.grid.rows.map((row) => [row[1] ?? '', row[2] ?? '', row[4] ?? '', row[9] ?? ''])).toEqual([
      ['', '', '', ''],
      ['日期', '开始时间', '院坝（户主）', '参加人数'],
      ['2025-03-01', '15:30', '老槐树', '30'],
      ['2025-03-02', '15:30', '石磨坊', '31'],
      ['2025-03-03', '15:30', '水井边', '61'],
      ['2025-03-04', '15:30', '大榕树', expect.stringMatching(/^(#N\/A|Err:540)$/)],
    ])
    expect(ledger?.grid.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 9 }])
    const macros = name.endsWith('.ods') ? ['macros'] : []
    expect(notes).toEqual(['hidden-sheets', ...macros, 'external-links', 'formulas'])
  },
)

test.each(['locked.xlsx', 'locked.xls', 'locked.ods'])(
  '%s has a password, and that is said',
  async (name) => {
    expect(await refusal(fixture(name))).toBe('table.locked')
  },
)

test('macros are told of an .xlsm and of an .xls', async () => {
  const sheets = [{ name: '表', rows: [['日期'], ['2026-03-05']] }]
  const xlsm = await writeXlsx({ sheets, vbaProject: Buffer.from('none') })
  expect((await readWorkbook(xlsm)).notes).toEqual(['macros'])
  const xls = CFB.read(fixture('two-line-head.xls'), { type: 'buffer' })
  CFB.utils.cfb_add(xls, '/_VBA_PROJECT_CUR/VBA/dir', Buffer.from('none'))
  const { notes } = await readWorkbook(CFB.write(xls, { type: 'buffer' }))
  expect(notes).toEqual(['hidden-sheets', 'macros', 'formulas'])
})

test('a formula that nobody has computed is an empty cell, and that is told', async () => {
  const bytes = changedZip(fixture('grouped.xlsx'), 'xl/worksheets/sheet1.xml', (xml) =>
    xml.replace(/(<f[^>]*>J3\+J4<\/f>)<v>61<\/v>/, '$1'),
  )
  const { sheets, notes } = await readWorkbook(bytes)
  expect([sheets[0]?.grid.rows[4]?.[9] ?? '', notes]).toEqual([
    '',
    ['hidden-sheets', 'external-links', 'formulas', 'formulas-empty'],
  ])
  const ods = changedZip(fixture('grouped.ods'), 'content.xml', (xml) =>
    xml.replace(
      /(table:formula="of:=\[.J3\]\+\[.J4\]") office:value-type="float" office:value="61"([^>]*)><text:p>61<\/text:p><\/table:table-cell>/,
      '$1/>',
    ),
  )
  expect((await readWorkbook(ods)).notes).toContain('formulas-empty')
})

test.each(['deep.xlsx', 'deep.ods'])(
  '%s: a note under a million formatted empty lines is told as cut, and nothing else is',
  async (name) => {
    const { sheets, notes } = await readWorkbook(fixture(name))
    expect([sheets[0]?.grid.rows.length, notes]).toEqual([2, ['cut']])
  },
)

test('a million real empty lines under a ledger are no lines of it', async () => {
  const lines = Array.from(
    { length: 1_000_000 },
    (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="0"/></row>`,
  )
  const small = await writeXlsx({ sheets: [{ name: '表', rows: [['日期'], ['2026-03-05']] }] })
  const bytes = changedZip(small, 'xl/worksheets/sheet1.xml', (xml) =>
    xml.replace('</sheetData>', `${lines.join('')}</sheetData>`),
  )
  const { sheets, notes } = await readWorkbook(bytes)
  expect([sheets[0]?.grid.rows, notes]).toEqual([[['日期'], ['2026-03-05']], []])
  const csv = await readWorkbook(Buffer.from(`日期,人数\n2026-03-05,3\n${',\n'.repeat(1_000_000)}`))
  expect([csv.sheets[0]?.grid.rows, csv.notes]).toEqual([
    [
      ['日期', '人数'],
      ['2026-03-05', '3'],
    ],
    [],
  ])
})

test('a stray cell at the far corner of a sheet takes nothing from the ledger', async () => {
  const small = await writeXlsx({ sheets: [{ name: '表', rows: [['日期'], ['2026-03-05']] }] })
  const bytes = changedZip(small, 'xl/worksheets/sheet1.xml', (xml) =>
    xml.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'),
  )
  const { sheets, notes } = await readWorkbook(bytes)
  expect([filled(sheets[0]?.grid.rows ?? []), notes]).toEqual([[['日期'], ['2026-03-05']], []])
})

test('a csv longer than what is read says so', async () => {
  const { sheets, notes } = await readWorkbook(Buffer.from('日期\n'.repeat(MOST_LINES + 10)))
  expect([sheets[0]?.grid.rows.length, notes]).toEqual([MOST_LINES, ['cut']])
})

test.each([
  ['a bomb inside an .ods', 'grouped.ods', 'content.xml'],
  ['a bomb inside an .xlsx', 'grouped.xlsx', 'xl/worksheets/sheet1.xml'],
])('%s is refused before it is unpacked', async (_, name, part) => {
  const bomb = changedZip(fixture(name), part, () => ' '.repeat(170 * 1024 * 1024))
  expect(bomb.length).toBeLessThan(1_000_000)
  expect(await refusal(bomb)).toBe('table.too-large')
})
