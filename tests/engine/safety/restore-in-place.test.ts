import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Desk, openStreet, passphrase, refusal, sessionPatch, user } from '../../support/desks/engine'

let desk: Desk
let stick: string
beforeEach(async () => {
  desk = await openStreet()
  stick = join(desk.profile, '..', 'stick')
  mkdirSync(stick)
})
afterEach(() => desk.close())

const clerk = { user: '陈录入', passphrase: '稻田里的青蛙在唱歌呢' }

const backup = async () => {
  const { file } = await desk.rpc.safety.backup({ folder: desk.engine.grant(stick) })
  return join(stick, file)
}
const restore = (path: string, who = { user, passphrase }, replace = true) =>
  desk.rpc.profile.restore({ file: desk.engine.grant(path), ...who, replace })

test('a backup takes the place of a database that does not open; what lay there is put aside, byte for byte', async () => {
  const id = await desk.save('courtyard-session', sessionPatch(desk))
  const path = await backup()
  await desk.rpc.session.lock({})
  const damaged = readFileSync(join(desk.profile, 'profile.db')).fill(7, 0, 4096)
  writeFileSync(join(desk.profile, 'profile.db'), damaged)
  const keys = readFileSync(join(desk.profile, 'keys.json'))
  const { aside } = await restore(path)
  expect(aside).toMatch(/^aside-\d+$/)
  expect(readFileSync(join(desk.profile, String(aside), 'profile.db')).equals(damaged)).toBe(true)
  expect(readFileSync(join(desk.profile, String(aside), 'keys.json')).equals(keys)).toBe(true)
  expect((await desk.rpc.records.get({ id })).body.courtyard).toBe('解家院子')
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user, passphrase })
})

const lying = () => readdirSync(desk.profile).filter((name) => /aside|left|damaged/.test(name))
const own = () => readdirSync(join(desk.profile, 'backups')).filter((name) => name.endsWith('.ybk'))
const DAY = 24 * 3600 * 1000
const signInAgain = async () => {
  await desk.rpc.session.lock({})
  await desk.rpc.session.unlock({ user, passphrase })
}

test('what was put aside stays for thirty days, through the new key that a restore makes due, and then goes', async () => {
  await restore(await backup())
  await signInAgain()
  expect(lying()).toEqual([expect.stringMatching(/^aside-\d+$/)])
  desk.clock.time += 31 * DAY
  await signInAgain()
  expect(lying()).toEqual([])
})

test('who is removed opens nothing that a restore left: what was put aside goes, and backups of the profile before', async () => {
  await desk.rpc.users.add({ name: clerk.user, role: 'entry', passphrase: clerk.passphrase })
  await desk.save('courtyard-session', sessionPatch(desk))
  await desk.rpc.safety.keepCopies({ why: 'close' })
  const path = await backup()
  await restore(path)
  await desk.save('courtyard-session', sessionPatch(desk))
  await desk.rpc.safety.keepCopies({ why: 'close' })
  mkdirSync(join(desk.profile, 'blobs.left-1'))
  writeFileSync(join(desk.profile, 'drafts.db.damaged-1'), '')
  writeFileSync(join(desk.profile, 'profile.db-wal.left-1'), '')
  expect([lying().length, own().length]).toEqual([4, 2])
  await desk.rpc.users.remove({ name: clerk.user })
  expect([lying(), own().length]).toEqual([[], 1])
})

test('an older backup gives nobody back what was taken: who is no 管理 any more neither restores nor rescues by it', async () => {
  await desk.rpc.users.add({ name: clerk.user, role: 'admin', passphrase: clerk.passphrase })
  await desk.save('courtyard-session', sessionPatch(desk))
  const path = await backup()
  await desk.rpc.users.setRole({ name: clerk.user, role: 'entry' })
  await desk.rpc.session.lock({})
  expect((await refusal(restore(path, clerk))).code).toBe('restore.who')
  const rescue = { ...clerk, backup: desk.engine.grant(path), folder: desk.engine.grant(stick), whole: true }
  expect((await refusal(desk.rpc.rescue.toExcel(rescue))).code).toBe('rescue.who')
  expect((await restore(path)).unit).toBe('东街街道')
})

const rescueBy = (path: string, who: { user: string; passphrase: string }) =>
  desk.rpc.rescue.toExcel({
    ...who,
    backup: desk.engine.grant(path),
    folder: desk.engine.grant(stick),
    whole: true,
  })

test('nor after the key of the data was changed since the backup', async () => {
  await desk.rpc.users.add({ name: clerk.user, role: 'admin', passphrase: clerk.passphrase })
  await desk.save('courtyard-session', sessionPatch(desk))
  const path = await backup()
  await desk.rpc.users.setRole({ name: clerk.user, role: 'entry' })
  const changed = '山坡上的石榴红了两遍'
  expect(await desk.rpc.users.changePassphrase({ old: passphrase, new: changed })).toEqual({ rekeyed: true })
  await desk.rpc.session.lock({})
  expect((await refusal(restore(path, clerk))).code).toBe('restore.who')
  // None of the backup's keys opens what lies here now.
  expect((await refusal(rescueBy(path, clerk))).code).toBe('rescue.nothing')
  // The passphrase of then alone does no more.
  expect((await refusal(restore(path))).code).toBe('restore.who')
  const input = { file: desk.engine.grant(path), user, passphrase, replace: true }
  const here = { user, passphrase: changed }
  expect((await refusal(desk.rpc.profile.restore({ ...input, here: clerk }))).code).toBe('restore.who')
  expect((await desk.rpc.profile.restore({ ...input, here })).unit).toBe('东街街道')
})

test('nor beside a database that does not open: what its pages still say is asked', async () => {
  await desk.rpc.users.add({ name: clerk.user, role: 'admin', passphrase: clerk.passphrase })
  await desk.save('courtyard-session', sessionPatch(desk))
  const path = await backup()
  await desk.rpc.users.setRole({ name: clerk.user, role: 'entry' })
  await desk.rpc.session.lock({})
  const damaged = readFileSync(join(desk.profile, 'profile.db')).fill(7, 0, 4096)
  writeFileSync(join(desk.profile, 'profile.db'), damaged)
  expect((await refusal(restore(path, clerk))).code).toBe('restore.who')
  expect((await restore(path)).unit).toBe('东街街道')
})

test('who was removed rescues by no backup while the new key of the data is still to be made', async () => {
  await desk.rpc.users.add({ name: clerk.user, role: 'admin', passphrase: clerk.passphrase })
  await desk.save('courtyard-session', sessionPatch(desk))
  const path = await backup()
  // Nothing can be written in the place of the copy under the new key.
  mkdirSync(join(desk.profile, 'rekeyed.db', 'in-the-way'), { recursive: true })
  const { rekeyed } = await desk.rpc.users.remove({ name: clerk.user })
  expect(rekeyed).toBe(false)
  await desk.rpc.session.lock({})
  expect((await refusal(rescueBy(path, clerk))).code).toBe('rescue.who')
  // Without the file of keys the rows say it.
  writeFileSync(join(desk.profile, 'keys.json'), 'spoilt')
  expect((await refusal(rescueBy(path, clerk))).code).toBe('rescue.who')
  expect((await refusal(restore(path, clerk))).code).toBe('right.missing')
  expect((await rescueBy(path, { user, passphrase })).file).toMatch(/^抢救数据-/)
})

test('nobody but a 管理 of the backup puts it in the place of a profile, and only when asked to', async () => {
  await desk.rpc.users.add({ name: clerk.user, role: 'entry', passphrase: clerk.passphrase })
  const path = await backup()
  expect((await refusal(restore(path, clerk))).code).toBe('restore.who')
  expect((await refusal(restore(path, { user, passphrase }, false))).code).toBe('profile.exists')
  await desk.rpc.session.unlock({ user, passphrase })
  expect(readdirSync(desk.profile).filter((name) => name.startsWith('aside'))).toEqual([])
})

test('a backup that is spoilt leaves the profile as it was', async () => {
  const id = await desk.save('courtyard-session', sessionPatch(desk))
  const path = await backup()
  const bytes = readFileSync(path)
  bytes.fill(9, bytes.indexOf('contents.age') + 2000, bytes.indexOf('contents.age') + 9000)
  writeFileSync(path, bytes)
  expect((await refusal(restore(path))).code).toBe('backup.damaged')
  await desk.rpc.session.unlock({ user, passphrase })
  expect((await desk.rpc.records.get({ id })).body.courtyard).toBe('解家院子')
  expect(readdirSync(desk.profile).filter((name) => /aside|restoring/.test(name))).toEqual([])
})
