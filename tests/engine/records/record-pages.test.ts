import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kind } from '../../../shared/definition/define'
import { kindOf, kinds } from '../../../shared/kinds'
import { auditRows } from '../../support/desks/audit-rows'
import { type Desk, openDistrict, passphrase, refusal } from '../../support/desks/engine'
import { partsOfZip, textInZip } from '../../support/paper/zip'
import { filledPatch, type Targets } from '../../support/records/filled'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-pages-'))
/** What others point at, in the order in which it can be made. */
const pointedAt = [
  ...['monthly-theme', 'team', 'activity', 'adviser', 'subsidy-rate', 'mediation-committee', 'indicator'],
]
const made = new Map<string, string>()
const targets: Targets = (kind, levels) => {
  if (kind !== 'unit') return made.get(kind) ?? ''
  return levels?.includes('village') ? desk.units.peach : desk.units.east
}
/** The private values that `filledPatch` writes. */
const privateNumbers = ['13800001234', '11010519491231002X', '4111111111111111']
let desk: Desk

async function create(kind: Kind): Promise<string> {
  const patch = filledPatch(kind, targets)
  return (await desk.rpc.records.save({ kind: kind.name, patch, operation: desk.operation() })).id
}

/** What a reader of the page sees; cells and lines run together. */
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, '')

async function unmasked(): Promise<readonly string[]> {
  const rows = await auditRows(desk)
  return rows
    .map(({ action, detail }) => ({ action, ...(JSON.parse(detail) as { ids?: string; whole?: number }) }))
    .filter(({ action, whole }) => action === 'records.wholePage' || whole === 1)
    .flatMap(({ ids = '' }) => ids.split(' '))
}

beforeAll(async () => {
  desk = await openDistrict()
  for (const name of pointedAt) made.set(name, await create(kindOf(name)))
})
afterAll(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

const others = kinds.filter((kind) => kind.name !== 'unit')

test.each(others.map((kind) => [kind.label, kind] as const))(
  'every field of %s stands on its page, private ones shortened',
  async (_, kind) => {
    const id = await create(kind)
    const { markup, pages, title } = await desk.rpc.records.page({ ids: [id] })
    const { number } = await desk.rpc.records.get({ id })
    const text = textOf(markup)
    expect(title).toContain(kind.label)
    expect(text).toContain(`${kind.label}记录表`)
    if (number !== null) expect(text).toContain(number)
    for (const key of kind.form.flat()) expect(text).toContain(kind.fields[key]?.label)
    for (const flow of kind.flows ?? []) expect(text).toContain(flow.states[flow.initial])
    for (const value of privateNumbers) expect(text).not.toContain(value)
    expect(text).toContain(`第${pages}页 共${pages}页`)
    expect(text).toContain('打印日期 2026-11-03')
    expect(await unmasked()).not.toContain(id)
  },
)

test('a page says on which laptop and by which version of the form it was made, whoever edited it since', async () => {
  const kind = kindOf('courtyard-session')
  const id = await create(kind)
  await desk.rpc.records.save({ kind: kind.name, id, patch: { people: 9 }, operation: desk.operation() })
  const { made: origin } = await desk.rpc.records.get({ id })
  expect(origin).toMatchObject({ siteName: '示范区 Q', version: kind.version })
  const { rows } = await desk.rpc.records.list({ kind: kind.name, limit: 1 })
  expect(rows[0]?.made).toBeNull()
  const text = textOf((await desk.rpc.records.page({ ids: [id] })).markup)
  expect(text).toContain(`录入设备示范区 Q表单版本${kind.version}`)
})

test('the main amount of a case is also written in capitals', async () => {
  const id = await create(kindOf('mediation'))
  const { markup } = await desk.rpc.records.page({ ids: [id] })
  expect(textOf(markup)).toContain('31,900.50元（叁万壹仟玖佰元伍角整）')
})

test('a batch is one job in which every record begins on a page of its own', async () => {
  const ids = [await create(kindOf('courtyard-session')), await create(kindOf('wage-arrears-lead'))]
  const batch = await desk.rpc.records.page({ ids: [...ids, ids[0] ?? ''] })
  const alone = await Promise.all(ids.map((id) => desk.rpc.records.page({ ids: [id] })))
  expect(batch.records).toBe(2)
  expect(batch.pages).toBe(alone.reduce((sum, { pages }) => sum + pages, 0))
  expect(batch.markup).toBe(alone.map(({ markup }) => markup).join('\n'))
  expect(await refusal(desk.rpc.records.page({ ids: [desk.operation()] }))).toMatchObject({
    code: 'record.not-found',
  })
})

test('whole values are printed by an explicit choice, which the audit log notes in one row that names each record', async () => {
  const ids = [await create(kindOf('consultation')), await create(kindOf('mediation'))]
  const before = (await auditRows(desk)).length
  const { markup } = await desk.rpc.records.wholePage({ ids })
  expect((await auditRows(desk)).slice(before).map(({ action }) => action)).toEqual(['records.wholePage'])
  const text = textOf(markup)
  expect(text).toContain('13800001234')
  expect(text).toContain('11010519491231002X')
  expect(text).toContain('含完整个人信息')
  expect((await unmasked()).slice(-2)).toEqual(ids)
  await desk.rpc.records.print({ ids: ids.slice(0, 1), whole: true, how: 'print' })
  expect((await auditRows(desk)).slice(before + 1).map(({ action }) => action)).toEqual(['records.print'])
  expect((await unmasked()).slice(-3)).toEqual([...ids, ids[0]])
  const [printed] = (await desk.rpc.safety.audit({ limit: 1 })).entries
  expect(printed?.facts).toContainEqual({ label: '个人信息', text: '完整' })
})

test('somebody without the right to see whole values cannot print them', async () => {
  const id = await create(kindOf('consultation'))
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: '小录', passphrase })
  const file = desk.engine.grant(join(folder, '完整.html'))
  for (const work of [
    desk.rpc.records.wholePage({ ids: [id] }),
    desk.rpc.records.writePages({ ids: [id], whole: true, format: 'html', file }),
  ])
    expect(await refusal(work)).toMatchObject({ code: 'right.missing' })
  await desk.rpc.records.writePages({ ids: [id], variant: 'upward', format: 'html', file })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: '李管理', passphrase })
  expect(await unmasked()).not.toContain(id)
})

test('in 公示 no telephone, ID or card is left, not even shortened', async () => {
  const id = await create(kindOf('wage-arrears-lead'))
  const { markup } = await desk.rpc.records.page({ ids: [id], variant: 'public' })
  const internal = textOf((await desk.rpc.records.page({ ids: [id] })).markup)
  for (const shortened of ['138****1234', '110***********002X', '****1111']) {
    expect(internal.replaceAll(/\s/g, '')).toContain(shortened)
    expect(textOf(markup).replaceAll(/\s/g, '')).not.toContain(shortened)
  }
})

test('records are written as files that hold the same, and the audit log names them', async () => {
  const ids = [await create(kindOf('courtyard-session')), await create(kindOf('mediation'))]
  const { markup } = await desk.rpc.records.page({ ids })
  const path = { html: join(folder, '记录.html'), docx: join(folder, '记录.docx') }
  for (const format of ['html', 'docx'] as const) {
    const file = desk.engine.grant(path[format])
    const written = await desk.rpc.records.writePages({ ids, format, file })
    expect(written).toMatchObject({ records: 2, bytes: readFileSync(path[format]).byteLength })
  }
  const html = readFileSync(path.html, 'utf8')
  expect(html).toMatch(/内部 编号 Q\d{6}/)
  expect(html.replaceAll(/编号 Q\d{6}/g, '预览')).toContain(markup)
  const document = textInZip(readFileSync(path.docx), 'word/document.xml')
  for (const text of ['院坝会记录表', '矛盾纠纷记录表', '138****1234', '第二行'])
    expect(document).toContain(text)
  expect(document.match(/<w:sectPr/g)).toHaveLength(2)
  const handedOut = await desk.rpc.records.print({ ids, how: 'print' })
  const rows = await auditRows(desk)
  expect(handedOut.markup).toContain(`编号 Q${String(rows.length).padStart(6, '0')}`)
  const last = rows.slice(-2)
  expect(last.map(({ action }) => action)).toEqual(['records.writePages', 'records.print'])
  for (const { detail } of last) expect(JSON.parse(detail)).toMatchObject({ ids: ids.join(' ') })
})

test('a Word file says on every page that it is to be kept inside, where it stays there', async () => {
  const ids = [await create(kindOf('mediation')), await create(kindOf('consultation'))]
  const inFile = async (variant: 'internal' | 'upward' | 'public'): Promise<string> => {
    const path = join(folder, `${variant}.docx`)
    await desk.rpc.records.writePages({ ids, variant, format: 'docx', file: desk.engine.grant(path) })
    const parts = partsOfZip(readFileSync(path))
    const headed = parts.filter((part) => part.includes('<w:hdr ')).length
    return `${headed} ${textOf(parts.join(''))}`
  }
  // One head for odd and one for even pages of each record.
  expect(await inFile('internal')).toMatch(/^4 .*内部资料 注意保密/s)
  for (const variant of ['upward', 'public'] as const) expect(await inFile(variant)).not.toContain('注意保密')
})

test('a file that can not be written is noted as not handed out', async () => {
  const id = await create(kindOf('mediation'))
  const file = desk.engine.grant(join(folder, 'missing', '记录.docx'))
  const refused = await refusal(desk.rpc.records.writePages({ ids: [id], format: 'docx', file }))
  expect(refused.code).toBe('file.unwritable')
  const rows = await auditRows(desk)
  const number = rows.length - 1
  expect(rows.at(-2)?.action).toBe('records.writePages')
  expect(rows.at(-1)).toMatchObject({ action: 'export.not-written', detail: JSON.stringify({ number }) })
})
