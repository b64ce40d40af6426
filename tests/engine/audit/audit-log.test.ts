import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Input } from '../../../shared/contract'
import { kindOf } from '../../../shared/kinds'
import {
  type Desk,
  openDistrict,
  openStreet,
  passphrase,
  refusal,
  sessionPatch,
  user,
} from '../../support/desks/engine'
import { filledPatch } from '../../support/records/filled'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-audit-'))
const hour = 3600 * 1000
let desk: Desk
let saved: { readonly id: string; readonly number: string | null }

const find = (wanted: Input<'safety.audit'> = {}) => desk.rpc.safety.audit(wanted)
const labels = async (wanted: Input<'safety.audit'>): Promise<readonly string[]> =>
  (await find(wanted)).entries.map(({ label }) => label)

beforeAll(async () => {
  desk = await openStreet()
  const kind = 'courtyard-session'
  saved = await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation: desk.operation() })
})
afterAll(async () => {
  await desk.close()
  rmSync(folder, { recursive: true })
})

test('a laptop puts its letter before the number, so that two of a street never print the same one', async () => {
  const { markup } = await desk.rpc.records.print({ ids: [saved.id], variant: 'internal', how: 'print' })
  const { letter } = (await desk.rpc.profile.state({})).site ?? {}
  const { entries } = await desk.rpc.safety.audit({ limit: 1 })
  expect(letter).toBe('A')
  expect(markup).toContain(`内部 编号 A${String(entries[0]?.number).padStart(6, '0')}`)
})

test('the number on a printed page leads to who printed which records, when, and for whom', async () => {
  desk.clock.time += hour
  const { markup } = await desk.rpc.records.print({ ids: [saved.id], variant: 'upward', how: 'print' })
  const number = Number(/编号 A(\d{6})/.exec(markup)?.[1])
  const { entries, next } = await find({ number })
  expect(next).toBeNull()
  expect(entries).toEqual([
    {
      number,
      user,
      action: 'records.print',
      label: '打印记录',
      at: '2026-11-03T02:00:00.000Z',
      facts: [
        { label: '版本', text: '上报' },
        { label: '方式', text: '打印机' },
        { label: '条数', text: '1' },
      ],
      records: [{ id: saved.id, kind: 'courtyard-session', name: saved.number }],
    },
  ])
})

test('what could not be written says which number stands on no paper', async () => {
  const file = desk.engine.grant(join(folder, 'missing', '台账.xlsx'))
  await refusal(
    desk.rpc.ledgers.write({
      ledger: 'courtyard-session',
      format: 'xlsx',
      file,
      operation: desk.operation(),
    }),
  )
  const [taken, handedOut] = (await find({ limit: 2 })).entries
  expect(handedOut?.label).toBe('台账存为文件')
  expect(handedOut?.facts).toContainEqual({ label: '台账', text: '院坝会台账' })
  expect(taken).toMatchObject({
    label: '文件写入失败',
    facts: [{ label: '编号', text: String(handedOut?.number).padStart(6, '0') }],
  })
})

test('no value stands in what the log answers, whatever was typed, revealed or decided', async () => {
  const kind = kindOf('consultation')
  const patch = filledPatch(kind, () => desk.units.peach)
  const { id } = await desk.rpc.records.save({ kind: kind.name, patch, operation: desk.operation() })
  await desk.rpc.records.reveal({ id, field: 'phone' })
  const { entries } = await find({ limit: 2 })
  expect(entries.map(({ label }) => label)).toEqual(['查看完整信息', '保存记录'])
  expect(entries[0]?.facts).toContainEqual({ label: '项目', text: '电话' })
  for (const value of ['13800001234', '11010519491231002X', '第二行'])
    expect(JSON.stringify(entries)).not.toContain(value)
})

test('rows are found by user, by action and by the days of the laptop’s own calendar', async () => {
  desk.clock.time += 24 * hour
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: '小录', passphrase })
  expect((await refusal(find())).code).toBe('right.missing')
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user, passphrase })
  expect(await labels({ user: '小录' })).toEqual(['登录'])
  expect(await labels({ action: 'users.add' })).toEqual(['添加用户'])
  const day = new Date(desk.clock.time)
  const dayText = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`
  expect(await labels({ from: dayText })).toEqual(['登录', '登录', '添加用户'])
  expect(await labels({ to: dayText, limit: 3 })).toEqual(['登录', '登录', '添加用户'])
  const before = await labels({ to: '2026-11-03' })
  expect(before).toContain('打印记录')
  expect(before).not.toContain('添加用户')
})

test('no row names anything by its id, whether a computer, a unit or what no screen lists', async () => {
  const district = await openDistrict()
  const { rpc } = district
  await rpc.reports.freeze({ report: 'monthly', period: '2026-10', operation: district.operation() })
  const { entries } = await rpc.safety.audit({ limit: 200 })
  await district.close()
  const texts = entries.flatMap(({ label, facts, records }) => [
    label,
    ...facts.map((fact) => `${fact.label} ${fact.text}`),
    ...records.map(({ name }) => name),
  ])
  expect(texts).toContain('角色 区级')
  expect(texts.filter((text) => /[0-9a-f]{8}-[0-9a-f]{4}|district|frozen/.test(text))).toEqual([])
})

test('pages follow one another without a gap, and looking adds no row', async () => {
  const all = (await find({ limit: 200 })).entries.map(({ number }) => number)
  expect(all).toEqual(Array.from(all, (_, at) => all.length - at))
  const paged: number[] = []
  let after: number | null = null
  do {
    const page = await find({ limit: 4, ...(after !== null && { after }) })
    paged.push(...page.entries.map(({ number }) => number))
    after = page.next
  } while (after !== null)
  expect(paged).toEqual(all)
})
