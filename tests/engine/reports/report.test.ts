import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { type Desk, openDistrict, openStreet, refusal } from '../../support/desks/engine'
import { textInZip } from '../../support/paper/zip'
import { activityOf, type MonthRecord, sessionOf, sumsOf } from '../../support/records/month'

let desk: Desk

afterEach(() => desk.close())

async function add(record: MonthRecord): Promise<string> {
  const saved = await desk.rpc.records.save({
    kind: record.kind,
    patch: record.body,
    operation: desk.operation(),
  })
  return saved.id
}

async function value(measure: string, period = '2026-11', unit?: string): Promise<number> {
  const figure = await desk.rpc.reports.figure({ measure, period, ...(unit ? { unit } : {}) })
  return figure.value
}

const activity = (over: MonthRecord['body'] = {}): MonthRecord => {
  const whole = activityOf(desk.units.peach, '2026-11', 1)
  const { leaflets, sms, questions, ...required } = whole.body
  return { kind: whole.kind, body: { ...required, attendance: 100, ...over } }
}
const session = (over: MonthRecord['body'] = {}): MonthRecord => {
  const whole = sessionOf(desk.units.peach, '2026-11', 1)
  return {
    kind: whole.kind,
    body: { ...whole.body, people: 40, leaflets: 60, questions: 3, households: 9, ...over },
  }
}

/** A month of 64 records in the three villages of the east street: some linked, some of them deleted. */
async function month(): Promise<ReadonlyMap<string, MonthRecord>> {
  const records = new Map<string, MonthRecord>()
  for (const unit of [desk.units.peach, desk.units.plum, desk.units.bridge]) {
    const ids: string[] = []
    for (let n = 0; n < 9; n++) {
      const record = activityOf(unit, '2026-11', n)
      const id = await add(record)
      ids.push(id)
      records.set(id, record)
    }
    for (let n = 0; n < 12; n++) {
      const record = sessionOf(unit, '2026-11', n, n % 2 === 0 ? ids[n % 9] : undefined)
      records.set(await add(record), record)
    }
    await desk.rpc.records.delete({ id: ids[2] ?? '', operation: desk.operation() })
    records.delete(ids[2] ?? '')
  }
  await add(activityOf(desk.units.peach, '2026-10', 1))
  return records
}

describe('a session that belongs to an activity', () => {
  beforeEach(async () => {
    desk = await openStreet()
  })

  test('counts people once, and keeps the leaflets that only the session has', async () => {
    const id = await add(activity({ attendance: 100 }))
    await add(session({ activity: id }))
    expect(await value('attendance')).toBe(100)
    expect(await value('leaflets')).toBe(60)
    expect(await value('events')).toBe(1)
    expect(await value('activities')).toBe(1)
    expect(await value('sessions')).toBe(1)
  })

  test('adds nothing where the activity says zero', async () => {
    const id = await add(activity({ leaflets: 0 }))
    await add(session({ activity: id }))
    expect(await value('leaflets')).toBe(0)
  })

  test('counts in full again when the activity is deleted, and no more when it is restored', async () => {
    const id = await add(activity({ attendance: 100, leaflets: 5 }))
    await add(session({ activity: id }))
    await desk.rpc.records.delete({ id, operation: desk.operation() })
    expect([await value('attendance'), await value('leaflets'), await value('events')]).toEqual([40, 60, 1])
    await desk.rpc.records.restore({ id, operation: desk.operation() })
    expect([await value('attendance'), await value('leaflets'), await value('events')]).toEqual([100, 5, 1])
  })

  test('two sessions of one activity both add what it leaves empty', async () => {
    const id = await add(activity())
    await add(session({ activity: id, leaflets: 10 }))
    await add(session({ activity: id, leaflets: 20 }))
    expect(await value('leaflets')).toBe(30)
  })
})

describe('a figure', () => {
  beforeEach(async () => {
    desk = await openStreet()
  })

  test('counts the first and the last day of the month and no day beside it', async () => {
    for (const date of ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'])
      await add(activity({ date, sms: 1 }))
    expect(await value('sms')).toBe(2)
    expect(await value('sms', '2026')).toBe(4)
    expect(await value('sms', '2026-Q4')).toBe(4)
  })

  test('is what the words of its 口径 say, for every measure and unit, and its rows sum to it page by page', async () => {
    const records = await month()
    const expected = new Map(Object.entries(sumsOf(records)))
    for (const name of expected.keys()) {
      expect([name, await value(name)]).toEqual([name, expected.get(name)])
      let parts = 0
      for (const unit of [desk.units.peach, desk.units.plum, desk.units.bridge])
        parts += await value(name, '2026-11', unit)
      expect([name, parts]).toEqual([name, expected.get(name)])
      for (const unit of [undefined, desk.units.east, desk.units.plum]) {
        const seen = new Set<string>()
        let sum = 0
        let after: string | undefined
        do {
          const page = await desk.rpc.reports.figureRows({
            measure: name,
            period: '2026-11',
            limit: 7,
            ...(unit ? { unit } : {}),
            ...(after ? { after } : {}),
          })
          for (const row of page.rows) {
            expect(row.amount).toBeGreaterThan(0)
            expect(seen.has(row.record.id)).toBe(false)
            seen.add(row.record.id)
            sum += row.amount
          }
          after = page.next ?? undefined
        } while (after !== undefined)
        expect([name, unit, sum]).toEqual([name, unit, await value(name, '2026-11', unit)])
      }
    }
  })

  test('of an unknown measure, period or unit is refused by code', async () => {
    const ask = (over: { measure?: string; period?: string; unit?: string }) =>
      refusal(desk.rpc.reports.figure({ measure: 'sms', period: '2026-11', ...over }))
    expect((await ask({ measure: 'sms; DROP TABLE records' })).code).toBe('measure.unknown')
    expect((await ask({ period: '2026-13' })).code).toBe('period.invalid')
    expect((await ask({ unit: desk.operation() })).code).toBe('unit.not-found')
    const rows = desk.rpc.reports.figureRows({
      measure: 'sms',
      period: '2026-11',
      after: "0:2026-11-01' OR 1:1",
    })
    expect((await refusal(rows)).code).toBe('call.invalid')
  })
})

describe('the monthly report', () => {
  test('of a district sums its streets, and one street sees only its own', async () => {
    desk = await openDistrict()
    await add(session({ unit: desk.units.peach }))
    await add(session({ unit: desk.units.far, people: 7 }))
    const whole = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-11' })
    expect(whole.document.figures.find((figure) => figure.id === 'attendance@2026-11@*')?.value).toBe(47)
    const west = await desk.rpc.reports.compute({
      report: 'monthly',
      period: '2026-11',
      unit: desk.units.west,
    })
    expect(west.document.title).toBe('重庆路街道2026年11月基层普法工作月报')
    expect(
      west.document.figures.find((figure) => figure.id === `attendance@2026-11@${desk.units.west}`)?.value,
    ).toBe(7)
  })

  test('is no report of zeros when anything that has a date was logged, whatever the report shows', async () => {
    desk = await openStreet()
    const opening = async (period: string): Promise<string> => {
      const { document } = await desk.rpc.reports.compute({ report: 'monthly', period })
      const block = document.blocks[1]
      return block?.type === 'paragraph' ? block.runs.map(({ text }) => text).join('') : ''
    }
    expect(await opening('2026-11')).toContain('零报告')
    const honour = { unit: desk.units.peach, level: 'county', date: '2026-11-08' }
    await desk.rpc.records.save({ kind: 'honour', patch: honour, operation: desk.operation() })
    expect(await opening('2026-11')).toBe(
      '11月份，东街街道共开展普法活动0场次，其中普法宣传活动0场次、院坝会0场次，参加群众0人次；发放宣传资料0份；' +
        '解答咨询0人次；发送普法短信0条。',
    )
    const december = await opening('2026-12')
    expect(december).toContain('零报告')
    expect(december).not.toContain('上月无记录')
    const { document } = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-12' })
    const table = document.blocks.find((block) => block.type === 'table')
    expect(table?.rows[0]?.cells.slice(1).map(({ text }) => text)).toEqual(['0', '0', '持平'])
  })

  test('names in the annual sentence who was honoured at which level, each with its batch', async () => {
    desk = await openStreet()
    const honour = async (unit: string, level: string, batch?: string) =>
      desk.rpc.records.save({
        kind: 'honour',
        patch: { unit, level, date: '2026-11-08', ...(batch && { batch }) },
        operation: desk.operation(),
      })
    await honour(desk.units.peach, 'nation', '第十批')
    await honour(desk.units.peach, 'province', '2026年第二批')
    await honour(desk.units.plum, 'province')
    const { document } = await desk.rpc.reports.compute({ report: 'annual', period: '2026' })
    const said = document.blocks
      .flatMap((block) => (block.type === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : []))
      .find((text) => text.includes('民主法治示范村'))
    expect(said).toContain(
      '桃花村（第十批）获评“全国民主法治示范村（社区）”，共1个；' +
        '李子村、桃花村（2026年第二批）获评“省级民主法治示范村（社区）”，共2个。',
    )
  })

  test('says how many villages were reached: a session counts for its own, whose activity stands at the street', async () => {
    desk = await openStreet()
    const held = await add(activity({ unit: desk.units.east }))
    await add(session({ activity: held }))
    await add(session({ unit: desk.units.plum }))
    const reach = async () => {
      const { document } = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-11' })
      const runs = document.blocks.flatMap((block) => (block.type === 'paragraph' ? [block.runs] : []))
      return runs[1] ?? []
    }
    const said = (await reach()).map(({ text }) => text).join('')
    expect(said).toContain('3个村（社区）中，2个开展了普法活动，占66.7%。院坝会参加户数18户。')
    const id = `villagesReached@2026-11@${desk.units.east}`
    expect((await reach()).find(({ figure }) => figure === id)?.text).toBe('2')
  })

  test('holds what people wrote, and the print is noted in the audit log', async () => {
    desk = await openStreet()
    const text = { report: 'monthly', period: '2026-11', key: 'next', text: '抓好宪法宣传周。' }
    await desk.rpc.reports.saveText({ ...text, operation: desk.operation() })
    const page = await desk.rpc.reports.page({ report: 'monthly', period: '2026-11' })
    expect(page.markup).toContain('抓好宪法宣传周')
    expect(page.texts).toEqual({ next: '抓好宪法宣传周。' })
    expect(page.title).toBe('东街街道2026年11月基层普法工作月报')
    const { texts } = await desk.rpc.reports.compute({ report: 'monthly', period: '2026-10' })
    expect(texts).toEqual({})
    const printed = await desk.rpc.reports.print({ report: 'monthly', period: '2026-11', how: 'pdf' })
    expect(page.markup).toContain('内部 预览')
    expect(printed.markup).toContain(`内部 编号 A${String(printed.number).padStart(6, '0')}`)
    const odd = desk.rpc.reports.saveText({ ...text, key: 'nothing', operation: desk.operation() })
    expect((await refusal(odd)).code).toBe('call.invalid')
  })

  test('loses numbers of people that somebody wrote into it, but for the office itself', async () => {
    desk = await openStreet()
    const text = { report: 'monthly', period: '2026-11', key: 'next', text: '请联系张主任13812345678。' }
    await desk.rpc.reports.saveText({ ...text, operation: desk.operation() })
    const shown = async (variant: 'internal' | 'upward' | 'public') => {
      const { markup, document } = await desk.rpc.reports.page({
        report: 'monthly',
        period: '2026-11',
        variant,
      })
      return markup.replaceAll(/<[^>]*>/g, '') + JSON.stringify(document)
    }
    expect(await shown('internal')).toContain('13812345678')
    for (const variant of ['upward', 'public'] as const)
      expect(await shown(variant)).not.toContain('13812345678')
    expect(await shown('upward')).toContain('138****5678')
  })

  test('wants a month, a known report and a known unit', async () => {
    desk = await openStreet()
    const ask = (over: { report?: string; period?: string; unit?: string }) =>
      refusal(desk.rpc.reports.compute({ report: 'monthly', period: '2026-11', ...over }))
    expect((await ask({ period: '2026' })).code).toBe('period.invalid')
    expect((await ask({ period: '2026-Q4' })).code).toBe('period.invalid')
    expect((await ask({ period: '2026-T11' })).code).toBe('period.invalid')
    expect((await ask({ report: 'weekly' })).code).toBe('report.unknown')
    expect((await ask({ unit: desk.operation() })).code).toBe('unit.not-found')
  })
})

describe('a report as a file', () => {
  let folder: string

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yuanba-report-'))
    desk = await openDistrict()
    await desk.rpc.records.save({
      kind: 'unit',
      id: desk.units.far,
      patch: { name: '=1+1<b>' },
      operation: desk.operation(),
    })
    await add(session({ unit: desk.units.far, people: 7 }))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  async function write(format: 'json' | 'html' | 'docx' | 'xlsx'): Promise<Buffer> {
    const path = join(folder, `月报.${format}`)
    const answer = await desk.rpc.reports.write({
      report: 'monthly',
      period: '2026-11',
      format,
      file: desk.engine.grant(path),
    })
    const bytes = readFileSync(path)
    expect(answer).toEqual({ file: `月报.${format}`, bytes: bytes.length, number: expect.any(Number) })
    return bytes
  }

  test('in json has every figure with its measure', async () => {
    const read = JSON.parse((await write('json')).toString())
    expect(read).toMatchObject({ report: 'monthly', period: '2026-11', unit: null })
    expect(read.figures).toContainEqual(
      expect.objectContaining({ measure: 'attendance', period: '2026-11', unit: null, value: 7 }),
    )
  })

  test('in html is whole pages without a script', async () => {
    const html = (await write('html')).toString()
    expect(html).toContain('class="page odd"')
    expect(html).toContain('=1+1&lt;b&gt;')
    expect(html).not.toMatch(/<script|<button|onclick|http-equiv="refresh"/)
  })

  test('in xlsx has numbers as numbers, its head in view, A4, and no text that can become a formula', async () => {
    const bytes = await write('xlsx')
    const { sheets } = await readXlsx(bytes)
    expect(sheets.map(({ name }) => name)).toEqual([
      '正文',
      '表1 2026年11月普法工作总体情况',
      '表2 2026年11月各单位普法工作情况',
    ])
    expect(sheets[2]?.freezePane).toMatchObject({ rows: 2 })
    const xml = textInZip(bytes, 'xl/worksheets/sheet3.xml')
    expect(xml).toContain('paperSize="9" orientation="portrait" fitToWidth="1"')
    expect(textInZip(bytes, 'xl/workbook.xml')).toContain("'表2 2026年11月各单位普法工作情况'!$2:$2")
    const rows = sheets[2]?.rows ?? []
    expect(rows).toContainEqual(["'=1+1<b>", 0, 1, 7, 60, 3, 0])
    expect(rows.at(-1)).toEqual(['合计', 0, 1, 7, 60, 3, 0])
    for (const sheet of sheets)
      for (const row of sheet.rows)
        for (const cell of row) if (typeof cell === 'string') expect(cell).not.toMatch(/^[=+\-@]/)
    // Formulas stand in the 合计 row only.
    expect(xml.split('<row ').filter((row) => row.includes('<f>'))).toHaveLength(1)
  })

  test('in docx stands on the grid of 22 lines and 28 characters, with repeated heads and page numbers on both sides', async () => {
    const zip = await write('docx')
    const body = textInZip(zip, 'word/document.xml')
    expect(body).toContain('示范区2026年11月基层普法工作月报')
    expect(body).toMatch(/<w:docGrid [^>]*w:type="linesAndChars"/)
    expect(body).toMatch(/<w:docGrid [^>]*w:linePitch="579"/)
    expect(body).toMatch(/<w:docGrid [^>]*w:charSpace="-860"/)
    expect(body).toMatch(/<w:pgSz [^>]*w:w="11906"/)
    expect(body).toMatch(/<w:pgMar [^>]*w:top="2098"/)
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(2)
    expect(textInZip(zip, 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
    expect(textInZip(zip, 'word/footer1.xml')).toContain('PAGE')
    expect(textInZip(zip, 'docProps/core.xml')).toContain('<cp:lastModifiedBy>院坝普法台</cp:lastModifiedBy>')
  })

  test('into a folder that is not there is refused and leaves nothing', async () => {
    const file = desk.engine.grant(join(folder, 'nowhere', '月报.docx'))
    const work = desk.rpc.reports.write({ report: 'monthly', period: '2026-11', format: 'docx', file })
    expect((await refusal(work)).code).toBe('file.unwritable')
  })
})

test('a week of its own is reported with its days, its ledger and its table have the same rows', async () => {
  desk = await openDistrict()
  for (const date of ['2026-11-30', '2026-12-01', '2026-12-07', '2026-12-08']) await add(activity({ date }))
  desk.clock.time = Date.parse('2026-12-09T08:00:00Z')
  const period = '2026-12-01..2026-12-07'
  expect(await value('activities', period)).toBe(2)
  const { document } = await desk.rpc.reports.compute({ report: 'monthly', period })
  expect(document.title).toMatch(/2026年12月1日至7日基层普法工作情况$/)
  const told = document.blocks.flatMap((block) =>
    block.type === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : [],
  )
  expect(told[0]).toContain('12月1日至7日，')
  expect(told[0]).toContain('活动场次环比增长100%')
  expect((await desk.rpc.ledgers.page({ ledger: 'activity', period })).rows).toBe(2)
  const table = await desk.rpc.statistics.page({ period, measures: ['activities'] })
  expect(table.markup).toContain('本期')
  expect(table.figures.some(({ value: counted, period: of }) => counted === 3 && of !== period)).toBe(true)
  expect(await refusal(desk.rpc.reports.compute({ report: 'quarterly', period }))).toMatchObject({
    code: 'period.invalid',
  })
})

test('the first screen shows the month so far and what waits', async () => {
  desk = await openStreet()
  const id = await add(session())
  await desk.rpc.drafts.save({ kind: 'courtyard-session', body: { courtyard: '解家' } })
  const home = await desk.rpc.home.overview({})
  expect(home).toMatchObject({
    period: '2026-11',
    label: '2026年11月',
    lastExport: null,
    lastBackup: null,
    conflicts: 0,
  })
  expect(home.figures.find((figure) => figure.measure === 'sessions')).toMatchObject({
    value: 1,
    unit: null,
    word: '场次',
  })
  expect(home.recent.map((record) => record.id)).toEqual([id])
  expect(home.drafts).toMatchObject([{ kind: 'courtyard-session', id: null }])
})
