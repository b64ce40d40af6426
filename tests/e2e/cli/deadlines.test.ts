import { readFileSync, writeFileSync } from 'node:fs'
import { type Added, addStreet, type Story, type Street, startDistrict } from '../../support/desks/cli-story'
import { needs } from '../../support/machine/needs'
import { missingFonts, pdfPages, pdfText, printed } from '../../support/paper/paper'
import { textInZip } from '../../support/paper/zip'
import { launchBrowser } from '../../support/screens/browser'

let story: Story
let street: Street
let id: string
beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  const fields = {
    date: '2026-03-02',
    unit: street.villages[0],
    applicant: '张三丰',
    phone: '13800001234',
    caseType: 'civil',
    cause: '追索劳动报酬',
    appliedOn: '2026-03-02',
  }
  const data = JSON.stringify(fields)
  const added = await street.laptop.json<Added>('record', 'add', '--kind', 'legal-aid-case', '--data', data)
  id = added.ids[0] ?? ''
})
afterAll(() => story.desk.clear())

test('deadlines are listed up to a day, with what an end is reckoned from, and never a whole name', async () => {
  const found = await street.laptop.json<{ rows: readonly object[] }>('deadlines', '--until', '2099-12-31')
  expect(found.rows).toMatchObject([
    { rule: 'legal-aid-review', record: id, start: '2026-03-02', due: '2026-03-09', whose: '法援机构' },
  ])
  expect(JSON.stringify(found)).not.toContain('张三丰')
  expect((await street.laptop.text('deadlines', '--until', '2099-12-31')).stdout).toContain('法援审查')
})

test('a record’s deadlines are explained by article', async () => {
  expect(await street.laptop.json('deadlines', '--explain', id)).toMatchObject({
    record: id,
    deadlines: [{ rule: 'legal-aid-review', law: '法律援助法', article: '第四十三条' }],
  })
  expect((await street.laptop.text('deadlines', '--explain', id)).stdout).toContain('第四十三条')
})

test('one clock can be asked for, and how much runs by each is told', async () => {
  const all = ['deadlines', '--until', '2099-12-31']
  const { rows, total, clocks } = await street.laptop.json<{
    rows: object[]
    total: number
    clocks: object[]
  }>(...all, '--clock', '人社')
  expect([rows, total, clocks]).toEqual([[], 0, [{ clock: '法援机构', total: 1 }]])
  expect((await street.laptop.text(...all, '--by-clock')).stdout).toContain('共 1 项')
  expect((await street.laptop.refused(...all, '--clock', '法院')).code).toBe(2)
})

/** Writes the list for the office above. @returns where */
async function write(format: string): Promise<string> {
  const out = story.desk.path(`到期清单.${format}`)
  const options = ['--until', '2026-12-31', '--variant', 'upward', '--by-clock', '--format', format]
  const written = await street.laptop.json<{ file: string; title: string }>(
    ...['deadlines', ...options, '--out', out],
  )
  expect(written).toMatchObject({ format, rows: 1, total: 1, title: expect.stringContaining('到期清单') })
  return out
}

test('the list is written in every format, for whom it is meant', async () => {
  const json = JSON.parse(readFileSync(await write('json'), 'utf8'))
  expect(json).toMatchObject({ variant: 'upward', rows: [{ rule: 'legal-aid-review', due: '2026-03-09' }] })
  expect(textInZip(readFileSync(await write('xlsx')), 'xl/worksheets/sheet1.xml')).toContain(
    '法援机构（1项）',
  )
  expect(textInZip(readFileSync(await write('docx')), 'word/document.xml')).toContain('法援机构（1项）')
  expect(readFileSync(await write('html'), 'utf8')).toContain('法援机构')
})

const printing = needs('chromium', 'chinese-font', 'pdftotext', 'pdfinfo', 'pdffonts')
printing.test('the list prints on one A4 page', async () => {
  const html = await write('html')
  const pdf = story.desk.path('到期清单.pdf')
  const browser = await launchBrowser()
  await printed(browser, html, pdf).finally(() => browser.close())
  const { width, height, count } = pdfPages(pdf)
  expect([Math.round(width), Math.round(height), count]).toEqual([595, 842, 1])
  const text = pdfText(pdf)
  for (const said of [
    '到期清单',
    '填报单位（盖章）',
    '法援机构（1项）',
    '2026-03-09',
    '法援审查',
    '上报编号',
  ])
    expect([said, text.includes(said)]).toEqual([said, true])
  expect(text).not.toMatch(/张三丰|13800001234/)
  expect(missingFonts(pdf)).toEqual([])
})

test('a file wants its format, and only a file is for somebody', async () => {
  expect((await street.laptop.refused('deadlines', '--format', 'xlsx')).code).toBe(2)
  expect((await street.laptop.refused('deadlines', '--variant', 'public')).code).toBe(2)
})

test('a day that is none and a unit that nobody knows are refused', async () => {
  expect((await street.laptop.refused('deadlines', '--until', 'tomorrow')).code).toBe(2)
  expect((await street.laptop.refused('deadlines', '--unit', '无此村')).error.code).toBe('unit.not-found')
})

test('a holiday notice is read as it stands, shown, and kept once somebody has looked at it', async () => {
  const district = story.desk.laptop('district')
  const file = story.desk.path('notice.txt')
  writeFileSync(
    file,
    '国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n',
  )
  const args = ['calendar', 'notice', '--file', file]
  const { stdout } = await district.text(...args)
  expect(stdout).toMatch(/2027年放假安排.*元旦 +2027-01-01 至 2027-01-03.*请核对：没有找到春节/s)
  expect(await district.json(...args)).toMatchObject({ year: 2027, saved: null })
  const { saved } = await district.json<{ saved: string }>(...args, '--save')
  expect(await district.json('record', 'show', '--id', saved)).toMatchObject({
    body: { year: 2027, holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }] },
  })
})
