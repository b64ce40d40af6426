import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hub } from '../../../electron/hub/hub'
import { keptFile } from '../../../electron/hub/ingest/kept-files'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import type { Sql, Store } from '../../../electron/hub/store/store'
import { type Pair, pair, session } from '../../support/desks/pair'
import { admitAll, joinHub, newHub } from '../../support/hub/hubs'
import { eachStore } from '../../support/hub/stores'

const rules = { allowMassDelete: false }

interface Hearing {
  readonly store: Store
  readonly asked: readonly string[]
  readonly answered: readonly Readonly<Record<string, unknown>>[]
}

/** A store with the texts that it was asked, and the rows that it answered. */
function hearing(store: Store): Hearing {
  const asked: string[] = []
  const answered: Record<string, unknown>[] = []
  const heard = (sql: Sql): Sql => ({
    ...sql,
    query: async <Row>(text: string, values?: readonly unknown[]) => {
      asked.push(text)
      const rows = await sql.query<Row>(text, values)
      for (const row of rows) answered.push({ ...(row as Record<string, unknown>) })
      return rows
    },
  })
  return {
    asked,
    answered,
    store: {
      ...store,
      ...heard(store),
      transaction: (work) => store.transaction((sql) => work(heard(sql))),
    },
  }
}

eachStore(({ open }) => {
  let story: Pair
  let hub: Hub
  beforeEach(async () => {
    story = await pair()
    hub = await newHub(await open())
    await joinHub(hub, story.district, story.stick)
  })
  afterEach(() => story.close())

  const send = async () => join(story.stick, (await story.district.send('示范市')).file)
  const records = () =>
    hub.store.query<{ id: string; body: Record<string, unknown>; deleted: boolean }>(
      `SELECT r.id, r.body, r.deleted FROM records r JOIN districts USING (district) WHERE districts.unit = $1 ORDER BY r.id`,
      [story.units.district],
    )

  test('a district that joined waits until somebody telephones, and then the hub holds its records', async () => {
    const id = await story.a.save('courtyard-session', session(story.units.peach))
    await story.district.take((await story.a.send()).file)
    const file = await send()
    expect(await ingestPile(hub, [file], rules)).toMatchObject([{ result: 'waiting' }])
    expect(await records()).toEqual([])
    await admitAll(hub)
    expect((await records()).find((record) => record.id === id)).toMatchObject({
      body: { people: 45 },
      deleted: false,
    })
    expect(await ingestPile(hub, [file], rules)).toMatchObject([{ result: 'nothing-new', added: 0 }])
    const [{ sha256 } = { sha256: '' }] = await hub.store.query<{ sha256: string }>(
      `SELECT sha256 FROM bundle_log WHERE result = 'ok'`,
    )
    expect(readFileSync(keptFile(hub.folder, sha256))).toEqual(readFileSync(file))
  })

  test('a file that was taken in is known by its bytes alone, without a look at anybody’s streams', async () => {
    const file = await send()
    await ingestPile(hub, [file], rules)
    await admitAll(hub)
    await ingestPile(hub, [await send()], rules)
    const copy = join(story.stick, 'copy.ybb')
    copyFileSync(await send(), copy)
    const heard = hearing(hub.store)
    const [first] = await ingestPile({ ...hub, store: heard.store }, [copy], rules)
    expect(first?.result).not.toBe('refused')
    const looks = (): number => heard.asked.filter((text) => /\bbranches\b/.test(text)).length
    const before = looks()
    expect(before).toBeGreaterThan(0)
    expect(await ingestPile({ ...hub, store: heard.store }, [copy], rules)).toMatchObject([
      { result: 'nothing-new', from: first?.from, serial: first?.serial, changes: first?.changes },
    ])
    expect(looks()).toBe(before)
  })

  test('a desk is set once for a file of somebody who is known', async () => {
    await ingestPile(hub, [await send()], rules)
    await admitAll(hub)
    await ingestPile(hub, [await send()], rules)
    const heard = hearing(hub.store)
    await ingestPile({ ...hub, store: heard.store }, [await send()], rules)
    expect(heard.asked.filter((text) => /FROM branches t$/.test(text.trim()))).toHaveLength(1)
  })

  test('what a file brings again is known by its place alone: nothing of it is read whole, unless its record goes on', async () => {
    await ingestPile(hub, [await send()], rules)
    await admitAll(hub)
    const quiet = await story.a.save('courtyard-session', session(story.units.peach))
    const edited = await story.a.save('courtyard-session', session(story.units.plum))
    await story.district.take((await story.a.send()).file)
    await ingestPile(hub, [await send()], rules)
    await story.a.save('courtyard-session', { people: 46 }, edited)
    await story.district.take((await story.a.send()).file)
    const heard = hearing(hub.store)
    const [file] = await ingestPile({ ...hub, store: heard.store }, [await send()], rules)
    expect(file).toMatchObject({ result: 'applied', added: 1 })
    expect(file?.changes).toBeGreaterThan(2)
    const whole = heard.answered.filter((row) => 'fields' in row).map((row) => row.record)
    expect(whole).toContain(edited)
    expect(whole).not.toContain(quiet)
    expect((await records()).find(({ id }) => id === edited)?.body).toMatchObject({ people: 46 })
  })

  test('edits, deletions and what goes on from an earlier file are merged; a wrong file is told and stops nobody', async () => {
    await ingestPile(hub, [await send()], rules)
    await admitAll(hub)
    const id = await story.a.save('courtyard-session', session(story.units.peach))
    const other = await story.a.save('courtyard-session', session(story.units.plum))
    await story.district.take((await story.a.send()).file)
    const first = await send()
    await story.a.save('courtyard-session', { people: 46 }, id)
    await story.a.rpc.records.delete({ id: other, operation: story.a.operation() })
    await story.district.take((await story.a.send()).file)
    const second = await send()
    const broken = join(story.stick, 'broken.ybb')
    const bytes = readFileSync(second)
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1
    writeFileSync(broken, bytes)
    const copy = join(story.stick, 'copy.ybb')
    copyFileSync(first, copy)
    const files = await ingestPile(hub, [second, broken, first, copy], rules)
    expect(files.map(({ result, reason }) => [result, reason])).toEqual([
      ['applied', undefined],
      ['refused', 'bundle.damaged'],
      expect.anything(),
      expect.anything(),
    ])
    const found = await records()
    expect(found.find((record) => record.id === id)).toMatchObject({ body: { people: 46 } })
    expect(found.find((record) => record.id === other)).toMatchObject({ deleted: true })
  })
})
