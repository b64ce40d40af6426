import type { Laptop } from '../../support/desks/cli'
import {
  addStreet,
  countOf,
  type Exported,
  logAll,
  month,
  type Story,
  startDistrict,
} from '../../support/desks/cli-story'
import { sessionOf } from '../../support/records/month'

interface Taken {
  readonly files: readonly { readonly from: string; readonly new: number; readonly result: string }[]
}

let story: Story
/** Where the joining file of 云锦街道's laptop A is, and a village to log for. */
let joinFile: string
let village: string
beforeEach(async () => {
  story = await startDistrict()
  const street = await addStreet(story, '云锦街道', '001', 'A')
  joinFile = story.desk.path('接入-云锦街道-A.ybj')
  village = street.villages[0] ?? ''
  await logAll(story.desk, street, [sessionOf(village, month, 1)])
  await take(story.district, await sent(street.laptop))
})
afterEach(() => story.desk.clear())

const sent = async (from: Laptop, ...peer: string[]): Promise<string> =>
  (await from.json<Exported>('export', '--to', story.stick, ...peer)).file
const take = async (at: Laptop, file: string, ...more: string[]) =>
  (await at.json<Taken>('import', file, ...more)).files
const secret = () => ['--join-passphrase-file', story.joinPassphraseFile]
const sessionsAt = (at: Laptop) => countOf(at, 'courtyard-session')
const stateOf = async (at: Laptop, name: string) => {
  const { sites } = await at.json<{ sites: readonly { name: string; certified: boolean }[] }>('site', 'list')
  return sites.find((each) => each.name === name)
}

/** Another laptop that joined with the file that was used already, and has logged a session. */
async function second(): Promise<Laptop> {
  const laptop = story.desk.laptop('second')
  await laptop.json('join', '--file', joinFile, ...secret())
  await log(laptop, 2)
  return laptop
}

async function log(laptop: Laptop, n: number): Promise<string | null> {
  const data = JSON.stringify(sessionOf(village, month, n).body)
  const { numbers } = await laptop.json<{ numbers: readonly (string | null)[] }>(
    ...['record', 'add', '--kind', 'courtyard-session', '--data', data],
  )
  return numbers[0] ?? null
}

test('a laptop whose letter is taken waits, and is let in under a free one by site admit --accept-join', async () => {
  const { district } = story
  const laptop = await second()
  const file = await sent(laptop)
  const told = await district.text('import', file)
  expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining('等待准入') })
  expect(await sessionsAt(district)).toBe(1)
  const { newcomers } = await district.json<{
    newcomers: readonly { site: string; fingerprint: string[] }[]
  }>(...['site', 'newcomers'])
  const [{ site = '', fingerprint = [] } = {}] = newcomers
  const { code, error } = await district.refused('site', 'admit', '--site', site)
  expect({ code, error }).toMatchObject({ code: 5, error: { code: 'join.used', params: { letter: 'A' } } })
  expect(error.message).toContain('A')
  const other = ['--fingerprint', [...fingerprint].reverse().join(' ')]
  expect(await district.refused('site', 'admit', '--site', site, ...other)).toMatchObject({
    code: 3,
    error: { code: 'join.other-fingerprint' },
  })
  expect(await sessionsAt(district)).toBe(1)

  const words = ['--fingerprint', fingerprint.join(' ')]
  expect(await district.json('site', 'admit', '--site', site, ...words, '--accept-join')).toMatchObject({
    site,
    letter: 'B',
    fingerprint: fingerprint.join(' '),
    files: [{ from: '云锦街道B', new: 1, result: 'applied' }],
  })
  expect(await sessionsAt(district)).toBe(2)
  expect(await district.refused('site', 'admit', '--site', site)).toMatchObject({
    code: 2,
    error: { code: 'join.nobody' },
  })

  await take(laptop, await sent(district, '--peer', '云锦街道B'))
  expect(await log(laptop, 3)).toMatch(/-B0002$/)
  expect(await take(district, await sent(laptop))).toMatchObject([{ from: '云锦街道B', new: 1 }])
  for (const at of [laptop, district]) expect(await at.json('verify')).toMatchObject({ ok: true })
})

test('a laptop that was not let in reads a fresh joining file by site rejoin, and keeps what it holds', async () => {
  const { desk, district } = story
  const laptop = await second()
  expect((await district.text('import', await sent(laptop))).stdout).toContain('等待准入')
  expect((await district.json<{ name: string }>('site', 'refuse', '--site', '云锦街道A')).name).toBe(
    '云锦街道A',
  )
  expect(await district.refused('import', await sent(laptop))).toMatchObject({
    code: 5,
    error: { code: 'join.refused', params: { from: '云锦街道A' } },
  })
  const fresh = (letter: string): string => desk.path(`接入-${letter}.ybj`)
  const write = (letter: string, scope = '云锦街道') =>
    district.json('join-file', '--scope', scope, '--letter', letter, '--out', fresh(letter), ...secret())
  const rejoin = (letter: string) => ['site', 'rejoin', '--file', fresh(letter), ...secret()]

  await addStreet(story, '禾丰街道', '002', 'A')
  await write('X', '禾丰街道')
  expect(await laptop.refused(...rejoin('X'))).toMatchObject({
    code: 5,
    error: { code: 'join.other-unit', params: { unit: '禾丰街道' } },
  })
  await write('C')
  const wrong = ['--join-passphrase-file', desk.write('wrong', '不是这一句口令\n')]
  expect(await laptop.refused('site', 'rejoin', '--file', fresh('C'), ...wrong)).toMatchObject({
    code: 4,
    error: { code: 'join.wrong-passphrase' },
  })
  expect(await laptop.json(...rejoin('C'))).toMatchObject({ unit: '云锦街道', letter: 'C' })

  expect(await log(laptop, 3)).toMatch(/-C0002$/)
  expect(await take(district, await sent(laptop))).toMatchObject([
    { from: '云锦街道C', new: 2, result: 'applied' },
  ])
  expect(await sessionsAt(district)).toBe(3)
  await take(laptop, await sent(district, '--peer', '云锦街道C'))
  await write('D')
  expect(await laptop.refused(...rejoin('D'))).toMatchObject({ code: 3, error: { code: 'join.admitted' } })
  for (const at of [laptop, district]) expect(await at.json('verify')).toMatchObject({ ok: true })
})

test('a laptop that joined after the backup is let in again at the restored district by --accept-forgotten', async () => {
  const { desk, district, stick } = story
  const { file: backup } = await district.json<{ file: string }>('backup', '--to', stick)
  const out = desk.path('接入-B.ybj')
  await district.json('join-file', '--scope', '云锦街道', '--letter', 'B', '--out', out, ...secret())
  const laptop = desk.laptop('late')
  await laptop.json('join', '--file', out, ...secret())
  await log(laptop, 2)
  await take(district, await sent(laptop))
  await take(laptop, await sent(district, '--peer', '云锦街道B'))
  await log(laptop, 3)

  const moved = desk.laptop('moved')
  await moved.json('restore', '--from', backup)
  const file = await sent(laptop)
  for (const dry of [['--dry-run'], []]) {
    const { code, error } = await moved.refused('import', file, ...dry)
    expect({ code, error }).toMatchObject({
      code: 5,
      error: { code: 'bundle.forgotten-sender', params: { from: '云锦街道B' } },
    })
    expect(error.message).toContain('云锦街道B')
  }
  expect(await stateOf(moved, '云锦街道B')).toBeUndefined()

  expect(await take(moved, file, '--accept-forgotten')).toMatchObject([{ from: '云锦街道B' }])
  expect(await stateOf(moved, '云锦街道B')).toMatchObject({ certified: true })
  await take(laptop, await sent(moved, '--peer', '云锦街道B'))
  await take(moved, await sent(laptop))
  expect(await sessionsAt(moved)).toBe(3)
  for (const at of [laptop, moved]) expect(await at.json('verify')).toMatchObject({ ok: true })
})
