import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { INTRODUCTION_KIND, recordOfSite, SITE_KIND } from '../../../shared/sync/site'
import { entriesOf, openBundle, strangerKeys, writeBundle } from '../../support/bundles/bundles'
import { type Carried, official } from '../../support/bundles/official'
import { auditRows } from '../../support/desks/audit-rows'
import { backUp, copyAside, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { passphrase, refusal, user } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
const more: Computer[] = []
beforeEach(async () => {
  story = await pair()
  for (const laptop of [story.a, story.b]) await meet(laptop)
})
afterEach(async () => {
  for (const computer of more.splice(0)) await computer.engine.close()
  await story.close()
})

const idOf = async (of: Computer): Promise<string> => (await siteKeyOf(of)).id
const nameOf = async (of: Computer): Promise<string> => {
  const { unitName, letter } = await siteKeyOf(of)
  return `${unitName}${letter}`
}

/** A laptop hands in and gets its receipt. */
async function meet(laptop: Computer, district = story.district): Promise<void> {
  await district.take((await laptop.send()).file)
  await laptop.take((await district.send(await nameOf(laptop))).file)
}

const restored = async (file: string, name: string, seed: number): Promise<Computer> => {
  const computer = await restoreFrom(file, story.stick, name, seed)
  more.push(computer)
  return computer
}

const accepting = async (district: Computer, file: string) => {
  const files = [district.engine.grant(join(story.stick, file))]
  return (await district.rpc.sync.importBundles({ files, acceptForgotten: true })).files[0]
}

/** Somebody who may import, and manages nothing, does not say whom to trust. */
async function expectManagerOnly(at: Computer, file: string): Promise<void> {
  const clerk = { user: '王录入', passphrase: '另一句口令一二三' }
  await at.rpc.users.add({ name: clerk.user, role: 'entry', passphrase: clerk.passphrase })
  await at.rpc.session.lock({})
  await at.rpc.session.unlock(clerk)
  expect(await refusal(accepting(at, file))).toMatchObject({ code: 'right.missing' })
  await at.rpc.session.lock({})
  await at.rpc.session.unlock({ user, passphrase })
}

const siteAt = async (at: Computer, site: string) =>
  (await at.rpc.sites.list({})).sites.find((each) => each.site === site)

async function expectSound(...computers: Computer[]): Promise<void> {
  for (const computer of computers)
    expect((await computer.rpc.safety.verify({})).checks.filter((check) => !check.ok)).toEqual([])
}

test('a laptop that joined after the backup was made is let in again once a person at the restored district says so', async () => {
  const { b, district, stick, units } = story
  const file = await backUp(district, stick)
  const c = await story.join(units.east, 'C')
  const early = await c.save('courtyard-session', session(units.peach))
  await meet(c)
  await b.take((await district.send('东街街道B')).file)
  const late = await c.save('courtyard-session', session(units.plum))
  await b.take((await c.send('东街街道B')).file)
  const moved = await restored(file, 'moved', 70)
  const sent = await c.send()
  for (const attempt of [moved.preview(sent.file), moved.take(sent.file)])
    expect(await refusal(attempt)).toMatchObject({
      code: 'bundle.forgotten-sender',
      params: { from: '东街街道C' },
    })
  expect(await siteAt(moved, await idOf(c))).toBeUndefined()
  // Whoever carries what it wrote brings everything else.
  const own = await b.save('courtyard-session', session(units.peach))
  expect((await moved.take((await b.send()).file))[0]).toMatchObject({
    result: 'partial',
    leftOut: [{ site: await idOf(c), why: 'bundle.unknown-sender' }],
  })
  expect(await moved.body(own)).toMatchObject({ people: 45 })
  await expectManagerOnly(moved, sent.file)
  expect(await accepting(moved, sent.file)).toMatchObject({ from: '东街街道C' })
  expect((await auditRows(moved)).filter(({ action }) => action === 'sync.remember')).toHaveLength(1)
  await c.take((await moved.send('东街街道C')).file)
  expect((await moved.take((await c.send()).file))[0]).toMatchObject({ new: 2, result: 'applied' })
  for (const id of [early, late]) expect(await moved.body(id)).toMatchObject({ people: 45 })
  expect(await siteAt(c, await idOf(c))).toMatchObject({ certified: true, revokedAt: null })
  await meet(b, moved)
  expect(await b.body(late)).toMatchObject({ people: 45 })
  await expectSound(moved, b, c)
})

test('who was ended after the backup was made stays ended as soon as another laptop hands in', async () => {
  const { a, b, district, stick, units } = story
  const file = await backUp(district, stick)
  const c = await story.join(units.east, 'C')
  const counted = await c.save('courtyard-session', session(units.peach))
  await meet(c)
  for (const laptop of [a, b]) await meet(laptop)
  const late = await c.save('courtyard-session', session(units.plum))
  // B has heard more of C than counts.
  await b.take((await c.send('东街街道B')).file)
  for (const laptop of [a, c])
    await district.rpc.sites.revoke({ site: await idOf(laptop), reason: '电脑被盗' })
  await b.take((await district.send('东街街道B')).file)
  const moved = await restored(file, 'moved', 70)
  expect(await siteAt(moved, await idOf(a))).toMatchObject({ revokedAt: null })
  await moved.take((await b.send()).file)
  for (const laptop of [a, c]) {
    expect(await siteAt(moved, await idOf(laptop))).toMatchObject({
      reason: '电脑被盗',
      certified: true,
      revokedAt: expect.any(String),
    })
    const { file: stolen } = await laptop.send()
    expect(await refusal(moved.take(stolen))).toMatchObject({ code: 'bundle.revoked-sender' })
    expect(await refusal(accepting(moved, stolen))).toMatchObject({ code: 'bundle.revoked-sender' })
  }
  await meet(b, moved)
  await meet(b, moved)
  expect(await moved.body(counted)).toMatchObject({ people: 45 })
  expect(await refusal(moved.body(late))).toMatchObject({ code: 'record.not-found' })
  await expectSound(moved, b)
})

test('what a district put back to before a theft took of the stolen laptop counts nothing once it hears of the theft again, until a person lets it in', async () => {
  const { a, b, district, units } = story
  const back = await copyAside(district)
  await district.rpc.sites.revoke({ site: await idOf(b), reason: '电脑被盗' })
  await a.take((await district.send('东街街道A')).file)
  await back()
  const late = await b.save('courtyard-session', session(units.plum))
  expect((await district.take((await b.send()).file))[0]).toMatchObject({ result: 'applied' })
  expect(await district.body(late)).toMatchObject({ people: 45 })
  const told = (await a.send()).file
  // The theft is a word in its own stream, which went on without it.
  expect((await refusal(district.take(told))).code).toBe('profile.rewound')
  await district.take(told)
  expect(await siteAt(district, await idOf(b))).toMatchObject({ reason: '电脑被盗' })
  await a.take((await district.send('东街街道A')).file)
  await meet(a)
  for (const computer of [a, district])
    expect(await refusal(computer.body(late))).toMatchObject({ code: 'record.not-found' })
  await district.rpc.sites.letIn({ site: await idOf(b) })
  await meet(a)
  expect(await a.body(late)).toEqual(await district.body(late))
  expect((await auditRows(district)).map(({ action }) => action)).toContain('sites.accept-closed')
  expect(await refusal(district.take((await b.send()).file))).toMatchObject({ code: 'bundle.revoked-sender' })
  await expectSound(a, district)
})

test('the successor of a laptop that was let in after the backup is let in again by itself', async () => {
  const { a, b, district, stick, units } = story
  const file = await backUp(district, stick)
  const next = await restored(await backUp(a, stick), 'next', 71)
  await meet(next)
  await b.take((await district.send('东街街道B')).file)
  const moved = await restored(file, 'moved', 70)
  await meet(b, moved)
  const id = await next.save('courtyard-session', session(units.peach))
  await meet(next, moved)
  await meet(next, moved)
  expect(await siteAt(moved, await idOf(a))).toMatchObject({ successor: await idOf(next) })
  expect(await moved.body(id)).toMatchObject({ people: 45 })
  expect(await siteAt(moved, await idOf(next))).toMatchObject({ revokedAt: null, certified: true })
  await expectSound(moved, b, next)
})

test('a forgotten laptop that was restored itself since is let in with what it was before', async () => {
  const { district, stick, units } = story
  const file = await backUp(district, stick)
  const c = await story.join(units.east, 'C')
  await meet(c)
  const id = await c.save('courtyard-session', session(units.peach))
  const next = await restored(await backUp(c, stick), 'next', 71)
  const moved = await restored(file, 'moved', 70)
  const sent = await next.send()
  expect(await refusal(moved.take(sent.file))).toMatchObject({ code: 'bundle.forgotten-sender' })
  await accepting(moved, sent.file)
  await next.take((await moved.send(await nameOf(next))).file)
  await meet(next, moved)
  expect(await moved.body(id)).toMatchObject({ people: 45 })
  expect(await siteAt(moved, await idOf(c))).toMatchObject({ successor: await idOf(next) })
  await expectSound(moved, next)
})

test('a successor that was let in after the backup, like what it was before, is let in again with its own word', async () => {
  const { b, district, stick, units } = story
  const file = await backUp(district, stick)
  const c = await story.join(units.east, 'C')
  await meet(c)
  const next = await restored(await backUp(c, stick), 'next', 71)
  await meet(next)
  await b.take((await district.send('东街街道B')).file)
  const moved = await restored(file, 'moved', 70)
  const sent = await next.send()
  expect(await refusal(moved.take(sent.file))).toMatchObject({ code: 'bundle.forgotten-sender' })
  await accepting(moved, sent.file)
  expect(await siteAt(moved, await idOf(c))).toMatchObject({ successor: await idOf(next) })
  await next.take((await moved.send(await nameOf(next))).file)
  await meet(b, moved)
  await expectSound(moved, next, b)
})

test('a laptop of which the restored district once said who took over from it is let in again with all it became since', async () => {
  const { district, stick, units } = story
  const file = await backUp(district, stick)
  const c = await story.join(units.east, 'C')
  await meet(c)
  const next = await restored(await backUp(c, stick), 'next', 71)
  const id = await next.save('courtyard-session', session(units.peach))
  const kept = await backUp(next, stick)
  await district.take((await next.send()).file)
  // The district lets the second self in and says so of the first; the third one hears it.
  const answer = await district.send(await nameOf(next))
  const last = await restored(kept, 'last', 72)
  await last.take(answer.file)
  const moved = await restored(file, 'moved', 70)
  const sent = await last.send()
  for (const attempt of [moved.preview(sent.file), moved.take(sent.file)])
    expect(await refusal(attempt)).toMatchObject({
      code: 'bundle.forgotten-sender',
      params: { from: await nameOf(last) },
    })
  await accepting(moved, sent.file)
  await last.take((await moved.send(await nameOf(last))).file)
  await meet(last, moved)
  expect(await moved.body(id)).toMatchObject({ people: 45 })
  expect(await siteAt(moved, await idOf(c))).toMatchObject({ successor: await idOf(next) })
  expect(await siteAt(moved, await idOf(next))).toMatchObject({ successor: await idOf(last) })
  expect(await siteAt(moved, await idOf(last))).toMatchObject({ revokedAt: null, certified: true })
  await expectSound(moved, last)
})

test('a laptop whose certificate came only after it had been restored still shows it to a district that has forgotten it', async () => {
  const { district, stick, units } = story
  const file = await backUp(district, stick)
  const c = await story.join(units.east, 'C')
  const id = await c.save('courtyard-session', session(units.peach))
  await district.take((await c.send()).file)
  const answer = await district.send(await nameOf(c))
  const next = await restored(await backUp(c, stick), 'next', 71)
  await next.take(answer.file)
  expect(await siteAt(next, await idOf(c))).toMatchObject({ successor: await idOf(next) })
  const moved = await restored(file, 'moved', 70)
  const sent = await next.send()
  expect(await refusal(moved.take(sent.file))).toMatchObject({ code: 'bundle.forgotten-sender' })
  await accepting(moved, sent.file)
  await next.take((await moved.send(await nameOf(next))).file)
  await meet(next, moved)
  expect(await moved.body(id)).toMatchObject({ people: 45 })
  expect(await siteAt(moved, await idOf(c))).toMatchObject({ successor: await idOf(next) })
  await expectSound(moved, next)
})

test('who brings the word that it was ended itself is refused as ended, also where both are forgotten', async () => {
  const { a, district, stick, units } = story
  const file = await backUp(district, stick)
  const c = await story.join(units.east, 'C')
  await meet(c)
  await district.rpc.sites.revoke({ site: await idOf(c), reason: '电脑被盗' })
  await meet(a)
  const moved = await restored(file, 'moved', 70)
  const { manifest } = await openBundle(join(stick, (await a.send()).file), story.recoveryKey)
  const sent = await openBundle(join(stick, (await c.send()).file), story.recoveryKey)
  sent.manifest.official.push(...manifest.official)
  const toMoved = await identityToRecipient((await siteKeyOf(moved)).identity)
  await writeBundle(join(stick, 'ended.ybb'), entriesOf(sent, (await siteKeyOf(c)).signKey), toMoved)
  const refused = { code: 'bundle.revoked-sender' }
  expect(await refusal(moved.take('ended.ybb'))).toMatchObject(refused)
  expect(await refusal(accepting(moved, 'ended.ybb'))).toMatchObject(refused)
  expect(await siteAt(moved, await idOf(c))).toBeUndefined()
})

test('a letter that the restored district gave out again is not used by two laptops', async () => {
  const { district, stick, units } = story
  const file = await backUp(district, stick)
  const c = await story.join(units.east, 'C')
  await meet(c)
  const moved = await restored(file, 'moved', 70)
  const other = await story.join(units.east, 'C', moved)
  await meet(other, moved)
  const sent = await c.send()
  expect(await refusal(accepting(moved, sent.file))).toMatchObject({ code: 'bundle.letter-given' })
  const next = await restored(await backUp(c, stick), 'next', 71)
  expect(await accepting(moved, (await next.send()).file)).toMatchObject({ from: await nameOf(next) })
})

test('only what the district itself once signed counts as its word', async () => {
  const { a, b, district, stick, units } = story
  const stranger = await strangerKeys()
  const c = await story.join(units.east, 'C')
  await meet(c)
  const moved = await restored(await backUp(district, stick), 'moved', 70)
  const toMoved = await identityToRecipient((await siteKeyOf(moved)).identity)
  const own = await idOf(a)
  const sent = await openBundle(join(stick, (await b.send()).file), story.recoveryKey)
  const shown = sent.manifest.official.map(({ line }) => JSON.parse(line) as Carried)
  expect(shown.filter(({ kind }) => kind === SITE_KIND).map(({ set }) => set.site)).toEqual(
    expect.arrayContaining([own, await idOf(b)]),
  )
  const ended = { at: '2026-11-03T00:00:00.000Z', reason: '假的' }
  const word = shown.find(({ kind, set }) => kind === SITE_KIND && set.site === own)
  if (!word) throw new Error('the laptop shows what the district said')
  const forged = official({ ...word, set: { site: own, ended } }, stranger.signKey, 'a'.repeat(64))
  sent.manifest.to = await idOf(moved)
  sent.manifest.own = []
  sent.manifest.official.push(forged)
  await writeBundle(join(stick, 'forged.ybb'), entriesOf(sent, (await siteKeyOf(b)).signKey), toMoved)
  await moved.take('forged.ybb')
  expect(await siteAt(moved, own)).toMatchObject({ revokedAt: null })
  // A stranger who names this district, and shows a word of his own making.
  const first = shown.find(({ kind, site }) => kind === INTRODUCTION_KIND && site === own)
  if (!first) throw new Error('the laptop shows whom the district let in')
  const { id: site, publicKey: signKey, recipient } = stranger
  const { join: _, mac: __, ...values } = first.set
  const introduction = official(
    { ...first, site, record: recordOfSite(site), set: { ...values, signKey, recipient, letter: 'Z' } },
    stranger.signKey,
  )
  const joined = { scope: units.east, unitName: '东街街道', letter: 'Z' }
  const letIn = official({ ...word, set: { site, joined } }, stranger.signKey, 'a'.repeat(64))
  const unknown = { ...sent, manifest: { ...sent.manifest, from: site, official: [introduction, letIn] } }
  await writeBundle(join(stick, 'stranger.ybb'), entriesOf(unknown, stranger.signKey), toMoved)
  expect(await refusal(accepting(moved, 'stranger.ybb'))).toMatchObject({ code: 'bundle.unknown-sender' })
})
