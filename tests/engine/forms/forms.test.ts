import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditRows } from '../../support/desks/audit-rows'
import { type Desk, openDistrict, passphrase, refusal } from '../../support/desks/engine'
import { textInZip } from '../../support/paper/zip'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-forms-'))
let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())
afterAll(() => rmSync(folder, { recursive: true }))

/** What a reader of the page sees; cells and lines run together. */
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, '')

async function dispute(): Promise<string> {
  const patch = {
    date: '2026-11-03',
    unit: desk.units.peach,
    type: 'neighbours',
    applicant: '周建国',
    phone: '13800001234',
    idNumber: '11010519491231002X',
    applicantAddress: '桃源村三组十二号',
    respondent: '吴秀英',
    dispute: '周建国说树影遮了秧苗，电话13800001234',
    mediator: '罗明辉',
  }
  return (await desk.rpc.records.save({ kind: 'mediation', patch, operation: desk.operation() })).id
}

test('a record lists the forms of its kind, then the district’s own; other kinds have theirs or none', async () => {
  const record = await dispute()
  const patch = { name: '本区告知单', forKind: 'mediation', text: '告知{当事人（申请方）}：' }
  const own = await desk.rpc.records.save({ kind: 'form-template', patch, operation: desk.operation() })
  const { forms } = await desk.rpc.forms.list({ record })
  expect(forms.slice(0, 2)).toEqual([
    { form: 'mediation-dossier', title: '人民调解卷宗（全卷）', own: false },
    { form: 'mediation-cover', title: '人民调解卷宗', own: false },
  ])
  expect(forms.at(-1)).toEqual({ form: own.id, title: '本区告知单', own: true })
  expect((await desk.rpc.forms.list({ record: desk.units.peach })).forms).toEqual([])
  expect((await desk.rpc.forms.page({ record, form: own.id })).text).toBe('告知周*：')
  await desk.rpc.records.delete({ id: own.id, operation: desk.operation() })
  expect(await refusal(desk.rpc.forms.page({ record, form: own.id }))).toMatchObject({ code: 'form.unknown' })
  expect(await refusal(desk.rpc.forms.page({ record, form: 'aid-application' }))).toMatchObject({
    code: 'form.unknown',
  })
})

test('a district’s own form previews itself with its placeholders, and is refused where one names nothing', async () => {
  const save = (text: string) =>
    desk.rpc.records.save({
      kind: 'form-template',
      patch: { name: '单子', forKind: 'consultation', text },
      operation: desk.operation(),
    })
  const { id } = await save('咨询人｜{咨询人}')
  const [only] = (await desk.rpc.forms.list({ record: id })).forms
  expect(only).toEqual({ form: id, title: '单子', own: true })
  expect(textOf((await desk.rpc.forms.page({ record: id, form: id })).markup)).toContain('{咨询人}')
  const { code, params } = await refusal(save('{申请人}｜{解答意见：大写}'))
  expect([code, params.problems]).toEqual([
    'record.invalid',
    [
      { field: 'text', reason: 'form.placeholder', params: { name: '申请人', kind: '法律咨询' } },
      { field: 'text', reason: 'form.format', params: { name: '大写', kind: '法律咨询' } },
    ],
  ])
})

test('a form of a visit names what the adviser’s record says', async () => {
  const adviser = await desk.rpc.records.save({
    kind: 'adviser',
    patch: {
      name: '陈正东',
      unit: desk.units.district,
      profession: 'lawyer',
      firm: '正东律师事务所',
      from: '2026-01-01',
    },
    operation: desk.operation(),
  })
  const visit = await desk.rpc.records.save({
    kind: 'counsel-service',
    patch: {
      date: '2026-11-03',
      unit: desk.units.peach,
      adviser: adviser.id,
      client: '桃源村',
      service: 'advice',
      way: 'onSite',
    },
    operation: desk.operation(),
  })
  const { text } = await desk.rpc.forms.page({ record: visit.id, form: 'counsel-diary' })
  expect(text).toContain('法律顾问｜陈正东｜执业机构｜正东律师事务所')
  expect(text).toContain('■现场　□电话')
})

test('private values are short until somebody with the right asks, which leaves a row', async () => {
  const record = await dispute()
  const which = { record, form: 'mediation-application' }
  const shown = await desk.rpc.forms.page(which)
  expect(shown.text).toContain('申请人｜周*')
  expect(shown.text).toContain('138****1234')
  const upward = await desk.rpc.forms.page({ ...which, variant: 'upward' })
  expect(upward.text).not.toMatch(/周建国|13800001234/)
  const open = await desk.rpc.forms.page({ ...which, variant: 'public' })
  expect(open.text).toContain('联系方式｜\n')
  const whole = await desk.rpc.forms.wholePage(which)
  expect(whole.text).toContain('申请人｜周建国｜性别｜女')
  expect((await auditRows(desk)).at(-1)).toMatchObject({ action: 'forms.wholePage' })
  expect(JSON.parse((await auditRows(desk)).at(-1)?.detail ?? '')).toEqual(which)
})

test('what somebody changes is kept for that person and variant, printed, and forgotten on request; the record stays', async () => {
  const record = await dispute()
  const which = { record, form: 'mediation-application' }
  const { text } = await desk.rpc.forms.page(which)
  const changed = text.replace('被申请人｜吴*', '被申请人｜另一家')
  await desk.rpc.forms.keep({ ...which, text: changed })
  const kept = await desk.rpc.forms.page(which)
  expect(kept.text).toBe(changed)
  expect(kept.keptAt).not.toBeNull()
  expect((await desk.rpc.forms.page({ ...which, variant: 'upward' })).keptAt).toBeNull()
  expect((await desk.rpc.forms.wholePage(which)).keptAt).toBeNull()
  const printed = await desk.rpc.forms.print({ ...which, how: 'print' })
  expect(textOf(printed.markup)).toContain('另一家')
  expect(textOf(printed.markup)).toMatch(/编号 \w*\d{6}/)
  expect(printed.markup).not.toContain('watermark')
  expect((await desk.rpc.records.get({ id: record })).body.respondent).toBe('吴*')
  await desk.rpc.forms.keep({ ...which, text: null })
  expect((await desk.rpc.forms.page(which)).text).toBe(text)
})

test('what is typed into a form for outside loses what the record masks', async () => {
  const record = await dispute()
  const { markup } = await desk.rpc.forms.print({
    ...{ record, form: 'mediation-record', variant: 'upward' },
    text: '周建国来过，电话13800001234',
    how: 'pdf',
  })
  expect(textOf(markup)).toContain('周*来过，电话138****1234')
})

test('a form is written as a page and as a Word file, each with the number of its row', async () => {
  const record = await dispute()
  const which = { record, form: 'mediation-agreement', whole: true }
  const html = join(folder, 'a.html')
  const page = await desk.rpc.forms.write({ ...which, format: 'html', file: desk.engine.grant(html) })
  const written = textOf(readFileSync(html, 'utf8'))
  expect(written).toContain('周建国')
  expect(written).toMatch(/编号 \w*\d{6}/)
  const docx = join(folder, 'a.docx')
  const word = await desk.rpc.forms.write({ ...which, format: 'docx', file: desk.engine.grant(docx) })
  expect(word.number).toBeGreaterThan(page.number)
  expect(textInZip(readFileSync(docx), 'word/document.xml')).toContain('周建国')
  const rows = (await auditRows(desk)).slice(-2)
  expect(rows.map(({ action }) => action)).toEqual(['forms.write', 'forms.write'])
  const [printed] = (await desk.rpc.safety.audit({ limit: 1 })).entries
  expect(printed?.facts).toEqual(
    expect.arrayContaining([
      { label: '文书', text: '人民调解协议书' },
      { label: '个人信息', text: '完整' },
    ]),
  )
})

test('somebody without the right gets no whole form', async () => {
  const record = await dispute()
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: '小录', passphrase })
  const which = { record, form: 'mediation-application' }
  expect(await refusal(desk.rpc.forms.wholePage(which))).toMatchObject({ code: 'right.missing' })
  expect(await refusal(desk.rpc.forms.print({ ...which, whole: true, how: 'print' }))).toMatchObject({
    code: 'right.missing',
  })
})

test('words for outside are typed by whoever may see what they lose', async () => {
  const record = await dispute()
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.unlock({ user: '小录', passphrase })
  const typed = { record, form: 'mediation-application', variant: 'public', text: '欧阳雪莲' } as const
  const missing = { code: 'right.missing', params: { right: 'record.unmask' } }
  expect(await refusal(desk.rpc.forms.page(typed))).toMatchObject(missing)
  expect(await refusal(desk.rpc.forms.keep({ ...typed, whole: false }))).toMatchObject(missing)
  const { text } = await desk.rpc.forms.page({ ...typed, text: undefined })
  expect(text).not.toBe('')
})

describe('the whole dossier', () => {
  const change = async (id: string, patch: Record<string, string>) =>
    desk.rpc.records.save({ kind: 'mediation', id, patch, operation: desk.operation() })

  test('is printed in order with running page numbers, and 卷内目录 is filled with the pages its papers really have', async () => {
    const record = await dispute()
    await change(record, { appliedOn: '2026-11-02', proceedings: '双方各自陈述了意见。\n'.repeat(60) })
    const which = { record, form: 'mediation-dossier' }
    const alone = await desk.rpc.forms.page({ record, form: 'mediation-record' })
    expect(alone.pages).toBeGreaterThan(1)
    const whole = await desk.rpc.forms.print({ ...which, how: 'pdf' })
    const feet = [
      ...whole.markup.matchAll(/<div class="foot"><span>[^<]*<\/span><span>([^<]*)<\/span>/g),
    ].map(([, foot]) => foot)
    // Cover and 卷内目录 first, without a number; then application, acceptance, rights (each as long as alone) and the record.
    const before = await Promise.all(
      ['mediation-application', 'mediation-acceptance', 'mediation-rights'].map(
        async (form) => (await desk.rpc.forms.page({ record, form })).pages,
      ),
    )
    const first = before.reduce((sum, pages) => sum + pages, 1)
    const last = first + alone.pages - 1
    expect(feet).toEqual(['', '', ...Array.from({ length: last }, (_, at) => `第${at + 1}页`)])
    const { text } = await desk.rpc.forms.page({ record, form: 'mediation-contents' })
    expect(text).toContain(`表行：7｜人民调解记录｜${first}-${last}｜`)
    expect(textOf(whole.markup)).toContain('人民调解记录')
  })

  test('counts what somebody put in, and follows a list and a catalogue that somebody kept', async () => {
    const record = await dispute()
    const which = { record, form: 'mediation-dossier' }
    const { text } = await desk.rpc.forms.page(which)
    await desk.rpc.forms.keep({ ...which, text: text.replace('当事人身份证明｜0页', '当事人身份证明｜2页') })
    const contents = { record, form: 'mediation-contents' }
    const filled = (await desk.rpc.forms.page(contents)).text
    expect(filled).toMatch(/表行：3｜当事人身份证明｜(\d+)-(\d+)｜/)
    await desk.rpc.forms.keep({
      ...contents,
      text: filled.replace(/｜当事人身份证明｜[^｜]*｜/, '｜当事人身份证明｜另附｜'),
    })
    expect(textOf((await desk.rpc.forms.page(which)).markup)).toContain('另附')
  })

  test('is written as one Word file and noted by its name', async () => {
    const record = await dispute()
    const docx = join(folder, 'dossier.docx')
    const asked = {
      record,
      form: 'mediation-dossier',
      format: 'docx' as const,
      file: desk.engine.grant(docx),
    }
    const { pages } = await desk.rpc.forms.write(asked)
    expect(pages).toBeGreaterThan(4)
    const document = textInZip(readFileSync(docx), 'word/document.xml')
    expect(document).toContain('卷内目录')
    const { text } = await desk.rpc.forms.page({ record, form: 'mediation-contents' })
    const first = /表行：7｜人民调解记录｜(\d+)/.exec(text)?.[1]
    expect(document.match(/<w:pgNumType w:start="\d+"/g)?.at(-1)).toBe(`<w:pgNumType w:start="${first}"`)
  })
})
