import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { openBlobStore } from '../../../electron/engine/blobs/blob-store'
import { openCarried } from '../../../electron/engine/blobs/carried'
import { changesOf } from '../../../electron/engine/changes/log'
import { DATABASE_FILE, openForReading } from '../../../electron/engine/db/open'
import { entriesOf, openBundle, writeBundle } from '../../support/bundles/bundles'
import type { Computer } from '../../support/desks/engine'
import { passphrase, user } from '../../support/desks/engine'
import { dataKeyOf, siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session, withLargestFile } from '../../support/desks/pair'
import { scan } from '../../support/records/pictures'

let story: Pair
beforeEach(async () => {
  story = await pair()
  const { a, far, district } = story
  for (const laptop of [a, far]) await district.take((await laptop.send()).file)
  await a.take((await district.send('东街街道A')).file)
})
afterEach(() => story.close())

async function logged(at: Computer, unit: string, size: number): Promise<string> {
  const record = await at.save('courtyard-session', session(unit))
  const source = { bytes: scan(size).toString('base64'), name: '签到表.pdf' }
  await at.rpc.attachments.add({ record, source, operation: at.operation() })
  return record
}
const isMissing = async (at: Computer, record: string) =>
  (await at.rpc.attachments.list({ record })).files.map(({ missing }) => missing)

/** Takes the contents out of a profile, as a careless hand does; the answer puts them back. */
function hide(computer: Computer): () => void {
  const folder = join(computer.profile, 'blobs')
  renameSync(folder, `${folder}-hidden`)
  return () => renameSync(`${folder}-hidden`, folder)
}

test('a content that did not come is asked for with the next bundle, and comes with the one after', async () => {
  const { a, district, units } = story
  const record = await logged(a, units.peach, 4000)
  const putBack = hide(a)
  const sent = await a.send()
  expect(sent).toMatchObject({ blobs: 0 })
  await district.take(sent.file)
  expect(await isMissing(district, record)).toEqual([true])
  putBack()
  await a.take((await district.send('东街街道A')).file)
  const again = await a.send()
  expect(again).toMatchObject({ changes: 0, blobs: 1, left: 0 })
  await district.take(again.file)
  expect(await isMissing(district, record)).toEqual([false])
  await a.take((await district.send('东街街道A')).file)
  expect(await a.send()).toMatchObject({ blobs: 0 })
})

test('nobody gets a content by asking for its hash: a record that he may hold must name it', async () => {
  const { a, far, district, stick, units, recoveryKey } = story
  await logged(far, units.remote, 5000)
  const { file } = await far.send()
  const carried = await openBundle(join(stick, file), recoveryKey)
  await district.take(file)
  const secret = carried.manifest.entries.find(({ name }) => name.startsWith('blobs/'))?.sha256 ?? ''
  const asking = await openBundle(join(stick, (await a.send()).file), recoveryKey)
  asking.manifest.missing = [secret]
  const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
  await writeBundle(join(stick, 'asking.ybb'), entriesOf(asking, (await siteKeyOf(a)).signKey), recipient)
  await district.take('asking.ybb')
  expect(await district.send('东街街道A')).toMatchObject({ blobs: 0 })
})

test('attachments that do not fit on the stick in one file come with the next ones, though no answer came between', async () => {
  const { a, district, stick, units } = story
  await a.engine.close()
  // Room for two of these beside what every bundle has.
  const small = withLargestFile(a, stick, 16 * 1024 ** 2 + 14_000)
  await small.rpc.session.unlock({ user, passphrase })
  const records: string[] = []
  for (const size of [4000, 4001, 4002, 4003, 4004]) records.push(await logged(small, units.peach, size))
  const missing = async (): Promise<number> =>
    (await Promise.all(records.map((record) => isMissing(district, record)))).flat().filter(Boolean).length
  const bundles = [await small.send(), await small.send(), await small.send()]
  expect(bundles.map(({ blobs, left }) => [blobs, left])).toEqual([
    [2, 3],
    [2, 3],
    [2, 3],
  ])
  expect(bundles.map(({ bytes }) => bytes < 16 * 1024 ** 2)).toEqual([true, true, true])
  for (const [at, { file }] of bundles.entries()) {
    await district.take(file)
    expect(await missing()).toBe([3, 1, 0][at])
  }
  await small.take((await district.send('东街街道A')).file)
  expect(await small.send()).toMatchObject({ blobs: 0, left: 0 })
  await small.engine.close()
})

test('what does not fit into one bundle is counted, and the first ones go', async () => {
  const { a, units } = story
  const records = [await logged(a, units.peach, 3000), await logged(a, units.plum, 3001)]
  expect(readdirSync(join(a.profile, 'blobs'))).toHaveLength(2)
  const dataKey = await dataKeyOf(a)
  const db = openForReading(join(a.profile, DATABASE_FILE), dataKey)
  const carried = openCarried(db, new Map())
  for (const record of records) for (const change of changesOf(db, record)) carried.see(change)
  db.close()
  const store = openBlobStore({ profile: a.profile, dataKey, formerKeys: [], random: a.random })
  const [first, second] = [{ size: scan(3000).length }, { size: scan(3001).length }]
  const room = { count: 10, bytes: 1_000_000 }
  for (const tight of [
    { ...room, count: 1 },
    { ...room, bytes: 5000 },
  ])
    expect(carried.contents(store, tight)).toMatchObject({ contents: [first], left: [expect.any(String)] })
  expect(carried.contents(store, room)).toMatchObject({ contents: [first, second], left: [] })
})
