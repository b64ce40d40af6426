import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import type { Manifest } from '../../../shared/sync/manifest'
import { entriesOf, openBundle, writeBundle } from '../../support/bundles/bundles'
import type { Computer } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair } from '../../support/desks/pair'
import { admitAll, joinHub, newHub } from '../../support/hub/hubs'
import { longStory } from '../../support/hub/stores'

const rules = { allowMassDelete: false }
const siteOf = async (computer: Computer): Promise<string> => (await siteKeyOf(computer)).id

longStory(({ open }) => {
  let stories: Pair[] = []
  let hub: Hub
  beforeEach(async () => {
    stories = [await pair(), await pair(100)]
    hub = await newHub(await open())
    for (const { district, stick } of stories) await joinHub(hub, district, stick)
    for (const story of stories) await handIn(story)
    await admitAll(hub)
  })
  afterEach(async () => {
    for (const story of stories) await story.close()
  })

  /** @param otherwise what another version, or a district that lies, would say; well signed */
  async function handIn(
    { district, stick, recoveryKey }: Pair,
    otherwise?: Pick<Manifest, 'arrived'>,
  ): Promise<string | undefined> {
    const path = join(stick, (await district.send('示范市')).file)
    if (otherwise) {
      const bundle = await openBundle(path, recoveryKey)
      Object.assign(bundle.manifest, otherwise)
      const recipient = await identityToRecipient(hub.keys.site.identity)
      await writeBundle(path, entriesOf(bundle, (await siteKeyOf(district)).signKey), recipient)
    }
    const [taken] = await ingestPile(hub, [path], rules)
    return taken?.reason ?? taken?.result
  }

  const told = (): Promise<readonly unknown[]> =>
    hub.store.query(
      'SELECT d.site AS district, t.site, t.serial, t.at FROM told_files t JOIN districts d USING (district) ORDER BY t.at, t.site',
    )

  test('files of streets that came at two districts, empty ones too, are told of once each, whatever comes again', async () => {
    const [one, other] = stories
    if (!one || !other) throw new RangeError('two districts')
    const expected: unknown[] = []
    for (const [hour, { far, district }] of [one, other].entries()) {
      district.clock.time = Date.UTC(2026, 10, 4, hour)
      await district.take((await far.send()).file)
      const at = new Date(district.clock.time).toISOString()
      expected.push({ district: await siteOf(district), site: await siteOf(far), serial: 1, at })
    }
    for (const story of [one, other, one, one]) expect(await handIn(story)).toBe('applied')
    expect(await told()).toEqual(expected)
  })

  /** The hub knows laptops of both districts, and was told of no file yet. */
  async function introduced(): Promise<void> {
    for (const story of stories) {
      for (const laptop of [story.a, story.far]) await story.district.take((await laptop.send()).file)
      await handIn(story)
    }
    await hub.store.query('DELETE FROM told_files')
  }

  test('a district tells of its own streets alone: of another’s, of itself and of nobody nothing is kept, and nothing lost', async () => {
    const [one, other] = stories
    if (!one || !other) throw new RangeError('two districts')
    await introduced()
    const file = (nth: number): [number, string, string] => [
      nth,
      `2026-11-0${nth}T01:00:00.000Z`,
      `${nth}`.repeat(16),
    ]
    const ids = [other.a, one.district, other.district].map(siteOf)
    const lies = [...(await Promise.all(ids)), hub.keys.site.id, '0'.repeat(32)]
    const far = await siteOf(one.far)
    const arrived = Object.fromEntries([...lies, far].map((site) => [site, [file(5)]]))
    expect(await handIn(one, { arrived })).toBe('applied')
    expect(await told()).toMatchObject([{ site: far, serial: 5 }])
  })

  test('a file that a restored district tells of again came when it was first told to have come', async () => {
    const [one] = stories
    if (!one) throw new RangeError('a district')
    await introduced()
    const far = await siteOf(one.far)
    const at = (day: string): Pick<Manifest, 'arrived'> => ({
      arrived: { [far]: [[2, `2026-11-${day}T01:00:00.000Z`, 'a'.repeat(16)]] },
    })
    for (const day of ['07', '09', '05', '08']) expect(await handIn(one, at(day))).toBe('applied')
    expect(await told()).toMatchObject([{ site: far, serial: 2, at: '2026-11-05T01:00:00.000Z' }])
  })

  test('what is not in order is refused as a whole', async () => {
    const [one] = stories
    if (!one) throw new RangeError('a district')
    const far = await siteOf(one.far)
    const files: [number, string, string][] = [
      [2, '2026-11-07T01:00:00.000Z', 'a'.repeat(16)],
      [1, '2026-11-06T01:00:00.000Z', 'b'.repeat(16)],
    ]
    expect(await handIn(one, { arrived: { [far]: files } })).toBe('bundle.protocol')
    expect(await told()).toEqual([])
  })
})
