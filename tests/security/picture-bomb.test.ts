import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { readFileEntry } from '../../shared/attachments/entry'
import { parseChange } from '../../shared/sync/manifest'
import { entriesOf, openBundle, rechained, writeBundle } from '../support/bundles/bundles'
import { refusal } from '../support/desks/engine'
import { siteKeyOf } from '../support/desks/own-keys'
import { type Pair, pair, session } from '../support/desks/pair'
import { photo } from '../support/records/pictures'

let story: Pair
beforeAll(async () => {
  story = await pair()
})
afterAll(() => story.close())

test('a photo of more pixels than this program ever keeps is kept, told of, and not opened in the window, nor its thumbnail', async () => {
  const { a, district, recoveryKey, stick, units } = story
  const record = await a.save('courtyard-session', session(units.peach))
  const { file } = await a.rpc.attachments.add({
    record,
    source: { bytes: photo().toString('base64'), name: '会场.jpg' },
    operation: a.operation(),
  })
  const good = await openBundle(join(stick, (await a.send()).file), recoveryKey)
  const keys = await siteKeyOf(a)
  const content = photo({ width: 9000, height: 8000 })
  const hash = createHash('sha256').update(content).digest('hex')
  const changes = good.lines.map(parseChange).map((change) => {
    const set = Object.fromEntries(
      Object.entries(change.set).map(([key, value]) => {
        const entry = readFileEntry(value)
        return [key, entry ? { ...entry, hash, thumb: hash } : value]
      }),
    )
    return { ...change, set }
  })
  const entries = [
    ...good.entries.filter(({ name }) => !name.startsWith('blobs/')),
    { name: `blobs/${hash}`, content },
  ]
  const forged = rechained({ ...good, entries }, changes, keys.signKey)
  const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
  await writeBundle(join(stick, 'forged.ybb'), entriesOf(forged, keys.signKey), recipient)
  expect(await district.take('forged.ybb')).toMatchObject([{ result: 'applied', new: 1, largePictures: 1 }])
  const refused = { code: 'attachment.not-shown', params: { width: 9000, height: 8000 } }
  expect(await refusal(district.rpc.attachments.read({ record, file }))).toMatchObject(refused)
  expect(await refusal(district.rpc.attachments.thumbnail({ record, file }))).toMatchObject(refused)
})
