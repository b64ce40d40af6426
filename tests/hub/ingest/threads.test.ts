import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { openIngesters } from '../../../electron/hosts/cli/hub-threads'
import type { Hub } from '../../../electron/hub/hub'
import { ingestPile } from '../../../electron/hub/ingest/pile'
import { openStore } from '../../../electron/hub/store/open-store'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { runHere } from '../../support/desks/cli'
import { type Pair, pair, session } from '../../support/desks/pair'
import { admitAll, countingHub, joinHub } from '../../support/hub/hubs'
import { onPostgres } from '../../support/hub/stores'

let program: ChildProgram
beforeAll(() => {
  program = buildChild('ingester')
})
afterAll(() => program.remove())

onPostgres(({ place }) => {
  let districts: readonly Pair[]
  let hub: Hub
  let database: string
  let started: number
  /** Where the threads look for the hub's keys, where that is not its folder. */
  let elsewhere: string | undefined
  beforeEach(async () => {
    started = 0
    elsewhere = undefined
    database = await place()
    hub = await countingHub(await openStore({ database }))
    districts = [await pair(0), await pair(1)]
    for (const one of districts) {
      await joinHub(hub, one.district, one.stick)
      await ingestPile(hub, [await sent(one)], { allowMassDelete: false })
    }
    await admitAll(hub)
  })
  afterEach(async () => {
    await hub.store.close()
    for (const one of districts) await one.close()
  })

  const sent = async (one: Pair) => join(one.stick, (await one.district.send('示范市')).file)
  const handedIn = async (one: Pair) => {
    await one.a.save('courtyard-session', session(one.units.peach))
    await one.district.take((await one.a.send()).file)
    return await sent(one)
  }
  const ingest = (files: readonly string[], workers: number) =>
    runHere(
      [
        ...['hub', 'ingest', ...files, '--database', database, '--folder', hub.folder, '--json'],
        ...['--workers', String(workers)],
      ],
      {},
      {
        startIngester: (settings) => {
          started += 1
          const place = { ...settings.place, folder: elsewhere ?? settings.place.folder }
          return new Worker(program.file, { workerData: { ...settings, place } })
        },
      },
    )
  const sessions = async (): Promise<number> =>
    (
      await hub.store.query<{ n: number }>(
        `SELECT count(*) AS n FROM records WHERE kind = 'courtyard-session'`,
      )
    )[0]?.n ?? 0

  test('files of several districts are taken in by threads at once, each whole, in each order that their districts wrote them', async () => {
    const files: string[] = []
    for (let at = 0; at < 3; at += 1) for (const one of districts) files.push(await handedIn(one))
    const wrong = join(hub.folder, 'wrong.ybb')
    writeFileSync(wrong, 'no file of ours')
    const run = await ingest([wrong, ...files.toReversed()], 3)
    const told = JSON.parse(run.stdout).files as readonly { file: string; result: string; reason?: string }[]
    expect([run.code, run.stderr]).toEqual([5, ''])
    expect(told[0]).toMatchObject({ file: 'wrong.ybb', result: 'refused', reason: expect.any(String) })
    expect(told.slice(1).map(({ result }) => result)).toEqual(files.map(() => 'applied'))
    expect(await sessions()).toBe(6)
    expect(started).toBeGreaterThan(0)
    expect(started).toBeLessThan(3)
  }, 120_000)

  test('of one district no thread is started, and what goes wrong in one is told as it is', async () => {
    const [one, other] = districts
    if (!one || !other) throw new Error('there are two')
    expect((await ingest([await handedIn(one), await handedIn(one)], 4)).code).toBe(0)
    expect(started).toBe(0)
    const files = [await handedIn(one), await handedIn(other)]
    elsewhere = mkdtempSync(join(tmpdir(), 'no-keys-'))
    const { code, stdout } = await ingest(files, 2)
    expect([code === 0, JSON.parse(stdout)]).toEqual([false, { error: expect.anything() }])
    expect(JSON.parse(stdout).error.code).toBe('hub.no-keys')
    elsewhere = undefined
    expect((await ingest(files, 2)).code).toBe(0)
    expect(await sessions()).toBe(4)
  }, 120_000)

  test('a thread that has a file at hand when all is given up takes that in, and ends', async () => {
    const [one, other] = districts
    if (!one || !other) throw new Error('there are two')
    const files = [await handedIn(one), await handedIn(other)]
    const gone = { ...hub.store, transaction: () => Promise.reject(new Error('gone')) }
    const settings = {
      place: { database, embedded: undefined, folder: hub.folder },
      rules: { allowMassDelete: false },
    }
    const ingesters = openIngesters(
      { ...hub, store: gone },
      settings,
      (told) => new Worker(program.file, { workerData: told }),
    )
    const [here, there] = files.map((file) => ingesters.take(file))
    await expect(here).rejects.toThrow('gone')
    await ingesters.close()
    expect(await there).toMatchObject({ result: 'applied' })
    expect(await sessions()).toBe(1)
  }, 120_000)
})
