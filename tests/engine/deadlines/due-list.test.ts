import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditRows } from '../../support/desks/audit-rows'
import { type Desk, openStreet, refusal } from '../../support/desks/engine'
import { partsOfZip } from '../../support/paper/zip'
import { startedRecord } from '../../support/records/deadlines'

/** Today is Tuesday, 3 November 2026. */
let desk: Desk
let folder: string
beforeEach(async () => {
  desk = await openStreet()
  folder = mkdtempSync(join(tmpdir(), 'yuanba-due-'))
  await startedRecord(desk, 'legal-aid-case', {
    appliedOn: '2026-10-10',
    applicant: '张三丰',
    phone: '13800001234',
    cause: '张三丰（13800001234）追索劳动报酬',
  })
  await startedRecord(desk, 'wage-arrears-lead', { complainedOn: '2026-10-30', employer: '恒川建设公司' })
})
afterEach(async () => {
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
})

const plain = (markup: string): string => markup.replaceAll(/<[^>]+>/g, ' ')
const granted = (...path: string[]) => desk.engine.grant(join(folder, ...path))

test('what is for outside hides the people that a title names, and says for whom it is', async () => {
  const pageOf = async (variant: 'internal' | 'upward' | 'public') =>
    plain((await desk.rpc.deadlines.page({ variant })).markup)
  const [internal, upward, forAll] = [
    await pageOf('internal'),
    await pageOf('upward'),
    await pageOf('public'),
  ]
  expect(internal).toContain('内部 预览')
  expect(upward).toContain('上报 预览')
  expect(internal).toContain('内部资料 注意保密')
  expect(upward).not.toContain('注意保密')
  expect(forAll).toContain('公示 预览')
  expect(forAll).not.toContain('注意保密')
  for (const outside of [upward, forAll]) expect(outside).not.toMatch(/张三丰|13800001234/)
  expect(forAll).toContain('恒川建设公司')
})

test('a printed list carries the number of its audit row, which says what it was and never a value', async () => {
  const { number, markup, rows } = await desk.rpc.deadlines.print({ clock: '人社', how: 'pdf' })
  expect([rows, plain(markup)]).toEqual([
    1,
    expect.stringContaining(`内部 编号 A${String(number).padStart(6, '0')}`),
  ])
  const row = (await auditRows(desk))[number - 1]
  expect(row).toMatchObject({ action: 'deadlines.print' })
  expect(JSON.parse(row?.detail ?? '{}')).toEqual({
    variant: 'internal',
    until: '2026-11-15',
    rows: 1,
    clock: '人社',
    how: 'pdf',
  })
})

test('Word, Excel, a page and JSON hold the same lines', async () => {
  const write = async (format: 'html' | 'docx' | 'xlsx' | 'json') => {
    const written = await desk.rpc.deadlines.write({
      format,
      variant: 'upward',
      file: granted(`清单.${format}`),
    })
    expect(written).toMatchObject({ rows: 2, total: 2, title: '东街街道到期清单（本周和下周）' })
    return readFileSync(join(folder, written.file))
  }
  const docx = partsOfZip(await write('docx')).join('')
  const xlsx = partsOfZip(await write('xlsx')).join('')
  const html = (await write('html')).toString()
  const json = JSON.parse((await write('json')).toString())
  for (const text of [plain(docx), plain(xlsx), plain(html)]) {
    for (const said of ['法援审查', '2026-10-19', '劳动监察受理', '恒川建设公司'])
      expect([said, text.includes(said)]).toEqual([said, true])
    expect(text).toMatch(/上报 编号 A\d{6}/)
    expect(text).not.toContain('张三丰')
  }
  expect(json).toMatchObject({ variant: 'upward', total: 2, totals: { overdue: 1, thisWeek: 1 } })
  expect(json.rows.map(({ due }: { due: string }) => due)).toEqual(['2026-10-19', '2026-11-06'])
})

test('a file that can not be written is noted as not handed out', async () => {
  const nowhere = granted('missing', '清单.xlsx')
  const refused = await refusal(desk.rpc.deadlines.write({ format: 'xlsx', file: nowhere }))
  expect(refused.code).toBe('file.unwritable')
  expect((await auditRows(desk)).at(-1)?.action).toBe('export.not-written')
})
