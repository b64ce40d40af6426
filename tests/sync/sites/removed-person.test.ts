import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { opensWith } from '../../../electron/engine/db/open'
import { readKeys } from '../../../electron/engine/profile/keys-file'
import { backUp } from '../../support/desks/copies'
import { type Computer, refusal } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { newComputer, type Pair, pair, session } from '../../support/desks/pair'
import { photo } from '../../support/records/pictures'

const leaving = { user: '王录入', passphrase: '另一句口令一二三' }
let story: Pair
const more: Computer[] = []
beforeEach(async () => {
  story = await pair()
  const { a, district } = story
  await a.rpc.users.add({ name: leaving.user, role: 'admin', passphrase: leaving.passphrase })
  await a.save('courtyard-session', session(story.units.peach))
  await district.take((await a.send()).file)
})
afterEach(async () => {
  for (const computer of more.splice(0)) await computer.engine.close()
  await story.close()
})

const nameOf = async (of: Computer): Promise<string> => {
  const { site } = await of.rpc.profile.state({})
  return `${site?.unitName}${site?.letter}`
}

/** A computer with the files of another as they are now, on which the leaving person signs in. */
async function takenAlong(from: Computer, name: string): Promise<Computer> {
  const computer = newComputer(story.stick, name, 91)
  cpSync(from.profile, computer.profile, { recursive: true })
  more.push(computer)
  await computer.rpc.session.unlock(leaving)
  return computer
}

test('what is signed with the keys from before counts for nothing where the district has heard of the removal', async () => {
  const { a, district, stick, units } = story
  const backup = await backUp(a, stick)
  const copy = await takenAlong(a, 'copy')
  await a.rpc.users.remove({ name: leaving.user })
  expect(await nameOf(a)).toMatch(/^东街街道A[A-Z]{2}$/)
  expect((await district.take((await a.send()).file))[0]).toMatchObject({
    from: await nameOf(a),
    result: 'applied',
  })
  const restored = newComputer(stick, 'restored', 92)
  more.push(restored)
  await restored.rpc.profile.restore({ file: restored.engine.grant(backup), ...leaving })
  const sent = (await district.send(await nameOf(a))).file
  for (const thief of [copy, restored]) {
    await thief.save('courtyard-session', session(units.plum))
    expect((await refusal(district.take((await thief.send()).file))).code).toBe('bundle.revoked-sender')
    // Nor is anything that the district writes from now on for the keys that the person took along.
    expect((await refusal(thief.take(sent))).code).toBe('bundle.wrong-recipient')
  }
  await a.take(sent)
  expect((await a.rpc.safety.verify({})).ok).toBe(true)
})

test('what the keys from before sign is taken as long as nobody has told the district: that can not be had', async () => {
  const { a, district, units } = story
  const copy = await takenAlong(a, 'copy')
  await a.rpc.users.remove({ name: leaving.user })
  await copy.save('courtyard-session', session(units.plum))
  expect((await district.take((await copy.send()).file))[0]).toMatchObject({ new: 1, result: 'applied' })
  expect((await district.take((await a.send()).file))[0]).toMatchObject({ result: 'applied' })
  expect((await refusal(district.take((await copy.send()).file))).code).toBe('bundle.revoked-sender')
})

test('the key of who was removed opens nothing that lies on this computer', async () => {
  const { a, units } = story
  const record = await a.save('courtyard-session', session(units.peach))
  const source = { bytes: photo().toString('base64'), name: 'photo.jpg' }
  await a.rpc.attachments.add({ record, source, operation: a.operation() })
  // As the key of before opens it.
  const [content = ''] = readdirSync(join(a.profile, 'blobs'))
  const photoBefore = readFileSync(join(a.profile, 'blobs', content))
  await a.rpc.safety.keepCopies({ why: 'close' })
  const own = (await a.rpc.profile.backups({})).backups
  await a.save('courtyard-session', session(units.plum))
  const before = await dataKeyOf(a.profile)
  const held = readKeys(a.profile).users.find(({ name }) => name === leaving.user)?.recipient
  await a.rpc.users.remove({ name: leaving.user })
  for (const { token } of own)
    expect((await refusal(a.rpc.profile.previewBackup({ file: token, ...leaving }))).code).toBe(
      'passphrase.wrong',
    )
  await a.rpc.session.lock({})
  const files = readdirSync(a.profile, { recursive: true }).map(String)
  const isPhotoBefore = (name: string): boolean =>
    statSync(join(a.profile, name)).isFile() && readFileSync(join(a.profile, name)).equals(photoBefore)
  expect(files.filter(isPhotoBefore)).toEqual([])
  const databases = files.filter((name) => /\.db$/.test(name) && name !== 'lock.db')
  expect(databases).toEqual(expect.arrayContaining(['profile.db', 'drafts.db']))
  expect(databases.filter((name) => opensWith(join(a.profile, name), before))).toEqual([])
  expect(readKeys(a.profile).users.map(({ recipient }) => recipient)).not.toContain(held)
})
