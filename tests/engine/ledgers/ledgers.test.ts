import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import type { Input } from '../../../shared/contract'
import { kinds } from '../../../shared/kinds'
import { type Desk, openDistrict, openStreet, passphrase, refusal, user } from '../../support/desks/engine'
import { textInZip } from '../../support/paper/zip'
import { leadOf } from '../../support/records/leads'

let desk: Desk
let folder: string

beforeEach(async () => {
  desk = await openStreet()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-ledgers-'))
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

const kind = 'wage-arrears-lead'
type Which = Partial<Input<'ledgers.write'>>

async function addLead(over: Parameters<typeof leadOf>[1] = {}): Promise<string> {
  const { id } = await desk.rpc.records.save({
    kind,
    patch: leadOf(desk.units.peach, over),
    operation: desk.operation(),
  })
  return id
}

async function write(which: Which = {}) {
  const path = join(folder, `台账.${which.format ?? 'xlsx'}`)
  const answer = await desk.rpc.ledgers.write({
    ledger: kind,
    period: '2026-11',
    format: 'xlsx',
    file: desk.engine.grant(path),
    operation: desk.operation(),
    ...which,
  })
  return { ...answer, bytes: readFileSync(path) }
}

async function rowsOf(which: Which = {}): Promise<unknown[][]> {
  const { sheets } = await readXlsx((await write(which)).bytes)
  return sheets[0]?.rows ?? []
}

/** The rows between the head (title, unit and date, columns) and the end. */
const body = (rows: readonly unknown[][]): readonly unknown[][] =>
  rows.slice(3).filter((row) => typeof row[0] === 'number')

test('every kind has a ledger with its list’s columns first and 备注 last, and each can be laid out', async () => {
  const { ledgers } = await desk.rpc.ledgers.list({})
  expect(ledgers.map(({ name }) => name)).toEqual(expect.arrayContaining(kinds.map(({ name }) => name)))
  for (const { name } of ledgers) {
    const { columns, chosen } = await desk.rpc.ledgers.columns({ ledger: name })
    expect(columns.at(-1)?.key).toMatch(/^\$?remarks$/)
    expect(columns.map(({ key }) => key)).toEqual(expect.arrayContaining(chosen))
    const page = await desk.rpc.ledgers.page({ ledger: name, period: '2026-11' })
    expect(page.markup).toContain('填报')
    expect(page.rows).toBeGreaterThanOrEqual(0)
  }
})

test('a ledger holds the records of its period and unit by date, numbered, and adds up what can be added', async () => {
  await addLead({ date: '2026-11-20', people: 2, amount: 500_000 })
  await addLead({ date: '2026-11-03', people: 3, amount: 123_450 })
  await addLead({ date: '2026-10-31' })
  const deleted = await addLead({ date: '2026-11-05' })
  await desk.rpc.records.delete({ id: deleted, operation: desk.operation() })
  const columns = ['date', 'unit', 'people', 'amount']
  const rows = await rowsOf({ columns })
  expect(rows[0]?.[0]).toBe('东街街道欠薪线索台账（2026年11月）')
  expect(rows[1]?.join(' ')).toMatch(/填报单位（盖章）：东街街道.*填报日期：2026年11月3日/)
  expect(rows[2]?.slice(0, 5)).toEqual([
    '序号',
    '接收日期',
    '所属单位',
    '涉及人数\n（人）',
    '涉及金额\n（元）',
  ])
  expect(body(rows)).toEqual([
    [1, new Date('2026-11-03T00:00:00Z'), '桃花村', 3, 1234.5],
    [2, new Date('2026-11-20T00:00:00Z'), '桃花村', 2, 5000],
  ])
  expect(rows.find((row) => row[0] === '合计')?.slice(3, 5)).toEqual([5, 6234.5])
  expect((await rowsOf({ columns, unit: desk.units.plum })).length).toBe(4)
})

test('an Excel file has no 备注 that nobody filled, and has it as soon as one is', async () => {
  await addLead()
  expect((await rowsOf({}))[2]).not.toContain('备注')
  await addLead({ remarks: '已电话回访' })
  const rows = await rowsOf({})
  expect(rows[2]?.at(-1)).toBe('备注')
  expect(body(rows).map((row) => row.at(-1))).toContain('已电话回访')
})

test('drafts and void records are in no ledger unless somebody asks for them', async () => {
  await addLead()
  const id = await addLead()
  await desk.rpc.records.move({
    id,
    flow: 'status',
    move: 'void',
    reason: '重复登记',
    operation: desk.operation(),
  })
  const { people, ...known } = leadOf(desk.units.peach)
  await desk.rpc.records.save({ kind, patch: known, draft: true, operation: desk.operation() })
  expect((await write()).rows).toBe(1)
  expect((await write({ where: { status: 'void' } })).rows).toBe(1)
  expect((await write({ where: { status: 'draft' } })).rows).toBe(1)
})

test('the columns that somebody chose are remembered for that person, in their order', async () => {
  const columns = ['employer', 'date']
  await desk.rpc.ledgers.saveColumns({ ledger: kind, columns, operation: desk.operation() })
  expect((await desk.rpc.ledgers.columns({ ledger: kind })).chosen).toEqual(columns)
  const again = await desk.reopen()
  await again.rpc.session.unlock({ user, passphrase })
  expect((await again.rpc.ledgers.columns({ ledger: kind })).chosen).toEqual(columns)
  await again.rpc.users.add({ name: '王录入', role: 'entry', passphrase })
  await again.rpc.session.lock({})
  await again.rpc.session.unlock({ user: '王录入', passphrase })
  expect((await again.rpc.ledgers.columns({ ledger: kind })).chosen).not.toEqual(columns)
  await again.engine.close()
})

test('a column that the ledger has not, or may not show, is refused', async () => {
  expect(await refusal(write({ columns: ['nonsense'] }))).toMatchObject({
    code: 'ledger.column',
    params: { ledger: '欠薪线索台账', column: 'nonsense' },
  })
  expect(await refusal(write({ columns: ['reporterPhone'], variant: 'public' }))).toMatchObject({
    code: 'ledger.column',
  })
  expect(await refusal(write({ ledger: 'nonsense' }))).toMatchObject({ code: 'ledger.unknown' })
  const problem = await refusal(write({ ledger: 'legal-aid-subsidies', variant: 'upward' }))
  expect(problem).toMatchObject({
    code: 'ledger.variant',
    params: { ledger: '法律援助案件补贴发放公示表', variant: '上报', variants: '公示或内部' },
  })
})

test('the audit row’s number stands on the file and on the print, and a preview has none', async () => {
  await addLead()
  const { number, bytes } = await write()
  expect(textInZip(bytes, 'xl/worksheets/sheet1.xml')).toContain(
    `内部 编号 A${String(number).padStart(6, '0')}`,
  )
  const printed = await desk.rpc.ledgers.print({ ledger: kind, period: '2026-11', how: 'print' })
  expect(printed.number).toBe(number + 1)
  expect(printed.markup).toContain(`内部 编号 A${String(printed.number).padStart(6, '0')}`)
  const preview = await desk.rpc.ledgers.page({ ledger: kind, period: '2026-11' })
  expect(preview.markup).toContain('内部 预览')
  expect(preview.markup.replaceAll('内部 预览', '')).toBe(printed.markup.replace(/内部 编号 A\d{6}/g, ''))
})

test('whole values want 内部 and the right to see them', async () => {
  await addLead({ reporter: '张三丰', reporterPhone: '13812345678' })
  const columns = ['reporter', 'reporterPhone']
  expect(body(await rowsOf({ columns }))[0]?.slice(1, 3)).toEqual(['****', '****'])
  expect(body(await rowsOf({ columns, whole: true }))[0]?.slice(1, 3)).toEqual(['张三丰', '13812345678'])
  expect(body(await rowsOf({ columns, whole: true, variant: 'upward' }))[0]?.slice(1, 3)).toEqual([
    '****',
    '****',
  ])
  await desk.rpc.users.add({ name: '王录入', role: 'entry', passphrase })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: '王录入', passphrase })
  expect(await refusal(write({ columns, whole: true }))).toMatchObject({ code: 'right.missing' })
})

test('writing stops when asked, leaves no file, and says so in the audit log', async () => {
  await addLead()
  const path = join(folder, '停.xlsx')
  const operation = desk.operation()
  // Asked while the first rows are announced, as the window does it.
  desk.engine.on('progress', () => void desk.rpc.tasks.cancel({ operation }))
  const many = Array.from({ length: 1200 }, () => leadOf(desk.units.peach, {}))
  await desk.rpc.records.addMany({ kind, patches: many, operation: desk.operation() })
  // Word would take seconds for so many, and nothing else could be done meanwhile.
  expect(await refusal(write({ format: 'docx' }))).toMatchObject({ code: 'ledger.too-long' })
  const work = desk.rpc.ledgers.write({
    ledger: kind,
    period: '2026-11',
    format: 'xlsx' as const,
    operation,
    file: desk.engine.grant(path),
  })
  expect(await refusal(work)).toMatchObject({ code: 'task.cancelled' })
  expect(existsSync(path)).toBe(false)
  expect(existsSync(join(folder, '.停.xlsx.tmp'))).toBe(false)
}, 60_000)

test('a filter is said under the table', async () => {
  await addLead()
  const rows = await rowsOf({ where: { status: 'submitted', source: 'visit' } })
  expect(rows.flat()).toContain('只含：审核状态为已提交，线索来源为来访。')
})

test('the district’s own unit means everything it holds', async () => {
  await desk.close()
  desk = await openDistrict()
  const page = await desk.rpc.ledgers.page({ ledger: 'unit', unit: desk.units.district })
  expect(page.rows).toBe(7)
  expect(page.title).toBe('示范区单位台账')
})

test('Word gets the same table across the page, with its head repeated', async () => {
  await addLead()
  const { bytes } = await write({ format: 'docx' })
  const xml = textInZip(bytes, 'word/document.xml')
  expect(xml).toContain('东街街道欠薪线索台账（2026年11月）')
  expect(xml).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/)
  expect(xml).toContain('<w:tblHeader/>')
  expect(xml).toContain('填报人：')
})

test('the ticked records alone make a ledger, drafts among them, and it says so', async () => {
  const ids = [await addLead({ date: '2026-10-01' }), await addLead()]
  await addLead()
  const draft = await desk.rpc.records.save({
    kind,
    patch: { date: '2026-11-02', unit: desk.units.peach },
    draft: true,
    operation: desk.operation(),
  })
  const page = await desk.rpc.ledgers.page({ ledger: kind, ids: [...ids, draft.id] })
  expect(page.rows).toBe(3)
  expect(page.markup).toContain('勾选的')
})
