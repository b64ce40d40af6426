import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBlobStore } from '../../../electron/engine/blobs/blob-store'
import { createEngine } from '../../../electron/engine/create-engine'
import { LARGEST_WHOLE_COPY } from '../../../electron/engine/db/before-import'
import { readMeta, writeMeta } from '../../../electron/engine/db/meta'
import { openForReading, opensWith } from '../../../electron/engine/db/open'
import { FAT32_LARGEST } from '../../../electron/engine/files/verified-file'
import { undisturbed } from '../../../electron/engine/pen'
import { openHolder, openSealed } from '../../../electron/engine/profile/holder'
import { readKeys, writeKeys } from '../../../electron/engine/profile/keys-file'
import { openProfile } from '../../../electron/engine/profile/profile'
import { changeDataKey, makeNewKey, type RotationStep } from '../../../electron/engine/profile/rotation'
import { type DoorContext, newSession } from '../../../electron/engine/session'
import { neverCancelled, openTasks } from '../../../electron/engine/tasks'
import { releaseKey } from '../../../electron/engine/update/release-key'
import { createRpc } from '../../../shared/contract/rpc'
import {
  type Desk,
  fixedClock,
  kdfCost,
  keptLog,
  openStreet,
  passphrase,
  refusal,
  seededRandom,
  sessionPatch,
  user,
} from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { pair } from '../../support/desks/pair'
import { photo } from '../../support/records/pictures'

const own = '另一句口令一二三'
const staying = '赵审核'
const leaving = '王录入'
let desk: Desk
let record: string
beforeEach(async () => {
  desk = await openStreet()
  const patch = sessionPatch(desk)
  record = (await desk.rpc.records.save({ kind: 'courtyard-session', patch, operation: desk.operation() })).id
  await desk.rpc.users.add({ name: leaving, role: 'entry', passphrase: own })
  await desk.rpc.users.add({ name: staying, role: 'admin', passphrase: own })
})
afterEach(() => desk.close())

const database = (profile = desk.profile): string => join(profile, 'profile.db')
const addPhoto = async (mark: number) =>
  desk.rpc.attachments.add({
    record,
    source: { bytes: photo({ mark }).toString('base64'), name: `${mark}.jpg` },
    operation: desk.operation(),
  })

/** An engine over a profile, nobody signed in. */
function engineOver(profile: string) {
  const [clock, random] = [fixedClock(), seededRandom(77)]
  const engine = createEngine({
    checksAnswers: true,
    profile,
    appVersion: '0',
    clock,
    random,
    log: keptLog(),
    kdfCost,
  })
  return { engine, rpc: createRpc(engine.call) }
}

test('who is removed takes no key along: everything is under a new one, and everybody else signs in as before', async () => {
  await addPhoto(1)
  const before = await dataKeyOf(desk.profile)
  expect(await desk.rpc.users.remove({ name: leaving })).toMatchObject({ rekeyed: true })
  expect(opensWith(database(), before)).toBe(false)

  // The same window goes on working at once.
  await desk.rpc.records.save({
    kind: 'courtyard-session',
    id: record,
    patch: { people: 46 },
    operation: desk.operation(),
  })
  await addPhoto(2)
  const { files } = await desk.rpc.attachments.list({ record })
  for (const { id } of files) expect(await desk.rpc.attachments.read({ record, file: id })).toBeDefined()
  expect(await desk.rpc.safety.verify({})).toMatchObject({ ok: true })
  expect(readdirSync(desk.profile).filter((name) => name.includes('rekeyed'))).toEqual([])

  for (const [name, words] of [
    [staying, own],
    [user, passphrase],
  ] as const) {
    await desk.rpc.session.lock({})
    await desk.rpc.session.unlock({ user: name, passphrase: words })
    expect((await desk.rpc.records.get({ id: record })).body.people).toBe(46)
  }
})

test('attachments are out of reach of the old key, those from before too, and nothing else is left of it', async () => {
  const old = await dataKeyOf(desk.profile)
  await addPhoto(1)
  await desk.rpc.users.remove({ name: leaving })
  await addPhoto(2)
  const { files } = await desk.rpc.records.get({ id: record })
  const withOld = openBlobStore({
    profile: desk.profile,
    dataKey: old,
    formerKeys: [],
    random: seededRandom(3),
  })
  const isHeld = async (name: string): Promise<boolean> => {
    const file = files.find((each) => each.name === name)?.id ?? ''
    const { base64 } = await desk.rpc.attachments.read({ record, file })
    return withOld.has(createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex'))
  }
  expect([await isHeld('1.jpg'), await isHeld('2.jpg')]).toEqual([false, false])
  expect(readdirSync(join(desk.profile, 'blobs'))).toHaveLength(2)
  const db = openForReading(database(), await dataKeyOf(desk.profile))
  expect(readMeta(db, 'formerKeys')).toEqual([])
  db.close()
})

test('attachments that could not be put under the new key are at the next sign-in', async () => {
  const old = await dataKeyOf(desk.profile)
  await addPhoto(1)
  const [content = ''] = readdirSync(join(desk.profile, 'blobs'))
  const whole = readFileSync(join(desk.profile, 'blobs', content))
  writeFileSync(join(desk.profile, 'blobs', content), whole.subarray(0, 100))
  await desk.rpc.users.remove({ name: leaving })
  expect(readdirSync(join(desk.profile, 'blobs'))).toEqual([content])
  writeFileSync(join(desk.profile, 'blobs', content), whole)
  await signIn(staying)
  expect(readdirSync(join(desk.profile, 'blobs'))).not.toContain(content)
  expect((await desk.rpc.safety.verify({})).ok).toBe(true)
  expect(opensWith(database(), old)).toBe(false)
})

test('copies of the database from before go with the key that they are under', async () => {
  const copies = ['before-import.db', 'before-migration-2026-11-02T08-00-00-000Z.db']
  for (const name of copies) copyFileSync(database(), join(desk.profile, name))
  await desk.rpc.users.remove({ name: leaving })
  expect(readdirSync(desk.profile).filter((name) => copies.includes(name))).toEqual([])
})

test('possible duplicates are found under the new key too', async () => {
  await desk.rpc.users.remove({ name: leaving })
  const patch = sessionPatch(desk)
  const { candidates } = await desk.rpc.records.similar({ kind: 'courtyard-session', patch })
  expect(candidates.map(({ record: found }) => found.id)).toEqual([record])
})

test('the recovery key opens the new data key', async () => {
  const { district, recoveryKey, close } = await pair()
  await district.rpc.users.add({ name: leaving, role: 'entry', passphrase: own })
  await district.rpc.users.remove({ name: leaving })
  const [key, ...others] = await openSealed(recoveryKey, readKeys(district.profile).recovery)
  expect(others).toEqual([])
  expect(opensWith(database(district.profile), key ?? new Uint8Array())).toBe(true)
  await close()
})

/** Opens the profile beside the engine of the desk, as its handlers have it. */
async function openBeside() {
  await desk.engine.close()
  const log = keptLog()
  const door: DoorContext = {
    profile: desk.profile,
    appVersion: '0',
    releaseKey,
    clock: fixedClock(),
    random: seededRandom(55),
    log,
    kdfCost,
    largestFile: FAT32_LARGEST,
    largestWholeCopy: LARGEST_WHOLE_COPY,
    pathOf: (token) => token,
    emit: () => undefined,
    session: newSession(() => undefined),
    signal: neverCancelled,
    ...undisturbed,
    paths: new Map(),
    tasks: openTasks(),
  }
  const dataKey = await dataKeyOf(desk.profile)
  const open = openProfile(door, user, dataKey)
  const next = await makeNewKey(door, open)
  return { door, open, next, dataKey, log }
}

const steps: readonly RotationStep[] = ['copied', 'rekeyed', 'announced', 'closed', 'swapped', 'settled']

test('whatever lies on the disk when the power goes opens with everybody’s passphrase and the change is made up', async () => {
  const { door, open, next, dataKey } = await openBeside()
  const at = (step: string): string => join(desk.profile, '..', `disk-${step}`)
  const done: string[] = []
  writeMeta(open.db, 'rekeyDue', true)
  const { profile } = changeDataKey(door, open, next, (step) => {
    cpSync(desk.profile, at(step), { recursive: true })
    done.push(step)
  })
  profile.close()
  expect(done).toEqual(steps)
  for (const step of steps)
    for (const [name, words] of [
      [user, passphrase],
      [staying, own],
    ] as const) {
      const { engine, rpc } = engineOver(at(step))
      await rpc.session.unlock({ user: name, passphrase: words })
      expect([step, (await rpc.records.get({ id: record })).body.people]).toEqual([step, 45])
      expect([step, (await rpc.safety.verify({})).ok]).toEqual([step, true])
      await engine.close()
      // What was interrupted is put in order: the file of keys says one key, and nothing is left of the copy.
      const [key, ...others] = await keysOf(at(step))
      const opens = [key ?? dataKey, dataKey].map((each) => opensWith(database(at(step)), each))
      expect([step, others, opens]).toEqual([step, [], [true, false]])
      expect([step, readdirSync(at(step)).filter((file) => file.includes('rekeyed'))]).toEqual([step, []])
    }
})

/** The data keys that the first person holds. */
async function keysOf(profile: string): Promise<readonly Uint8Array[]> {
  const keys = readKeys(profile)
  const holder = keys.users.find(({ name }) => name === user)
  return (holder && (await openHolder(holder, keys.profile, passphrase))) ?? []
}

test.each(steps)('a failure after "%s" leaves a profile that goes on working', async (failing) => {
  const { door, open, next, log } = await openBeside()
  const { profile, rekeyed } = changeDataKey(door, open, next, (step) => {
    if (step === failing) throw new Error('no space left on device')
  })
  expect(rekeyed).toBe(['swapped', 'settled'].includes(failing))
  expect(log.lines.join('\n')).not.toContain('no space')
  expect(profile.db.prepare('SELECT count(*) AS n FROM users WHERE removed_at IS NULL').get()).toEqual({
    n: 3,
  })
  profile.close()
  const { engine, rpc } = engineOver(desk.profile)
  await rpc.session.unlock({ user, passphrase })
  expect((await rpc.safety.verify({})).ok).toBe(true)
  await engine.close()
  expect(await keysOf(desk.profile)).toHaveLength(1)
})

test('a change that could not be made when somebody was removed is made at the next sign-in', async () => {
  const before = await dataKeyOf(desk.profile)
  // A folder where the copy should go: nothing can be written there.
  mkdirSync(join(desk.profile, 'rekeyed.db', 'in the way'), { recursive: true })
  expect(await desk.rpc.users.remove({ name: leaving })).toMatchObject({ rekeyed: false })
  expect(opensWith(database(), before)).toBe(true)
  expect((await desk.rpc.users.list({})).users.map(({ name }) => name)).not.toContain(leaving)
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user: staying, passphrase: own })
  expect(opensWith(database(), before)).toBe(false)
})

const signIn = async (name: string) => {
  await desk.rpc.session.lock({})
  return desk.rpc.session.unlock({ user: name, passphrase: own })
}

test('a public key that somebody plants in the file of keys is given nothing', async () => {
  const planted = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
  const keys = readKeys(desk.profile)
  writeKeys(desk.profile, {
    ...keys,
    users: keys.users.map((holder) => (holder.name === staying ? { ...holder, recipient: planted } : holder)),
  })
  const before = await dataKeyOf(desk.profile)
  expect((await refusal(desk.rpc.users.remove({ name: leaving }))).code).toBe('profile.keys-changed')
  expect((await refusal(signIn(staying))).code).toBe('profile.keys-changed')
  expect(opensWith(database(), before)).toBe(true)
})

test('who changes the passphrase gets a new key pair, so that the old passphrase opens no later key', async () => {
  const recipient = () => readKeys(desk.profile).users.find(({ name }) => name === user)?.recipient
  const before = recipient()
  await desk.rpc.users.changePassphrase({ old: passphrase, new: '换成一句新的话了' })
  expect(recipient()).not.toBe(before)
  expect(await desk.rpc.users.remove({ name: leaving })).toMatchObject({ rekeyed: true })
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user, passphrase: '换成一句新的话了' })
})

test('the key is changed when nothing else runs, and what was running ends as if nothing had happened', async () => {
  const [verified, removed, listed] = await Promise.all([
    desk.rpc.safety.verify({}),
    desk.rpc.users.remove({ name: leaving }),
    desk.rpc.records.list({ kind: 'courtyard-session', limit: 5 }),
  ])
  expect(verified.ok).toBe(true)
  expect(removed.rekeyed).toBe(true)
  expect(listed.rows).toHaveLength(1)
})

test('a backup from before still opens with the passphrases of its own time', async () => {
  const stick = join(desk.profile, '..', 'stick')
  mkdirSync(stick, { recursive: true })
  const { file } = await desk.rpc.safety.backup({ folder: desk.engine.grant(stick) })
  await desk.rpc.users.remove({ name: leaving })
  const { engine, rpc } = engineOver(join(stick, 'restored'))
  await rpc.profile.restore({ file: engine.grant(join(stick, file)), user, passphrase })
  await rpc.session.lock({})
  await rpc.session.unlock({ user: leaving, passphrase: own })
  expect((await rpc.records.get({ id: record })).body.people).toBe(45)
  await engine.close()
})

test('the audit log says that the key was changed, and never the key', async () => {
  await desk.rpc.users.remove({ name: leaving })
  const key = await dataKeyOf(desk.profile)
  const db = openForReading(database(), key)
  const rows = db.prepare('SELECT action, detail FROM audit ORDER BY seq DESC LIMIT 2').all()
  db.close()
  expect(rows).toEqual([
    { action: 'profile.rekey', detail: '{}' },
    { action: 'users.remove', detail: JSON.stringify({ user: leaving }) },
  ])
})
