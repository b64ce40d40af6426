import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import type { Change } from '../../../shared/sync/change'
import { changesIn, entriesOf, openBundle, rechained, writeBundle } from '../../support/bundles/bundles'
import { type Computer, passphrase, refusal, user } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { joinCity, newComputer, type Pair, pair, session } from '../../support/desks/pair'

let story: Pair
beforeEach(async () => {
  story = await pair()
})
afterEach(() => story.close())

const isSound = async (computer: Computer): Promise<boolean> => (await computer.rpc.safety.verify({})).ok
const idsAt = async (computer: Computer): Promise<readonly string[]> =>
  (await computer.rpc.records.list({ kind: 'courtyard-session' })).rows.map(({ id }) => id).sort()

type Named = ReturnType<typeof changesIn>[number]

/** Hands in a bundle of `from` with its own newest change rewritten, as somebody with its keys could write it. */
async function handIn(
  { stick, recoveryKey }: Pair,
  from: Computer,
  to: Computer,
  { file, forge }: { readonly file: string; readonly forge: (last: Named) => Partial<Change> },
) {
  const good = await openBundle(join(stick, file), recoveryKey)
  const { id, signKey } = await siteKeyOf(from)
  const changes = changesIn(good.lines)
  const at = changes.findLastIndex(({ site }) => site === id)
  const last = changes[at]
  if (!last) throw new Error('the sender wrote something')
  changes[at] = { ...last, ...forge(last), over: {} } as Named
  const own = { ...good, lines: good.lines.filter((_, nth) => changes[nth]?.site === id) }
  const manifest = { ...good.manifest, segments: good.manifest.segments.filter(({ site }) => site === id) }
  const mine = rechained(
    { ...own, manifest },
    changes.filter(({ site }) => site === id),
    signKey,
  )
  const recipient = await identityToRecipient((await siteKeyOf(to)).identity)
  await writeBundle(join(stick, 'hostile.ybb'), entriesOf(mine, signKey), recipient)
  const { files } = await to.rpc.sync.importBundles({
    files: [to.engine.grant(join(stick, 'hostile.ybb'))],
  })
  return files[0]
}

test.each(['after', 'before'])(
  'a street that writes under the id of another street’s record, heard %s it, takes nothing from it',
  async (order) => {
    const { a, far, district, units } = story
    const record = await far.save('courtyard-session', session(units.remote, { courtyard: '远山院子' }))
    const ofFar = (await far.send()).file
    if (order === 'after') await district.take(ofFar)
    await a.save('courtyard-session', session(units.peach, { courtyard: '冒名院子' }))
    const file = (await a.send()).file
    expect(await handIn(story, a, district, { file, forge: () => ({ record }) })).toMatchObject({ new: 1 })
    if (order === 'before')
      expect((await district.take(ofFar))[0]).toMatchObject({ result: 'applied', new: 1 })
    const ids = await idsAt(district)
    expect(ids).toHaveLength(2)
    expect(ids).toContain(record)
    const bodies = await Promise.all(ids.map((id) => district.body(id)))
    expect(bodies.map(({ courtyard }) => courtyard).sort()).toEqual(['冒名院子', '远山院子'])
    // The district edits the one that is kept under another id, and its laptop knows which is meant.
    const other = ids.find((_, nth) => bodies[nth]?.courtyard === '远山院子') ?? ''
    await district.save('courtyard-session', { people: 99 }, other)
    await far.take((await district.send('西街街道A')).file)
    expect(await far.body(record)).toMatchObject({ people: 99 })
    expect((await far.take((await district.send('西街街道A')).file))[0]?.agreement.differs).toEqual([])
    expect(await isSound(district)).toBe(true)
    expect(await isSound(far)).toBe(true)
  },
)

describe('at a city', () => {
  let second: Pair
  let city: Computer
  let victim: string
  beforeEach(async () => {
    second = await pair(100)
    city = newComputer(story.stick, 'city', 80)
    await city.rpc.profile.createDistrict({ role: 'city', unit: '示范市', user, passphrase })
    for (const one of [story, second]) await joinCity(city, one.district, story.stick)
    victim = await story.a.save('courtyard-session', session(story.units.peach, { courtyard: '解家院子' }))
    await story.district.take((await story.a.send()).file)
  })
  afterEach(async () => {
    await city.engine.close()
    await second.close()
  })

  const report = async (one: Pair): Promise<string> => (await one.district.send('示范市')).file
  const take = async (one: Pair) => {
    const files = [city.engine.grant(join(one.stick, await report(one)))]
    return (await city.rpc.sync.importBundles({ files })).files[0]
  }
  const hostile = async (forge: (last: Named) => Partial<Change>) => {
    await second.district.save('dictionary-entry', { dictionary: 'topic', value: 'x', label: '新词' })
    return handIn(second, second.district, city, { file: await report(second), forge })
  }

  test('a hostile district’s redaction erases nothing of another’s', async () => {
    await take(story)
    const forge = () => ({ kind: 'redaction', set: { record: victim }, reason: '冒名' })
    expect(await hostile(forge)).toMatchObject({ result: 'applied' })
    expect(await city.body(victim)).toMatchObject({ courtyard: '解家院子' })
    expect(await isSound(city)).toBe(true)
  })

  test('a hostile district’s redaction that comes first erases nothing of another’s', async () => {
    await hostile(() => ({ kind: 'redaction', set: { record: victim }, reason: '冒名' }))
    expect(await take(story)).toMatchObject({ result: 'applied' })
    const ids = await idsAt(city)
    expect(ids).toHaveLength(1)
    expect(await city.body(ids[0] ?? '')).toMatchObject({ courtyard: '解家院子' })
    expect(await isSound(city)).toBe(true)
  })

  test('a hostile district changes nothing of another’s tables', async () => {
    await take(story)
    const { peach } = story.units
    await hostile(() => ({ kind: 'unit', record: peach, set: { name: '被改名' } }))
    expect(await city.body(peach)).toMatchObject({ name: '桃花村' })
    expect(await isSound(city)).toBe(true)
  })

  test('a hostile district that names another’s record first does not keep it out', async () => {
    await hostile(() => ({ record: victim }))
    expect(await take(story)).toMatchObject({ result: 'applied', leftOut: [] })
    expect(await city.body(victim)).toMatchObject({ label: '新词' })
    const [id = ''] = await idsAt(city)
    expect(await city.body(id)).toMatchObject({ courtyard: '解家院子' })
    expect(await isSound(city)).toBe(true)
  })

  test('a hostile district that names another’s village first keeps out no more than what is logged for it', async () => {
    await hostile(() => ({ kind: 'unit', record: story.units.peach, set: { name: '被改名' } }))
    const leftOut = [{ scope: story.units.east, why: 'bundle.foreign-unit' }]
    expect(await take(story)).toMatchObject({ result: 'partial', leftOut })
    const { rows } = await city.rpc.records.list({ kind: 'unit', limit: 100 })
    expect(rows.map(({ body }) => body.name)).toEqual(expect.arrayContaining(['桃花村', '被改名']))
    expect(await isSound(city)).toBe(true)
  })

  test('a redaction of a lost district erases once a person lets in what it brings, and not before', async () => {
    await take(story)
    const { id: site } = await siteKeyOf(story.district)
    await city.rpc.sites.revoke({ site, reason: '电脑丢失' })
    await story.district.rpc.records.erase({ id: victim, reason: '本人申请' })
    const file = await report(story)
    const files = [city.engine.grant(join(story.stick, file))]
    expect((await refusal(city.rpc.sync.importBundles({ files }))).code).toBe('bundle.revoked-sender')
    expect(await city.body(victim)).toMatchObject({ courtyard: '解家院子' })
    await city.rpc.sync.importBundles({ files, acceptClosed: true })
    expect((await refusal(city.rpc.records.get({ id: victim }))).code).toBe('record.erased')
    expect(await isSound(city)).toBe(true)
  })
})
