import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { signText } from '../../../electron/engine/sites/keys'
import { checkpointText, parseChange } from '../../../shared/sync/manifest'
import { changesIn, entriesOf, openBundle, rechained, writeBundle } from '../../support/bundles/bundles'
import { introductionIn, official } from '../../support/bundles/official'
import { addUpAll, bothWays, inDatabaseOf } from '../../support/desks/added-up'
import { backUp, restoreFrom } from '../../support/desks/copies'
import type { Computer } from '../../support/desks/engine'
import { passphrase, refusal, user } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import {
  joinCity,
  joinPassphraseOf,
  makeJoinFile,
  newComputer,
  type Pair,
  pair,
  session,
} from '../../support/desks/pair'

let first: Pair
let second: Pair
let city: Computer
const more: Computer[] = []

beforeEach(async () => {
  first = await pair()
  // Other ids than the first one's.
  second = await pair(100)
  city = newComputer(first.stick, 'city', 80)
  more.push(city)
  await city.rpc.profile.createDistrict({ role: 'city', unit: '示范市', user, passphrase })
})
afterEach(async () => {
  for (const computer of more.splice(0)) await computer.engine.close()
  await first.close()
  await second.close()
})

async function connect(district: Computer): Promise<void> {
  expect(await joinCity(city, district, first.stick)).toBe('示范市')
}

/** A district's bundle for the city, imported there. */
async function report(story: Pair, district = story.district) {
  const { file } = await district.send('示范市')
  const files = [city.engine.grant(join(story.stick, file))]
  const { files: taken } = await city.rpc.sync.importBundles({ files })
  return { file, taken: taken[0] }
}

/** Both districts connected, each with one session of laptop A. @returns the records */
async function twoDistricts(): Promise<[string, string]> {
  const ids: string[] = []
  for (const story of [first, second]) {
    ids.push(await story.a.save('courtyard-session', session(story.units.peach)))
    await story.district.take((await story.a.send()).file)
    await connect(story.district)
    expect((await report(story)).taken).toMatchObject({ result: 'applied' })
  }
  return [ids[0] ?? '', ids[1] ?? '']
}

test('a city holds what its districts bring, gives each its receipt, and hands nothing of one to the other', async () => {
  const [ofFirst, ofSecond] = await twoDistricts()
  expect(await city.body(ofFirst)).toMatchObject({ people: 45 })
  expect(await city.body(ofSecond)).toMatchObject({ people: 45 })
  const peers = (await city.rpc.sync.status({})).peers
  expect(peers.map(({ role }) => role)).toEqual(['district', 'district'])
  const own = (await siteKeyOf(first.district)).id
  const folder = city.engine.grant(first.stick)
  const back = await city.rpc.sync.exportBundle({ folder, peer: own })
  const { lines, manifest, entries } = await openBundle(
    join(first.stick, back.file),
    (await siteKeyOf(first.district)).identity,
  )
  expect(lines).toEqual([])
  const plain = [JSON.stringify(manifest), ...entries.map(({ content }) => content.toString('latin1'))].join(
    '\n',
  )
  for (const id of [await siteKeyOf(second.district), await siteKeyOf(second.a)].map((site) => site.id))
    expect(plain).not.toContain(id)
  expect((await first.district.take(back.file))[0]).toMatchObject({ confirmed: 8 })
  expect((await first.district.rpc.sync.status({})).peers.find(({ role }) => role === 'city')).toMatchObject({
    pending: 0,
  })
  expect((await city.rpc.safety.verify({})).ok).toBe(true)
})

test('a city’s figures are those of all its districts together', async () => {
  await twoDistricts()
  const { value } = await city.rpc.reports.figure({ measure: 'sessions', period: '2026-11' })
  expect(value).toBe(2)
})

test('at a city each district’s own rules count for its figures, and none of them for the city’s own paper', async () => {
  await first.district.save('counting-rule', { from: '2026-11-01' })
  await first.district.save('reporting-rule', { from: '2026-01-01', firstDay: 26, dueDays: 3 })
  const marks = { from: '2026-01-01', marks: true }
  const { rpc } = first.district
  await rpc.records.save({ kind: 'upward-setting', patch: marks, operation: first.district.operation() })
  await twoDistricts()
  const value = async (unit?: string) =>
    (await city.rpc.reports.figure({ measure: 'sessions', period: '2026-11', ...(unit && { unit }) })).value
  // Both districts have a session that nobody approved: only the first one wants that.
  expect(await value(first.units.district)).toBe(0)
  expect(await value(second.units.district)).toBe(1)
  expect(await value()).toBe(1)
  await inDatabaseOf(city, addUpAll)
  const { kept, facts } = await bothWays(city, '2026-11', '2026')
  expect(kept).toEqual(facts)
  expect(await value(second.units.district)).toBe(1)
  const { document } = await city.rpc.reports.compute({ report: 'monthly', period: '2026-11' })
  expect(JSON.stringify(document)).toMatch(
    /注：示范区日期在二〇二六年十一月一日及以后|注：示范区日期在2026年11月1日及以后/,
  )
  const { periods } = await city.rpc.waiting.ownPeriods({})
  expect(periods).toEqual([])
  const { markup } = await city.rpc.reports.page({ report: 'monthly', period: '2026-11', variant: 'upward' })
  expect(markup).not.toContain('内部资料')
})

test('nobody logs or changes anything at a city', async () => {
  const [ofFirst] = await twoDistricts()
  const { units } = first
  const writes = [
    city.save('courtyard-session', session(units.peach)),
    city.save('courtyard-session', { people: 1 }, ofFirst),
    city.save('unit', { name: '改名' }, units.peach),
  ]
  for (const write of writes) expect((await refusal(write)).code).toBe('record.wrong-owner')
})

test('one district can not write in another’s street, even with good signatures', async () => {
  await twoDistricts()
  const { district, stick, units } = second
  await district.save('dictionary-entry', { dictionary: 'topic', value: 'x', label: '新词' })
  const good = await openBundle(join(stick, (await district.send('示范市')).file), second.recoveryKey)
  const keys = await siteKeyOf(district)
  const recipient = await identityToRecipient((await siteKeyOf(city)).identity)
  const own = { ...good, lines: good.lines.filter((line) => parseChange(line).site === keys.id) }
  const mine = good.manifest.segments.filter(({ site }) => site === keys.id)
  const base = { ...own, manifest: { ...good.manifest, segments: mine } }
  const changes = changesIn(own.lines)
  const attempt = async (bundle: typeof base): Promise<string> => {
    await writeBundle(join(stick, 'hostile.ybb'), entriesOf(bundle, keys.signKey), recipient)
    const files = [city.engine.grant(join(stick, 'hostile.ybb'))]
    return (await refusal(city.rpc.sync.importBundles({ files }))).code
  }
  const last = changes.at(-1)
  if (!last) throw new Error('the district wrote something')
  const scope = first.units.east
  const foreign = { ...last, scope, seq: 1, kind: 'courtyard-session', record: first.units.remote, over: {} }
  const start = { scope, from: 1, to: 1, prev: '0'.repeat(64) }
  const into = rechained(
    { ...base, manifest: { ...base.manifest, segments: mine.map((s) => ({ ...s, ...start })) } },
    [foreign],
    keys.signKey,
    start,
  )
  into.manifest.segments = into.manifest.segments.map((s) => ({
    ...s,
    checkpoint: signText(keys.signKey, checkpointText(s)),
  }))
  expect(await attempt(into)).toBe('bundle.not-permitted')
  expect(await city.body(first.units.peach)).toMatchObject({ name: '桃花村' })
  expect(units.peach).not.toBe(first.units.peach)
})

test('a district that moved to a new machine is followed by its city', async () => {
  const [ofFirst] = await twoDistricts()
  const moved = await restoreFrom(await backUp(first.district, first.stick), first.stick, 'moved', 81)
  more.push(moved)
  const later = await moved.save('dictionary-entry', { dictionary: 'topic', value: 'y', label: '搬家以后' })
  expect((await report(first, moved)).taken).toMatchObject({ result: 'applied' })
  expect(await city.body(later)).toMatchObject({ label: '搬家以后' })
  await first.a.take((await moved.send('东街街道A')).file)
  await first.a.save('courtyard-session', { people: 60 }, ofFirst)
  await moved.take((await first.a.send()).file)
  expect((await report(first, moved)).taken).toMatchObject({ result: 'applied', changed: 1 })
  expect(await city.body(ofFirst)).toMatchObject({ people: 60 })
})

test('a city and a district that were renewed twice each, with nobody hearing of it, go on together', async () => {
  const [ofFirst] = await twoDistricts()
  const [, movedDistrict] = await renewed(first.district, 'moved', 83)
  const [middle, movedCity] = await renewed(city, 'city', 86)
  if (!movedDistrict || !movedCity || !middle) throw new Error('two renewals')
  city = movedCity
  expect((await report(first, movedDistrict)).taken).toMatchObject({ result: 'applied' })
  const own = (await siteKeyOf(movedDistrict)).id
  const send = async (from: Computer) =>
    (await from.rpc.sync.exportBundle({ folder: from.engine.grant(first.stick), peer: own })).file
  const back = await send(city)
  expect((await movedDistrict.take(back))[0]).toMatchObject({ result: 'applied' })
  const { peers } = await movedDistrict.rpc.sync.status({})
  expect(peers.filter(({ role, revoked }) => role === 'city' && !revoked)).toHaveLength(1)
  await first.a.take((await movedDistrict.send('东街街道A')).file)
  await first.a.save('courtyard-session', { people: 61 }, ofFirst)
  await movedDistrict.take((await first.a.send()).file)
  const { file } = await movedDistrict.send('city')
  const files = [city.engine.grant(join(first.stick, file))]
  expect((await city.rpc.sync.importBundles({ files })).files[0]).toMatchObject({ changed: 1 })
  expect(await city.body(ofFirst)).toMatchObject({ people: 61 })
  for (const computer of [city, movedDistrict]) expect((await computer.rpc.safety.verify({})).ok).toBe(true)
})

/** A computer restored from its backup, and the restored one once more. */
async function renewed(computer: Computer, name: string, seed: number): Promise<Computer[]> {
  const selves: Computer[] = []
  for (const time of [1, 2]) {
    const file = await backUp(selves.at(-1) ?? computer, first.stick)
    const restored = await restoreFrom(file, first.stick, `${name}-${time}`, seed + time)
    more.push(restored)
    selves.push(restored)
  }
  return selves
}

test('a district that was renewed before it joined brings what its former selves wrote', async () => {
  const entry = await first.district.save('dictionary-entry', {
    dictionary: 'topic',
    value: 'v',
    label: '从前的词',
  })
  await first.district.take((await first.a.send()).file)
  const [, moved] = await renewed(first.district, 'moved', 83)
  if (!moved) throw new Error('two renewals')
  await connect(moved)
  expect((await report(first, moved)).taken).toMatchObject({ result: 'applied', leftOut: [] })
  expect(await city.body(entry)).toMatchObject({ label: '从前的词' })
  await first.a.take((await moved.send('东街街道A')).file)
  const id = await first.a.save('courtyard-session', session(first.units.peach))
  await moved.take((await first.a.send()).file)
  expect((await report(first, moved)).taken).toMatchObject({ result: 'applied', leftOut: [] })
  expect(await city.body(id)).toMatchObject({ people: 45 })
  expect((await city.rpc.safety.verify({})).ok).toBe(true)
})

test('a district does not pass for the later self of one that the city has not met', async () => {
  const { district, stick } = second
  await connect(district)
  const sent = await openBundle(join(stick, (await district.send('示范市')).file), second.recoveryKey)
  const mine = await siteKeyOf(district)
  await connect(first.district)
  const { file } = await first.district.send('示范市')
  const theirs = await openBundle(join(first.stick, file), first.recoveryKey)
  // It names the other one as what it was, and signs that itself.
  const said = introductionIn(sent.manifest.official, mine.id)
  const signature = signText(mine.signKey, 'anything')
  const set = { ...said.set, letter: 'AB', predecessor: theirs.manifest.from, signature }
  sent.manifest.official.push(official({ ...said, seq: 2, set }, mine.signKey, 'a'.repeat(64)))
  const recipient = await identityToRecipient((await siteKeyOf(city)).identity)
  await writeBundle(join(stick, 'usurper.ybb'), entriesOf(sent, mine.signKey), recipient)
  const files = [city.engine.grant(join(stick, 'usurper.ybb'))]
  expect((await city.rpc.sync.importBundles({ files })).files[0]).toMatchObject({ result: 'applied' })
  expect((await report(first)).taken).toMatchObject({ result: 'applied' })
})

test('a street does not join a city, and a city’s joining file serves one district', async () => {
  await twoDistricts()
  const { site } = await city.rpc.profile.state({})
  const wanted = { scope: site?.unitId ?? '', letter: 'A' }
  const path = await makeJoinFile(city, first.stick, wanted)
  const laptop = newComputer(first.stick, 'street-of-city', 82)
  more.push(laptop)
  const joining = laptop.rpc.profile.join({
    file: laptop.engine.grant(path),
    joinPassphrase: joinPassphraseOf(path),
    user,
    passphrase,
  })
  expect((await refusal(joining)).code).toBe('join.damaged')
  const file = first.a.engine.grant(path)
  const asked = first.a.rpc.sites.joinCity({ file, joinPassphrase: joinPassphraseOf(path) })
  expect((await refusal(asked)).code).toBe('right.missing')
})
