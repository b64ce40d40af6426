import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kindOf } from '../../../shared/kinds'
import { auditRows } from '../../support/desks/audit-rows'
import { type Desk, openDistrict, passphrase, refusal, user } from '../../support/desks/engine'
import { filledPatch } from '../../support/records/filled'
import { photo, scan } from '../../support/records/pictures'

const kind = 'consultation'
const readers = { read: '陈只读', entry: '吴秀英' } as const
let desk: Desk
let record: string

beforeEach(async () => {
  desk = await openDistrict()
  const patch = filledPatch(kindOf(kind), () => desk.units.peach)
  record = (await desk.rpc.records.save({ kind, patch, operation: desk.operation() })).id
  for (const [role, name] of Object.entries(readers))
    await desk.rpc.users.add({ name, role: role as keyof typeof readers, passphrase })
})
afterEach(() => desk.close())

const add = async (name: string, more: { sensitive?: boolean } = {}): Promise<string> => {
  const isScan = name.endsWith('.pdf')
  const written = await desk.rpc.attachments.add({
    record,
    operation: desk.operation(),
    ...more,
    source: { bytes: (isScan ? scan() : photo()).toString('base64'), name },
    ...(isScan ? {} : { thumb: photo({ width: 16, height: 16 }).toString('base64') }),
  })
  return written.file
}
async function become(name: string): Promise<void> {
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: name, passphrase })
}
const out = (): string => join(desk.profile, '..', 'out')
const noted = async () =>
  (await auditRows(desk)).filter(
    ({ action }) => action.startsWith('attachments.') && action !== 'attachments.add',
  )

test.each(Object.values(readers))(
  '%s, who sees numbers shortened, sees no scan of a card, whichever way',
  async (name) => {
    const file = await add('身份证.jpg')
    await become(name)
    const [listed] = (await desk.rpc.attachments.list({ record })).files
    expect(listed).toMatchObject({ id: file, sensitive: true, thumb: true })
    for (const work of [
      desk.rpc.attachments.read({ record, file }),
      desk.rpc.attachments.thumbnail({ record, file }),
      desk.rpc.attachments.save({ record, file, to: desk.engine.grant(out()) }),
    ])
      expect(await refusal(work)).toMatchObject({ code: 'right.missing', params: { right: 'record.unmask' } })
    expect(existsSync(out())).toBe(false)
    expect(await noted()).toEqual([])
  },
)

test('who may see numbers whole sees it, and each look is noted, the small picture’s too', async () => {
  const file = await add('身份证.jpg')
  expect((await desk.rpc.attachments.thumbnail({ record, file })).picture?.type).toBe('image/jpeg')
  await desk.rpc.attachments.read({ record, file })
  await desk.rpc.attachments.save({ record, file, to: desk.engine.grant(out()) })
  expect(readFileSync(out()).length).toBeGreaterThan(0)
  expect((await noted()).map(({ user: by, action, detail }) => [by, action, JSON.parse(detail)])).toEqual([
    [user, 'attachments.thumbnail', { record, file }],
    [user, 'attachments.read', { record, file }],
    [user, 'attachments.save', { record, file }],
  ])
})

test('a file that could not be written is noted as not written', async () => {
  const file = await add('身份证.jpg')
  const to = desk.engine.grant(join(out(), 'missing', 'a.jpg'))
  expect((await refusal(desk.rpc.attachments.save({ record, file, to }))).code).toBe('file.unwritable')
  const [last, before] = (await desk.rpc.safety.audit({ limit: 2 })).entries
  expect([before?.action, last?.action]).toEqual(['attachments.save', 'export.not-written'])
  expect(last?.facts).toEqual([{ label: '编号', text: String(before?.number).padStart(6, '0') }])
})

test('what is said to show no papers is seen by everybody, and a caption changes nothing about that', async () => {
  const file = await add('现场.jpg', { sensitive: false })
  await desk.rpc.attachments.caption({ record, file, caption: '田埂', operation: desk.operation() })
  await become(readers.read)
  expect((await desk.rpc.attachments.read({ record, file })).name).toBe('现场.jpg')
  await become(readers.entry)
  const hidden = await add('护照.pdf')
  await desk.rpc.attachments.caption({ record, file: hidden, caption: '护照', operation: desk.operation() })
  expect((await refusal(desk.rpc.attachments.read({ record, file: hidden }))).code).toBe('right.missing')
})

test('what was marked wrongly is marked anew by who may look at it, and the log says how', async () => {
  const file = await add('身份证.jpg', { sensitive: false })
  const mark = (sensitive: boolean) =>
    desk.rpc.attachments.mark({ record, file, sensitive, operation: desk.operation() })
  const said = async () => (await desk.rpc.attachments.list({ record })).files.map((one) => one.sensitive)
  await become(readers.entry)
  const { change } = await mark(true)
  expect(await said()).toEqual([true])
  for (const work of [
    desk.rpc.attachments.read({ record, file }),
    mark(false),
    desk.rpc.records.undo({ id: record, change, operation: desk.operation() }),
  ])
    expect(await refusal(work)).toMatchObject({ code: 'right.missing', params: { right: 'record.unmask' } })
  await become(readers.read)
  expect((await refusal(mark(true))).code).toBe('right.missing')
  await become(user)
  await mark(false)
  expect(await said()).toEqual([false])
  expect((await noted()).map(({ user: by, action, detail }) => [by, action, JSON.parse(detail)])).toEqual([
    [readers.entry, 'attachments.mark', { record, file, sensitive: 1 }],
    [user, 'attachments.mark', { record, file, sensitive: 0 }],
  ])
  const [last] = (await desk.rpc.safety.audit({ limit: 1 })).entries
  expect(last).toMatchObject({
    label: '标明附件是否含证件等敏感信息',
    facts: [{ label: '含证件等敏感信息', text: '否' }],
    records: [{ id: record }],
  })
})

test('pages that leave the office do not name a scan of papers, those inside do', async () => {
  await add('身份证扫描.pdf')
  await add('现场照片.jpg', { sensitive: false })
  const page = async (variant: 'internal' | 'upward' | 'public') =>
    (await desk.rpc.records.page({ ids: [record], variant })).markup
  expect(await page('internal')).toContain('身份证扫描')
  for (const variant of ['upward', 'public'] as const) {
    expect(await page(variant)).not.toContain('身份证扫描')
    expect(await page(variant)).toContain('现场照片')
  }
})
