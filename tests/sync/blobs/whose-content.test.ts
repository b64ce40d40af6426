import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { fileKey } from '../../../shared/attachments/entry'
import { entriesOf, openBundle, writeBundle } from '../../support/bundles/bundles'
import { carryForeign } from '../../support/bundles/foreign'
import type { Computer } from '../../support/desks/engine'
import { siteKeyOf } from '../../support/desks/own-keys'
import { type Pair, pair, session } from '../../support/desks/pair'
import { photo } from '../../support/records/pictures'

let story: Pair
beforeEach(async () => {
  story = await pair()
  const { a, b, far, district } = story
  for (const laptop of [a, b, far]) await district.take((await laptop.send()).file)
})
afterEach(() => story.close())

/** A record with a photo. @returns the photo's hash as the bundle names it */
async function secretOf(at: Computer, unit: string): Promise<string> {
  const { district, stick, recoveryKey } = story
  const record = await at.save('courtyard-session', session(unit))
  const source = { bytes: photo().toString('base64'), name: '会场.jpg' }
  await at.rpc.attachments.add({ record, source, operation: at.operation() })
  const { file } = await at.send()
  const { manifest } = await openBundle(join(stick, file), recoveryKey)
  await district.take(file)
  return manifest.entries.find(({ name }) => name.startsWith('blobs/'))?.sha256 ?? ''
}

/** A record of street A that names a content by nothing but its hash. */
async function nameIt(hash: string): Promise<string> {
  const { a, district, stick, recoveryKey, units } = story
  await a.save('courtyard-session', session(units.peach))
  const id = '01900000-0000-7000-8000-0000000000aa'
  const entry = { hash, name: '会场.jpg', type: 'image/jpeg', bytes: 1 }
  const patch = session(units.peach)
  await carryForeign({ from: a, to: district, stick, recoveryKey }, units.east, () => [
    { id, kind: 'courtyard-session', set: { ...patch, [fileKey(id)]: entry } },
  ])
  return id
}
const held = ({ profile }: Computer): number => {
  const folder = join(profile, 'blobs')
  return existsSync(folder) ? readdirSync(folder).length : 0
}

test('a street that names another street’s photo in a record of its own is not given it, nor is its other laptop', async () => {
  const { b, far, district, units } = story
  const record = await nameIt(await secretOf(far, units.remote))
  const sent = await district.send('东街街道B')
  expect(sent).toMatchObject({ blobs: 0, left: 0 })
  await b.take(sent.file)
  // It asks for what a record of its street names.
  await district.take((await b.send()).file)
  expect(await district.send('东街街道B')).toMatchObject({ blobs: 0 })
  expect(await district.send('东街街道A')).toMatchObject({ blobs: 0 })
  expect(held(b)).toBe(0)
  expect(await b.rpc.attachments.list({ record })).toMatchObject({ files: [{ missing: true }] })
})

test('what the district asks for does not tell whether another street has a content', async () => {
  const { far, district, stick, recoveryKey, units } = story
  const known = await secretOf(far, units.remote)
  await nameIt(known)
  const { manifest } = await openBundle(join(stick, (await district.send('东街街道A')).file), recoveryKey)
  expect(manifest.missing).toEqual([known])
  const other = await openBundle(join(stick, (await district.send('西街街道A')).file), recoveryKey)
  expect(other.manifest.missing ?? []).toEqual([])
})

test('a photo that both streets took is each one’s own: it goes to both', async () => {
  const { a, b, far, district, units } = story
  const secret = await secretOf(far, units.remote)
  expect(await secretOf(a, units.peach)).toBe(secret)
  const sent = await district.send('东街街道B')
  expect(sent).toMatchObject({ blobs: 1 })
  await b.take(sent.file)
  expect(held(b)).toBe(1)
})

test('a street that has the content and brings it later is believed', async () => {
  const { a, far, district, stick, recoveryKey, units } = story
  const secret = await secretOf(far, units.remote)
  await nameIt(secret)
  // The same photo, now really there: the record of its own brings it.
  await secretOf(a, units.peach)
  expect(await district.send('东街街道B')).toMatchObject({ blobs: 1 })
  const asking = await openBundle(join(stick, (await far.send()).file), recoveryKey)
  asking.manifest.missing = [secret]
  const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
  await writeBundle(join(stick, 'asking.ybb'), entriesOf(asking, (await siteKeyOf(far)).signKey), recipient)
  await district.take('asking.ybb')
  expect(await district.send('西街街道A')).toMatchObject({ blobs: 1 })
})
