import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import { extract } from 'tar-stream'
import { createEngine } from '../../../electron/engine/create-engine'
import { parseKeys } from '../../../electron/engine/profile/keys-file'
import { unlockBackup } from '../../../electron/engine/safety/unlock-backup'
import { createRpc } from '../../../shared/contract/rpc'
import { paddedLength } from '../../../shared/sync/padding'
import {
  type Desk,
  fixedClock,
  keptLog,
  openStreet,
  passphrase,
  refusal,
  seededRandom,
  sessionPatch,
  user,
} from '../../support/desks/engine'
import { needs } from '../../support/machine/needs'
import { execFileSync } from '../../support/machine/programs'
import { photo } from '../../support/records/pictures'

let desk: Desk
let stick: string
beforeEach(async () => {
  desk = await openStreet()
  stick = join(desk.profile, '..', 'stick')
  mkdirSync(stick)
})
afterEach(() => desk.close())

const backup = () => desk.rpc.safety.backup({ folder: desk.engine.grant(stick) })

test('a backup holds the whole profile, opens with the same passphrase, and says its hash', async () => {
  const patch = sessionPatch(desk)
  const { id } = await desk.rpc.records.save({
    kind: 'courtyard-session',
    patch,
    operation: desk.operation(),
  })
  const made = await backup()
  expect(readdirSync(stick)).toEqual([expect.stringMatching(/^yb-\d{6}\.ybk$/)])
  const bytes = readFileSync(join(stick, made.file))
  expect(made).toMatchObject({
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })

  // Who finds the stick reads neither a unit nor a name.
  for (const word of [user, '东街街道']) expect(bytes.includes(word)).toBe(false)
  const entries = await entriesOf(bytes)
  expect([...entries.keys()]).toEqual(['backup.json', 'keys.json', 'contents.age'])
  const inside = await entriesOf(await opened(entries.get('contents.age') ?? Buffer.alloc(0), entries))
  expect([...inside.keys()]).toEqual(['profile.db', 'drafts.db', 'padding'])
  expect(inside.get('profile.db')?.subarray(0, 15).toString()).not.toBe('SQLite format 3')

  const engine = createEngine({
    checksAnswers: true,
    profile: join(stick, 'restored'),
    appVersion: '0',
    clock: fixedClock(),
    random: seededRandom(),
    log: keptLog(),
  })
  const rpc = createRpc(engine.call)
  await rpc.profile.restore({ file: engine.grant(join(stick, made.file)), user, passphrase })
  await rpc.session.lock({})
  await rpc.session.unlock({ user, passphrase })
  expect((await rpc.records.get({ id })).body).toEqual({ ...patch, status: 'submitted' })
  await engine.close()
})

test('a second backup of the same day stands beside the first, and nothing else is left anywhere', async () => {
  await backup()
  await backup()
  expect(readdirSync(stick)).toEqual([
    expect.stringMatching(/^yb-\d{6}\.ybk$/),
    expect.stringMatching(/^yb-\d{6}\.ybk$/),
  ])
  expect(readdirSync(desk.profile).filter((name) => name.startsWith('backup'))).toEqual([])
})

needs(
  'mkfifo',
).test('a backup that does not read back as it was written does not stay, and counts for nothing', async () => {
  // A pipe among the contents holds the writing where the test wants it.
  const pipe = join(desk.profile, 'blobs', 'f'.repeat(64))
  mkdirSync(join(desk.profile, 'blobs'), { recursive: true })
  execFileSync('mkfifo', [pipe])
  const refused = refusal(backup())
  const held = await open(pipe, 'w')
  const half = readdirSync(stick).find((name) => name.endsWith('.ybk.tmp')) ?? ''
  const file = openSync(join(stick, half), 'r+')
  writeSync(file, Buffer.from([9]), 0, 1, 5)
  closeSync(file)
  await held.close()
  expect((await refused).code).toBe('file.verify-failed')
  expect(readdirSync(stick)).toEqual([])
  expect((await desk.rpc.home.overview({})).lastBackup).toBeNull()
  rmSync(pipe)
  await backup()
  expect(readdirSync(stick)).toEqual([expect.stringMatching(/^yb-\d{6}\.ybk$/)])
})

test('a folder that is gone is refused with words', async () => {
  const folder = desk.engine.grant(join(stick, 'unplugged'))
  expect((await refusal(desk.rpc.safety.backup({ folder }))).code).toBe('file.unwritable')
})

/** What is in a backup's contents, opened as age does with the key that its file of keys holds. */
async function opened(contents: Uint8Array, entries: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const keys = parseKeys(entries.get('keys.json')?.toString() ?? '')
  const [key] = await unlockBackup({ profile: stick, clock: fixedClock() }, keys, { user, passphrase })
  const decrypter = new Decrypter()
  decrypter.addPassphrase(Buffer.from(key ?? []).toString('hex'))
  return Buffer.from(await decrypter.decrypt(contents))
}

test('a backup tells by its length neither whether there is a photo nor how large one is; whatever it holds, that is Padmé’s', async () => {
  const id = await desk.save('courtyard-session', sessionPatch(desk))
  const add = async (width: number) => {
    const source = { bytes: photo({ width, height: width }).toString('base64'), name: `${width}.jpg` }
    await desk.rpc.attachments.add({ record: id, source, operation: desk.operation() })
  }
  for (const width of [0, 40, 900]) {
    if (width > 0) await add(width)
    const bytes = readFileSync(join(stick, (await backup()).file))
    expect(bytes.includes('blobs/')).toBe(false)
    const outer = await entriesOf(bytes)
    const { length } = await opened(outer.get('contents.age') ?? Buffer.alloc(0), outer)
    expect(length).toBe(Math.ceil(paddedLength(length - 511) / 512) * 512)
  }
})

async function entriesOf(tar: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const entries = new Map<string, Buffer>()
  const reader = extract()
  reader.end(tar)
  for await (const entry of reader) {
    const chunks: Buffer[] = []
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk)
    entries.set(entry.header.name, Buffer.concat(chunks))
  }
  return entries
}
