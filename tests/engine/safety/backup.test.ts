import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { extract } from 'tar-stream'
import { createEngine } from '../../../electron/engine/create-engine'
import { createRpc } from '../../../shared/contract/rpc'
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
  const database = (await entriesOf(bytes)).get('profile.db')
  expect(database?.subarray(0, 15).toString()).not.toBe('SQLite format 3')

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
