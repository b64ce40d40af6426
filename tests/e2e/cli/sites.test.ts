import { readFileSync } from 'node:fs'
import {
  addStreet,
  type Exported,
  type Imported,
  logAll,
  month,
  type Story,
  type Street,
  startDistrict,
} from '../../support/desks/cli-story'
import { sessionOf } from '../../support/records/month'

let story: Story
let street: Street
beforeAll(async () => {
  story = await startDistrict()
  street = await addStreet(story, '云锦街道', '001', 'A')
  await logAll(story.desk, street, [sessionOf(street.villages[0] ?? '', month, 1)])
})
afterAll(() => story.desk.clear())

const send = (from: Street['laptop'], ...peer: string[]) =>
  from.json<Exported>('export', '--to', story.stick, ...peer)

test('a laptop is backed up, restored elsewhere under a new letter, and taken over by the district', async () => {
  const { desk, district, stick } = story
  const { file } = await street.laptop.json<{ file: string }>('backup', '--to', stick)
  const restored = desk.laptop('restored')
  const made = await restored.json<{ letter: string; predecessor: string; unit: string }>(
    'restore',
    '--from',
    file,
  )
  expect(made).toMatchObject({ unit: '云锦街道', letter: expect.stringMatching(/^A[A-Z]{2}$/) })
  const { files } = await district.json<Imported>('import', (await send(restored)).file)
  expect(files).toMatchObject([{ new: 1, result: 'applied' }])
  const { sites } = await district.json<{ sites: readonly { site: string; successor: string | null }[] }>(
    'site',
    'list',
  )
  expect(sites.some(({ successor }) => successor !== null)).toBe(true)
  expect(await restored.refused('restore', '--from', file)).toMatchObject({ code: 3 })
  const wrong = desk.laptop('wrong', { YUANBA_PASSPHRASE: '不对的口令不对' })
  expect(await wrong.refused('restore', '--from', file)).toMatchObject({
    code: 4,
    error: { code: 'passphrase.wrong' },
  })
  expect(await restored.json('verify')).toMatchObject({ ok: true })
})

test('the district moves to another machine by its recovery key', async () => {
  const { desk, district, stick } = story
  const { file } = await district.json<{ file: string }>('backup', '--to', stick)
  const moved = desk.laptop('moved')
  const key = ['--recovery-key-file', desk.path('recovery.key'), '--user', '新管理']
  expect(await moved.json('restore', '--from', file, ...key)).toMatchObject({ role: 'district' })
  const status = await moved.json<{ peers: readonly { name: string }[] }>('status', '--user', '新管理')
  expect(status.peers.length).toBeGreaterThan(0)
})

test('a lost laptop is revoked by its name, and its next bundle is refused', async () => {
  const { district } = story
  const other = await addStreet(story, '禾丰街道', '002', 'B')
  await district.json('import', (await send(other.laptop)).file)
  const revoked = await district.json('site', 'revoke', '--site', '禾丰街道B', '--reason', '丢失')
  expect(revoked).toMatchObject({ name: '禾丰街道B', revokedAt: expect.any(String) })
  const refused = await district.refused('import', (await send(other.laptop)).file)
  expect(refused).toMatchObject({ code: 5, error: { code: 'bundle.revoked-sender' } })
  expect(refused.error.message).toContain('停用')
})

test('a place is handed over, with a note to sign', async () => {
  const { desk } = story
  const { laptop } = await addStreet(story, '三溪街道', '003', 'A')
  const secret = desk.write('next-passphrase', '接任以后的新口令\n')
  const note = desk.path('交接单.html')
  const done = await laptop.json(
    'user',
    'hand-over',
    '--to',
    '陈接任',
    '--new-passphrase-file',
    secret,
    '--note',
    note,
  )
  expect(done).toMatchObject({ from: '管理员', to: '陈接任', role: '管理' })
  expect(readFileSync(note, 'utf8')).toContain('人员交接单')
  expect(await laptop.refused('status', '--user', '管理员')).toMatchObject({ code: 4 })
  expect(await laptop.json('status', '--user', '陈接任', '--passphrase-file', secret)).toBeDefined()
})
