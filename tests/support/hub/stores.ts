import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { missing } from '../../../build/needs.mjs'
import { openStore } from '../../../electron/hub/store/open-store'
import type { Store } from '../../../electron/hub/store/store'
import { isFullSize } from '../laws/law-size'
import { needs } from '../machine/needs'
import { testsFolder } from '../machine/tests-folder'
import { type Cluster, startCluster } from './cluster'

/** One kind of database under test. */
export interface StoreUnderTest {
  readonly engine: Store['engine']
  /** Opens a new and empty database, closed after the test. */
  open(): Promise<Store>
  /** Where a new and empty database is, for another process: PostgreSQL only. */
  place(): Promise<string>
}

/** A new and empty PGlite in memory: a copy of one that the first to want it made for all tests of this run. */
export async function emptyPglite(): Promise<Store> {
  const file = join(testsFolder(), 'empty-pglite.tar')
  if (!existsSync(file)) {
    const made = await PGlite.create('memory://')
    const own = `${file}-${process.pid}`
    writeFileSync(own, Buffer.from(await (await made.dumpDataDir('none')).arrayBuffer()))
    await made.close()
    renameSync(own, file)
  }
  return await openStore({ embedded: null, copyOf: new Blob([readFileSync(file)]) })
}

/**
 * Defines the same tests for PGlite and, where it is installed, for PostgreSQL, on a cluster of its own that is stopped at
 * the end: `eachStore(({ open }) => { test('…', async () => { const store = await open() … }) })`.
 */
export function eachStore(define: (under: StoreUnderTest) => void): void {
  describe('on PGlite', () => {
    const opened: Store[] = []
    afterEach(() => closeAll(opened))
    define({
      engine: 'pglite',
      open: () => kept(opened, emptyPglite()),
      place: () => Promise.reject(new Error('PGlite lives inside its process')),
    })
  })
  onPostgres(define)
}

/** For what takes long: PostgreSQL where it is here, else PGlite; at full size both. */
export function longStory(define: (under: StoreUnderTest) => void): void {
  if (isFullSize || missing(['postgres']).length > 0) eachStore(define)
  else onPostgres(define)
}

/** The tests for PostgreSQL alone. */
export function onPostgres(define: (under: StoreUnderTest) => void): void {
  needs('postgres').describe('on PostgreSQL', () => {
    const opened: Store[] = []
    let cluster: Cluster | undefined
    afterEach(() => closeAll(opened))
    afterAll(() => cluster?.stop())
    const place = async (): Promise<string> => {
      cluster ??= await startCluster()
      return await cluster.newDatabase()
    }
    define({
      engine: 'postgres',
      open: async () => await kept(opened, openStore({ database: await place() })),
      place,
    })
  })
}

async function kept(opened: Store[], opening: Promise<Store>): Promise<Store> {
  const store = await opening
  opened.push(store)
  return store
}

async function closeAll(opened: Store[]): Promise<void> {
  for (const store of opened.splice(0)) await store.close()
}
