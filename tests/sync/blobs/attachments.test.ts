import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { DATABASE_FILE, openForReading } from '../../../electron/engine/db/open'
import { sshSign } from '../../../electron/engine/sites/sshsig'
import { canonicalJson } from '../../../shared/json'
import { BUNDLE_NAMESPACE, type Manifest } from '../../../shared/sync/manifest'
import { openBundle, writeBundle } from '../../support/bundles/bundles'
import type { Computer } from '../../support/desks/engine'
import { passphrase, refusal, user } from '../../support/desks/engine'
import { dataKeyOf, siteKeyOf } from '../../support/desks/own-keys'
import { newComputer, type Pair, pair, session } from '../../support/desks/pair'
import { photo, scan } from '../../support/records/pictures'

let story: Pair
beforeEach(async () => {
  story = await pair()
  // The district knows a laptop from its first bundle on.
  for (const laptop of [story.b, story.far]) await story.district.take((await laptop.send()).file)
})
afterEach(() => story.close())

const blobs = (computer: Computer): string[] => {
  const folder = join(computer.profile, 'blobs')
  return existsSync(folder) ? readdirSync(folder) : []
}
const attach = (computer: Computer, record: string, bytes: Buffer, name: string, thumb?: Buffer) => {
  // Attachments stand in the order in which they were added.
  computer.clock.time += 1000
  return computer.rpc.attachments.add({
    record,
    source: { bytes: bytes.toString('base64'), name },
    operation: computer.operation(),
    ...(thumb && { thumb: thumb.toString('base64') }),
  })
}
const missing = async (computer: Computer, record: string) =>
  (await computer.rpc.attachments.list({ record })).files.map((file) => file.missing)

/** A session at laptop A with a photo, its thumbnail and a scan. */
async function told() {
  const record = await story.a.save('courtyard-session', session(story.units.peach))
  const { file } = await attach(story.a, record, photo(), '会场.jpg', photo({ width: 16, height: 16 }))
  const { file: paper } = await attach(story.a, record, scan(150_000), '签到表.pdf')
  return { record, file, paper }
}

test('photos travel with their records, laptop to district to laptop, and are read there', async () => {
  const { a, b, far, district } = story
  const { record, file, paper } = await told()
  const sent = await a.send()
  expect(sent).toMatchObject({ changes: 3, blobs: 3 })
  await district.take(sent.file)
  expect(await missing(district, record)).toEqual([false, false])
  const back = await district.send('东街街道B')
  expect(back).toMatchObject({ blobs: 3 })
  await b.take(back.file)
  const there = await b.rpc.attachments.read({ record, file: paper })
  expect(there.base64).toBe(scan(150_000).toString('base64'))
  expect((await b.rpc.attachments.thumbnail({ record, file })).picture?.type).toBe('image/jpeg')
  // Each profile has its own names for the same content.
  expect(blobs(a).filter((name) => blobs(district).includes(name))).toEqual([])
  expect(await district.send('西街街道A')).toMatchObject({ blobs: 0 })
  expect((await far.rpc.safety.verify({})).ok).toBe(true)
})

test('what the receiver holds is not sent again: not after the receipt, not for a new caption', async () => {
  const { a, district } = story
  const { record, file } = await told()
  await district.take((await a.send()).file)
  expect(await a.send()).toMatchObject({ changes: 3, blobs: 3 })
  await a.take((await district.send('东街街道A')).file)
  await a.rpc.attachments.caption({ record, file, caption: '全景', operation: a.operation() })
  const sent = await a.send()
  expect(sent).toMatchObject({ changes: 1, blobs: 0 })
  await district.take(sent.file)
  expect((await district.rpc.attachments.list({ record })).files[0]).toMatchObject({
    caption: '全景',
    missing: false,
  })
})

test('two laptops that add photos to one record at once keep both; two captions are a conflict that is listed', async () => {
  const { a, b, district } = story
  const { record, file } = await told()
  await district.take((await a.send()).file)
  await b.take((await district.send('东街街道B')).file)
  await attach(a, record, photo({ mark: 2 }), '甲.jpg')
  await attach(b, record, photo({ mark: 3 }), '乙.jpg')
  for (const [laptop, caption] of [
    [a, '门口'],
    [b, '院里'],
  ] as const)
    await laptop.rpc.attachments.caption({ record, file, caption, operation: laptop.operation() })
  await district.take((await a.send()).file)
  await district.take((await b.send()).file)
  expect(await missing(district, record)).toEqual([false, false, false, false])
  const { conflicts } = await district.rpc.records.conflicts({})
  expect(conflicts).toMatchObject([{ key: `$file/${file}`, label: '附件' }])
  const heads = conflicts[0]?.heads ?? []
  expect(heads.map((head) => head.text).sort()).toEqual(['会场.jpg（门口）', '会场.jpg（院里）'].sort())
  const keep = heads.find((head) => head.text.includes('院里'))?.change ?? ''
  await district.rpc.records.resolve({
    record,
    key: `$file/${file}`,
    keep,
    reason: '看过照片',
    operation: district.operation(),
  })
  const { files } = await district.rpc.attachments.list({ record })
  expect(files.find((each) => each.id === file)).toMatchObject({ caption: '院里' })
})

test('a photo that one laptop marked while the other captioned it is shown to nobody without the right, until decided', async () => {
  const { a, b, district } = story
  const { record, file } = await told()
  await district.take((await a.send()).file)
  await b.take((await district.send('东街街道B')).file)
  await a.rpc.attachments.mark({ record, file, sensitive: true, operation: a.operation() })
  b.clock.time += 60_000
  await b.rpc.attachments.caption({ record, file, caption: '门口', operation: b.operation() })
  await district.take((await a.send()).file, (await b.send()).file)
  const marked = async () => (await district.rpc.attachments.list({ record })).files[0]
  expect(await marked()).toMatchObject({ caption: '门口', sensitive: true })
  const { conflicts } = await district.rpc.records.conflicts({})
  const keep = conflicts[0]?.heads.find((head) => head.text.includes('门口'))?.change ?? ''
  const decide = () =>
    district.rpc.records.resolve({
      record,
      key: `$file/${file}`,
      keep,
      reason: '看过照片',
      operation: district.operation(),
    })
  await district.rpc.users.add({ name: '王录入', role: 'entry', passphrase })
  await district.rpc.session.lock({})
  await district.rpc.session.unlock({ user: '王录入', passphrase })
  expect((await refusal(district.rpc.attachments.thumbnail({ record, file }))).code).toBe('right.missing')
  expect((await refusal(decide())).code).toBe('right.missing')
  await district.rpc.session.lock({})
  await district.rpc.session.unlock({ user, passphrase })
  await decide()
  expect(await marked()).toMatchObject({ sensitive: false })
})

test('a content that the sender lost does not stop the record: it is shown as not arrived until somebody adds it again', async () => {
  const { a, b, district } = story
  const { record, paper } = await told()
  for (const name of blobs(a)) rmSync(join(a.profile, 'blobs', name))
  const sent = await a.send()
  expect(sent).toMatchObject({ blobs: 0 })
  await district.take(sent.file)
  expect(await missing(district, record)).toEqual([true, true])
  expect((await refusal(district.rpc.attachments.read({ record, file: paper }))).code).toBe(
    'attachment.missing',
  )
  expect((await district.rpc.safety.verify({})).ok).toBe(true)
  expect((await a.rpc.safety.verify({})).checks).toContainEqual(
    expect.objectContaining({ name: '附件', ok: false, detail: '核对 3 个附件，3 个损坏或丢失' }),
  )
  // Found again on a camera card: added once more, the same content serves the old name too.
  await attach(a, record, scan(150_000), '签到表.pdf')
  await district.take((await a.send()).file)
  expect(await missing(district, record)).toEqual([true, false, false])
  await b.take((await district.send('东街街道B')).file)
  expect(await missing(b, record)).toEqual([true, false, false])
})

test('a preview and a refused bundle leave no content behind', async () => {
  const { a, district } = story
  await told()
  const { file } = await a.send()
  await district.preview(file)
  expect(blobs(district)).toEqual([])
  const path = join(story.stick, file)
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.subarray(0, bytes.length - 20_000))
  expect((await refusal(district.take(file))).code).toBe('bundle.damaged')
  expect(blobs(district)).toEqual([])
})

test('looking at a whole photo leaves a line in the audit log, a thumbnail none, and neither says what is on it', async () => {
  const { a } = story
  const { record, file } = await told()
  await a.rpc.attachments.thumbnail({ record, file })
  await a.rpc.attachments.read({ record, file })
  const db = openForReading(join(a.profile, DATABASE_FILE), await dataKeyOf(a))
  const rows = db
    .prepare<[], { action: string; detail: string }>('SELECT action, detail FROM audit ORDER BY seq')
    .all()
  db.close()
  expect(rows.filter(({ action }) => action.startsWith('attachments.')).map(({ action }) => action)).toEqual([
    'attachments.add',
    'attachments.add',
    'attachments.read',
  ])
  expect(JSON.parse(rows.at(-1)?.detail ?? '{}')).toEqual({ record, file })
})

test('a backup carries the attachments, and the restored profile reads them', async () => {
  const { a } = story
  const { record, paper } = await told()
  const { file } = await a.rpc.safety.backup({ folder: a.engine.grant(story.stick) })
  const other = newComputer(story.stick, 'restored')
  const backup = other.engine.grant(join(story.stick, file))
  await other.rpc.profile.restore({ file: backup, user, passphrase })
  expect((await other.rpc.attachments.read({ record, file: paper })).base64).toBe(
    scan(150_000).toString('base64'),
  )
  expect((await other.rpc.safety.verify({})).ok).toBe(true)
  await other.engine.close()
})

describe('a bundle whose sender signed it so', () => {
  /** Rewrites the bundle's attachments, with a manifest that fits or not, signed by laptop A's own key. */
  async function forged(
    change: (blobs: { name: string; content: Buffer }[]) => { name: string; content: Buffer }[],
    lie: (entries: Manifest['entries']) => Manifest['entries'] = (entries) => entries,
  ): Promise<string> {
    await told()
    const { file } = await story.a.send()
    const path = join(story.stick, file)
    const bundle = await openBundle(path, story.recoveryKey)
    const { signKey } = await siteKeyOf(story.a)
    const [changes] = bundle.entries.filter(({ name }) => name === 'changes.jsonl.zst')
    const kept = change(bundle.entries.filter(({ name }) => name.startsWith('blobs/')))
    const whole: Manifest = {
      ...bundle.manifest,
      counts: { ...bundle.manifest.counts, blobs: kept.length },
      entries: lie([
        ...bundle.manifest.entries.slice(0, 1),
        ...kept.map(({ name, content }) => ({
          name,
          size: content.length,
          sha256: createHash('sha256').update(content).digest('hex'),
        })),
      ]),
    }
    const text = Buffer.from(canonicalJson(whole))
    const signature = Buffer.from(sshSign(signKey, BUNDLE_NAMESPACE, text))
    const entries = [
      { name: 'manifest.json', content: text },
      { name: 'manifest.json.sig', content: signature },
      ...(changes ? [changes] : []),
      ...kept,
    ]
    await writeBundle(path, entries, await identityToRecipient((await siteKeyOf(story.district)).identity))
    return file
  }
  const refusedWith = async (file: string) => {
    const { code } = await refusal(story.district.take(file))
    expect(blobs(story.district)).toEqual([])
    expect((await story.district.rpc.records.count({ kind: 'courtyard-session' })).total).toBe(0)
    return code
  }

  test('is taken when nothing is wrong with it', async () => {
    const file = await forged((all) => all)
    expect(await story.district.take(file)).toMatchObject([{ result: 'applied', new: 1 }])
  })

  test('is refused when a content is not what its name says', async () => {
    const file = await forged((all) => all.map(({ name }) => ({ name, content: Buffer.from('另一张照片') })))
    expect(await refusedWith(file)).toBe('bundle.protocol')
  })

  test('is refused when the manifest says the right hash and the content is another', async () => {
    const file = await forged(
      (all) => all.map(({ name, content }) => ({ name, content: Buffer.alloc(content.length, 7) })),
      (entries) =>
        entries.map((entry) =>
          entry.name.startsWith('blobs/') ? { ...entry, sha256: entry.name.slice('blobs/'.length) } : entry,
        ),
    )
    expect(await refusedWith(file)).toBe('bundle.damaged')
  })

  test('is refused when it carries what no record names, or the same twice, or more than may be attached', async () => {
    const named = (content: Buffer) => ({
      name: `blobs/${createHash('sha256').update(content).digest('hex')}`,
      content,
    })
    const extra = await forged((all) => [...all, named(Buffer.from('夹带'))])
    expect(await refusedWith(extra)).toBe('bundle.protocol')
    const twice = await forged((all) => [...all, ...all.slice(0, 1)])
    expect(await refusedWith(twice)).toBe('bundle.protocol')
    const huge = await forged((all) => [...all, named(Buffer.alloc(21 * 1024 * 1024))])
    expect(await refusedWith(huge)).toBe('bundle.protocol')
  })
})
