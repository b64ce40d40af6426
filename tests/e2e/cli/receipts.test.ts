import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConflictEntry } from '../../../shared/contract/conflicts'
import type { Manifest } from '../../../shared/sync/manifest'
import { sendOtherwise } from '../../support/bundles/otherwise'
import { runCli } from '../../support/desks/cli'
import {
  type Added,
  addStreet,
  countOf,
  type Exported,
  type Story,
  type Street,
  startDistrict,
} from '../../support/desks/cli-story'
import { passphrase as ofUser, user } from '../../support/desks/engine'
import { pair } from '../../support/desks/pair'
import { sessionOf } from '../../support/records/month'

let story: Story
let street: Street
let id: string
let sent: Exported

beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  const { body } = sessionOf(street.villages[0] ?? '', '2026-11', 1)
  const added = await street.laptop.json<Added>(
    ...['record', 'add', '--kind', 'courtyard-session', '--data', JSON.stringify(body)],
  )
  id = added.ids[0] ?? ''
  mkdirSync(story.desk.path('out'))
})
afterAll(() => story.desk.clear())

const receipt = async () =>
  (await street.laptop.json<{ receipt: unknown }>('record', 'show', '--id', id)).receipt
const withReceipt = (state: string): Promise<number> =>
  countOf(street.laptop, 'courtyard-session', '--receipt', state)

test('a record says how far it has come, and the list finds it by that', async () => {
  const { district, stick } = story
  const { laptop } = street
  expect(await receipt()).toEqual({ state: 'unsent', delivery: 'unsent', serial: null })
  expect(await withReceipt('unsent')).toBe(1)
  sent = await laptop.json<Exported>('export', '--to', stick, '--medium', 'U-01')
  expect(await receipt()).toEqual({ state: 'sent', delivery: 'sent', serial: 1 })
  expect((await laptop.text('record', 'show', '--id', id)).stdout).toContain('已导出（第 1 批）')
  await district.json('import', sent.file)
  const { site } = await laptop.json<{ site: string }>('status')
  const back = await district.json<Exported>('export', '--to', stick, '--peer', site)
  await laptop.json('import', back.file)
  expect(await receipt()).toEqual({ state: 'received', delivery: 'received', serial: null })
  expect([await withReceipt('unsent'), await withReceipt('sent'), await withReceipt('received')]).toEqual([
    0, 0, 1,
  ])
})

test('status says of each laptop what has arrived, its program, its clock and how long it was silent', async () => {
  const { peers } = await story.district.json<{ peers: readonly object[] }>('status')
  expect(peers).toMatchObject([
    { lastSerial: 1, gaps: [], clockOffset: null, silentDays: 0, program: { older: [], newer: [] } },
  ])
  expect((await story.district.text('status')).stdout).toContain('0 天前')
})

test('in words too, status and import say whose clock is wrong, whose tables are older or newer, and who was ended', async () => {
  const all = await pair()
  try {
    const { a, b, district, stick } = all
    a.clock.time = Date.UTC(2099, 0, 1)
    const otherwise = ({ kinds }: Manifest) => ({ kinds: { ...kinds, mediation: 1, 'future-kind': 1 } })
    await district.take(await sendOtherwise(all, a, otherwise), (await b.send()).file)
    const { site } = await b.rpc.sync.status({})
    await district.rpc.sites.revoke({ site, reason: '丢失' })
    await a.send()
    const { file } = await a.send()
    await district.engine.close()
    const told = async (...command: readonly string[]): Promise<string> => {
      const at = ['--profile', district.profile, '--user', user]
      const run = await runCli([...command, ...at], { YUANBA_PASSPHRASE: ofUser })
      expect([run.code, run.stderr]).toEqual([0, ''])
      return run.stdout
    }
    const status = await told('status')
    expect(status).toMatch(/东街街道A .*表较旧、较新.* 快约 \d+ 天/)
    expect(status).toMatch(/东街街道B（已停用） /)
    expect(await told('import', join(stick, file))).toMatch(/缺少第 2 批；对方电脑时钟快约 \d+ 天/)
    expect(await told('status')).toContain('缺少第 2 批')
  } finally {
    await all.close()
  }
})

test('both ends write the slip of one bundle, with the same number and hash', async () => {
  const { district, desk } = story
  const slip = (name: string): string => desk.path('out', name)
  const given = await street.laptop.json<{ sha256: string; medium: string }>(
    ...['slip', '--serial', '1', '--out', slip('given.html')],
  )
  const taken = await district.json<{ sha256: string; added: number }>(
    ...['slip', '--serial', '1', '--direction', 'import', '--out', slip('taken.html')],
  )
  expect(given).toMatchObject({ sha256: sent.sha256, medium: 'U-01', from: '云锦街道A', to: '示范区' })
  expect(taken).toMatchObject({ sha256: sent.sha256, medium: 'U-01', added: 1 })
  for (const name of ['given.html', 'taken.html'])
    expect(readFileSync(slip(name), 'utf8')).toContain('<title>数据介质收发登记单</title>')
  const { code, error } = await street.laptop.refused('slip', '--serial', '9', '--out', slip('none.html'))
  expect([code, error.code]).toEqual([3, 'slip.none'])
})

test('a conflict is listed with what stood there before, and decided by a value of one’s own', async () => {
  const { district, stick } = story
  const { laptop } = street
  const edit = (people: number): readonly string[] => [
    ...['record', 'edit', '--id', id, '--data', JSON.stringify({ people })],
  ]
  const before = (await laptop.json<{ body: { people: number } }>('record', 'show', '--id', id)).body.people
  await laptop.json(...edit(before + 1), '--reason', '签到表少一人')
  await district.json(...edit(before + 2))
  await district.json('import', (await laptop.json<Exported>('export', '--to', stick)).file)
  const { conflicts } = await district.json<{ conflicts: readonly ConflictEntry[] }>(
    'conflicts',
    '--record',
    id,
  )
  expect(conflicts).toMatchObject([{ record: id, key: 'people', about: 'field', base: { value: before } }])
  expect(conflicts[0]?.heads.map(({ bundle }) => bundle?.serial ?? null).sort()).toEqual([2, null])
  const { stdout } = await district.text('conflicts', '--record', id)
  expect(stdout).toMatch(/签到表少一人 .*\d{4}-\d\d-\d\d \d\d:\d\d/)
  await district.json(
    ...['resolve', '--record', id, '--field', 'people', '--value', String(before + 3), '--reason', '核实'],
  )
  expect(await district.json('conflicts')).toEqual({ conflicts: [], records: 0 })
})

test('of many conflicts a long text keeps both versions, and the others are decided at once for one computer', async () => {
  const { district, stick } = story
  const { laptop } = street
  const edit = (data: object): readonly string[] => [
    ...['record', 'edit', '--id', id, '--data', JSON.stringify(data)],
  ]
  await laptop.json(...edit({ people: 41, households: 11, summary: '街道写的小结' }))
  await district.json(...edit({ people: 42, households: 12, summary: '区级写的小结' }))
  await district.json('import', (await laptop.json<Exported>('export', '--to', stick)).file)
  const body = async () =>
    (await district.json<{ body: Readonly<Record<string, unknown>> }>('record', 'show', '--id', id)).body

  const keepBoth = (field: string): readonly string[] => [
    ...['resolve', '--record', id, '--field', field, '--both', '--reason', '都留下'],
  ]
  expect(await district.refused(...keepBoth('people'))).toMatchObject({ code: 2, error: { code: 'usage' } })
  await district.json(...keepBoth('summary'))
  expect((await body()).summary).toMatch(/^(街道|区级)写的小结\n.+\n(街道|区级)写的小结$/)
  expect(await district.refused(...keepBoth('summary'))).toMatchObject({
    code: 3,
    error: { code: 'record.no-conflict' },
  })

  const all = (site: string, ...more: readonly string[]): readonly string[] => [
    ...['resolve', '--all', '--keep-site', site, ...more, '--reason', '以签到表为准'],
  ]
  expect(await district.refused(...all('没有这台'))).toMatchObject({ error: { code: 'site.unknown' } })
  expect(await district.json(...all('云锦街道A', '--field', 'people'))).toEqual({
    decided: 1,
    left: 0,
    ids: [id],
  })
  const { site } = await district.json<{ site: string }>('status')
  expect((await district.text(...all(site))).stdout).toContain('已决定 1 处。')
  expect(await body()).toMatchObject({ people: 41, households: 12 })
  expect(await district.json('conflicts')).toEqual({ conflicts: [], records: 0 })
  expect(await district.json(...all(site))).toEqual({ decided: 0, left: 0, ids: [] })
})
