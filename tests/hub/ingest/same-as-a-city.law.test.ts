import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { verifyHub } from '../../../electron/hub/upkeep/verify-hub'
import { type Computer, passphrase, user } from '../../support/desks/engine'
import { joinCity, newComputer, type Pair, pair } from '../../support/desks/pair'
import { broughtToCity, broughtToHub } from '../../support/hub/compared'
import { drawing, liveOn } from '../../support/hub/histories'
import { admitAll, hubLike } from '../../support/hub/hubs'
import { eachStore } from '../../support/hub/stores'
import { lawSize } from '../../support/laws/law-size'
import { seedsFor } from '../../support/laws/seed'

const rules = { allowMassDelete: true, workers: 4 }

eachStore(({ open }) => {
  let stories: Pair[] = []
  let city: Computer
  beforeEach(async () => {
    stories = [await pair(), await pair(100)]
    city = newComputer(stories[0]?.stick ?? '', 'city', 80)
    await city.rpc.profile.createDistrict({ role: 'city', unit: '示范市', user, passphrase })
    for (const { district, stick } of stories) await joinCity(city, district, stick)
  })
  afterEach(async () => {
    await city.engine.close()
    for (const story of stories) await story.close()
  })

  test.each(seedsFor('same-as-a-city', []))(
    'files in any order, twice, with broken ones among them, make the records that they make at a city (%p)',
    async (seed) => {
      const draw = drawing(seed)
      const hub = await hubLike(city, await open())
      const files = await liveOn(stories, 30 + lawSize(100), draw)
      // Of a district that nobody let in only so many files wait: the rest come once it was.
      for (const times of ['before it is let in', 'after'])
        expect(
          (
            await city.rpc.sync.importBundles({
              files: files.map((file) => city.engine.grant(file)),
              allowMassDelete: true,
            })
          ).refused.filter(({ code }) => times === 'after' || code !== 'join.too-many'),
        ).toEqual([])
      const broken = files.slice(0, 3).map((file, at) => {
        const bytes = readFileSync(file)
        const place = Math.floor(bytes.length / (at + 2))
        bytes[place] = (bytes[place] ?? 0) ^ 1
        const path = join(file, '..', `broken-${at}.ybb`)
        writeFileSync(path, bytes)
        return path
      })
      const pile = [...files, ...broken, ...files.slice(0, 4)]
        .map((path) => ({ path, at: draw(1_000_000) }))
        .sort((one, other) => one.at - other.at)
        .map(({ path }) => path)
      await ingestPile(hub, pile, rules)
      await admitAll(hub)
      await ingestPile(hub, pile, rules)
      const own = await city.rpc.profile.state({})
      const [at, there] = [
        await broughtToHub(hub),
        await broughtToCity(city, own.site?.id ?? '', own.site?.unitId ?? ''),
      ]
      expect(at.sites).toEqual(there.sites)
      expect(at.branches).toEqual(there.branches)
      expect(at.changes).toEqual(there.changes)
      expect(at).toEqual(there)
      expect(
        (await verifyHub(hub)).districts.flatMap(({ checks }) => checks.filter(({ ok }) => !ok)),
      ).toEqual([])
      expect(
        await hub.store.query('SELECT count(*) AS n FROM branches b WHERE site <> $1 AND district = $2', [
          hub.keys.site.id,
          hub.home,
        ]),
      ).toEqual([{ n: 0 }])
      const again = await ingestPile(hub, files, rules)
      expect(again.map(({ result }) => result)).toEqual(files.map(() => 'nothing-new'))
      expect(await broughtToHub(hub)).toEqual(there)
    },
    300_000,
  )
})
