import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { MOST_WAITING } from '../../../electron/engine/exchange/newcomer-waits'
import { fingerprintText } from '../../../shared/exchange/fingerprint'
import { admit } from '../../support/desks/admission'
import { auditRows } from '../../support/desks/audit-rows'
import { backUp, restoreFrom } from '../../support/desks/copies'
import { type Computer, passphrase, refusal, user } from '../../support/desks/engine'
import {
  joinPassphraseOf,
  joinWith,
  makeJoinFile,
  newComputer,
  type Pair,
  pair,
  session,
} from '../../support/desks/pair'

let story: Pair
let more: Computer[]
beforeEach(async () => {
  story = await pair()
  more = []
})
afterEach(async () => {
  for (const computer of more) await computer.engine.close()
  await story.close()
})

const tokens = (...files: string[]) =>
  files.map((file) => story.district.engine.grant(join(story.stick, file)))
/** The district chooses files, and nobody telephones. */
const choose = (...files: string[]) => story.district.plain.sync.importBundles({ files: tokens(...files) })
const waiting = async () => (await story.district.rpc.sites.newcomers({})).newcomers
const siteOf = async (at: Computer) => (await at.rpc.profile.state({})).site?.id ?? ''
const wordsOf = async (at: Computer) => fingerprintText(await siteOf(at))
const sessions = async () => (await story.district.rpc.records.count({ kind: 'courtyard-session' })).total
const auditOf = async (action: string) =>
  (await auditRows(story.district, { user, passphrase })).filter((row) => row.action === action).length
async function sit(name: string): Promise<void> {
  await story.district.rpc.session.lock({})
  await story.district.rpc.session.unlock({ user: name, passphrase })
}
/** What lies beside the district's database until somebody decides. */
function kept(): string[] {
  const folder = join(story.district.profile, 'waiting')
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).filter(isFile) : []
}
const isFile = (name: string): boolean => name.endsWith('.ybb')

test('a new computer’s first file waits: imported into nothing, kept and told, until a manager lets it in', async () => {
  const { a, district, stick, units } = story
  const id = await a.save('courtyard-session', session(units.peach))
  const { file } = await a.send()
  const before = { sites: (await district.rpc.sites.list({})).sites, sessions: await sessions() }
  const told = [{ from: '东街街道A', fromSite: await siteOf(a), changes: 1, new: 0, result: 'waiting' }]
  expect((await district.plain.sync.preview({ files: tokens(file) })).files).toMatchObject(told)
  expect(await waiting()).toEqual([])
  expect((await choose(file)).files).toMatchObject(told)
  expect({ sites: (await district.rpc.sites.list({})).sites, sessions: await sessions() }).toEqual(before)
  // The stick may go home.
  rmSync(join(stick, file))
  expect(await waiting()).toMatchObject([
    {
      name: '东街街道A',
      asked: 'A',
      letter: 'A',
      isUsed: false,
      isLate: false,
      isAdmitted: false,
      files: [{ file }],
    },
  ])
  expect((await district.rpc.waiting.counts({})).exchange).toBe(1)
  const [{ fingerprint = [] } = {}] = await waiting()
  expect(fingerprint.join(' ')).toBe(await wordsOf(a))
  const { asking } = await a.rpc.sites.newcomers({})
  expect(asking).toBe(true)

  const admitted = await admit(district.plain, await siteOf(a))
  expect(admitted).toMatchObject({
    name: '东街街道A',
    letter: 'A',
    fingerprint: await wordsOf(a),
    files: [{ file, result: 'applied', new: 1 }],
    refused: [],
  })
  expect(await district.body(id)).toMatchObject({ people: 45 })
  expect([await waiting(), kept()]).toEqual([[], []])
  expect([await auditOf('sync.wait'), await auditOf('sync.admit'), await auditOf('sync.import')]).toEqual([
    1, 1, 1,
  ])
  await a.take((await district.send('东街街道A')).file)
  expect((await a.rpc.sites.newcomers({})).asking).toBe(false)
  expect((await district.rpc.safety.verify({})).ok).toBe(true)
})

test.each(['entry', 'review', 'read'] as const)(
  'who has the role %s imports, at most, into the waiting room, and neither admits nor refuses',
  async (role) => {
    const { a, district, units } = story
    await a.save('courtyard-session', session(units.peach))
    const { file } = await a.send()
    await district.rpc.users.add({ name: '别的人', role, passphrase })
    if (role === 'read') await choose(file)
    await sit('别的人')
    if (role === 'read') expect((await refusal(choose(file))).code).toBe('right.missing')
    else expect((await choose(file)).files).toMatchObject([{ result: 'waiting' }])
    const site = await siteOf(a)
    const fingerprint = await wordsOf(a)
    for (const call of [
      district.plain.sites.admit({ site, fingerprint, despite: true }),
      district.plain.sites.refuse({ site }),
    ])
      expect((await refusal(call)).code).toBe('right.missing')
    expect((await district.rpc.sites.list({})).sites).toHaveLength(1)
    await sit(user)
    expect(await admit(district.plain, site)).toMatchObject({ files: [{ new: 1 }] })
  },
)

test('a thief with joining file and passphrase has other words: what was read out by the real one lets nobody else in', async () => {
  const { district, stick, units } = story
  const path = await makeJoinFile(district, stick, { scope: units.east, letter: 'C' })
  const [real, thief] = [newComputer(stick, 'real', 60), newComputer(stick, 'thief', 61)]
  more.push(real, thief)
  for (const computer of [real, thief]) {
    await joinWith(computer, path)
    await computer.save('courtyard-session', session(units.peach))
  }
  await choose((await thief.send()).file)
  const heard = await wordsOf(real)
  expect(heard).not.toBe(await wordsOf(thief))
  const call = district.plain.sites.admit({ site: await siteOf(thief), fingerprint: heard, despite: true })
  expect((await refusal(call)).code).toBe('join.other-fingerprint')
  expect(await waiting()).toHaveLength(1)
  expect((await district.rpc.sites.list({})).sites).toHaveLength(1)

  await district.plain.sites.refuse({ site: await siteOf(thief) })
  expect([await waiting(), kept(), await auditOf('sites.refuse')]).toEqual([[], [], 1])
  const again = (await thief.send()).file
  for (const files of [tokens(again), tokens(again)])
    expect(await refusal(district.plain.sync.importBundles({ files }))).toMatchObject({
      code: 'join.refused',
      params: { from: '东街街道C', day: '2026-11-03' },
    })
  expect(await sessions()).toBe(0)
  // The real one comes in by the same joining file.
  await choose((await real.send()).file)
  expect(await admit(district.plain, await siteOf(real))).toMatchObject({
    name: '东街街道C',
    files: [{ new: 1 }],
  })
})

test('a computer that was refused by mistake asks anew by a fresh joining file', async () => {
  const { a, district, stick, units } = story
  await a.save('courtyard-session', session(units.peach))
  await choose((await a.send()).file)
  await district.plain.sites.refuse({ site: await siteOf(a) })
  const path = await makeJoinFile(district, stick, { scope: units.east, letter: 'E' })
  await a.rpc.sites.rejoin({ file: a.engine.grant(path), joinPassphrase: joinPassphraseOf(path) })
  expect((await choose((await a.send()).file)).files).toMatchObject([{ result: 'waiting' }])
  expect(await admit(district.plain, await siteOf(a))).toMatchObject({
    name: '东街街道E',
    files: [{ new: 1 }],
  })
})

test('the same file chosen twice waits once; two files wait, and go in one after the other', async () => {
  const { a, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  const first = (await a.send()).file
  await a.save('courtyard-session', session(units.plum))
  const second = (await a.send()).file
  // The later one comes first, among others.
  await choose(second, first)
  await choose(second)
  copyFileSync(join(story.stick, first), join(story.stick, 'again.ybb'))
  await choose('again.ybb')
  expect(await waiting()).toMatchObject([{ files: [{ file: first }, { file: second }] }])
  expect(kept()).toHaveLength(2)
  const { files } = await admit(district.plain, await siteOf(a))
  expect(files).toMatchObject([
    { file: first, new: 1, gaps: [] },
    { file: second, new: 1, gaps: [] },
  ])
  expect(kept()).toEqual([])
  expect((await choose(second)).files).toMatchObject([{ result: 'nothing-new' }])
})

test('a newcomer’s files wait up to a bound; what comes then is told, and comes again with its next file', async () => {
  const { a, district, units } = story
  const files: string[] = []
  for (let nth = 0; nth <= MOST_WAITING; nth += 1) {
    await a.save('courtyard-session', session(units.peach))
    files.push((await a.send()).file)
  }
  const last = files.pop() ?? ''
  await choose(...files)
  expect((await refusal(choose(last))).code).toBe('join.too-many')
  expect(kept()).toHaveLength(MOST_WAITING)
  // One that lies there already is no more.
  await choose(files[0] ?? '')
  await admit(district.plain, await siteOf(a))
  expect((await choose((await a.send()).file)).files).toMatchObject([{ result: 'applied', new: 1 }])
})

test('a pile of a known and a new computer: the known one’s file goes in, the new one’s waits', async () => {
  const { a, far, units } = story
  await a.save('courtyard-session', session(units.peach))
  await far.save('courtyard-session', session(units.remote))
  await story.district.take((await far.send()).file)
  await far.save('courtyard-session', session(units.remote))
  const pile = await choose((await a.send()).file, (await far.send()).file)
  expect(pile.refused).toEqual([])
  expect(pile.files.map(({ from, result }) => [from, result]).sort()).toEqual([
    ['东街街道A', 'waiting'],
    ['西街街道A', 'applied'],
  ])
})

test('a computer that was restored while it waits: the words of now let in both its selves, and all their files', async () => {
  const { a, district, stick, units } = story
  const backup = await backUp(a, stick)
  await a.save('courtyard-session', session(units.peach))
  const first = (await a.send()).file
  const restored = await restoreFrom(backup, stick, 'restored', 52)
  more.push(restored)
  await restored.save('courtyard-session', session(units.plum))
  const second = (await restored.send()).file
  await choose(second)
  await choose(first)
  const fingerprint = await wordsOf(a)
  const site = await siteOf(restored)
  expect(await waiting()).toMatchObject([{ site }])
  expect(kept()).toHaveLength(2)
  const old = district.plain.sites.admit({ site, fingerprint })
  expect((await refusal(old)).code).toBe('join.other-fingerprint')
  const { files, refused } = await admit(district.plain, site)
  expect({ files, refused }).toMatchObject({ files: [{ new: 1 }, { new: 1 }], refused: [] })
  expect(await sessions()).toBe(2)
})

test('a kept file that is gone or spoilt is told, and the computer is in all the same', async () => {
  const { a, district, units } = story
  await a.save('courtyard-session', session(units.peach))
  const { file } = await a.send()
  await choose(file)
  rmSync(join(district.profile, 'waiting'), { recursive: true })
  expect(await admit(district.plain, await siteOf(a))).toMatchObject({
    files: [],
    refused: [{ file, code: 'file.unreadable' }],
  })
  expect((await choose(file)).files).toMatchObject([{ result: 'applied', new: 1 }])
})

test('nobody is let in who did not ask, and a slip says the words only while they are asked for', async () => {
  const { a, district } = story
  const nobody = district.plain.sites.admit({ site: await siteOf(a), fingerprint: await wordsOf(a) })
  expect((await refusal(nobody)).code).toBe('join.nobody')
  const slip = async () => {
    const { serial } = await a.send()
    return a.rpc.sync.slip({ serial, direction: 'export' })
  }
  const words = await wordsOf(a)
  const asking = await slip()
  expect(asking.fingerprint).toBe(words)
  expect(asking.markup).toContain('本机核对词')
  await district.take((await a.send()).file)
  await a.take((await district.send()).file)
  const after = await slip()
  expect(after.fingerprint).toBeNull()
  expect(after.markup).not.toContain('本机核对词')
})
