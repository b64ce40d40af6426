import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import { createEngine, type Engine } from '../../../electron/engine/create-engine'
import { readKeys } from '../../../electron/engine/profile/keys-file'
import { createRpc } from '../../../shared/contract/rpc'
import {
  fixedClock,
  kdfCost,
  keptLog,
  passphrase,
  refusal,
  seededRandom,
  user,
} from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

let folder: string
let engine: Engine
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-profile-'))
  engine = createEngine({
    checksAnswers: true,
    profile: join(folder, 'profile'),
    appVersion: '0.0.0',
    clock: fixedClock(),
    random: seededRandom(),
    log: keptLog(),
    kdfCost,
  })
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const create = (over: { passphrase?: string } = {}) =>
  createRpc(engine.call).profile.createDistrict({ unit: '示范区', code: '510999', user, passphrase, ...over })

test('a new district is signed in at once, with itself as its first unit', async () => {
  const { unit, site } = await create()
  const rpc = createRpc(engine.call)
  expect(await rpc.profile.state({})).toMatchObject({
    state: 'open',
    site: { id: site, role: 'district', unitId: unit, unitName: '示范区' },
  })
  expect(await rpc.records.get({ id: unit })).toMatchObject({
    title: '示范区',
    body: { level: 'district', code: '510999' },
  })
})

test('the recovery key, and nothing else on the disk, opens the data key without any passphrase', async () => {
  const { recoveryKey } = await create()
  const profile = join(folder, 'profile')
  const keys = readKeys(profile)
  const decrypter = new Decrypter()
  decrypter.addIdentity(recoveryKey)
  const dataKey = await decrypter.decrypt(Buffer.from(keys.recovery, 'base64'))
  expect(Buffer.from(dataKey)).toEqual(Buffer.from(await dataKeyOf(profile)))
  expect(JSON.stringify(keys)).not.toContain(recoveryKey)
  if (process.platform !== 'win32') expect(statSync(join(profile, 'keys.json')).mode & 0o077).toBe(0)
})

test('a profile is made once', async () => {
  await create()
  expect((await refusal(create())).code).toBe('profile.exists')
})

test('a refused creation leaves no profile, and the next one works', async () => {
  expect((await refusal(create({ passphrase: '太短' }))).code).toBe('passphrase.weak')
  expect(existsSync(join(folder, 'profile', 'keys.json'))).toBe(false)
  await create()
})

test('what an interrupted creation left is set aside, not overwritten', async () => {
  await create()
  await engine.close()
  const profile = join(folder, 'profile')
  rmSync(join(profile, 'keys.json'))
  writeFileSync(join(profile, 'note.txt'), 'mine')
  await create()
  const left = readdirSync(profile)
  expect(left.filter((name) => name.startsWith('profile.db.left-'))).toHaveLength(1)
  expect(left).toContain('note.txt')
})

test('a damaged key file is told apart from a wrong passphrase', async () => {
  await create()
  const rpc = createRpc(engine.call)
  await rpc.session.lock({})
  writeFileSync(join(folder, 'profile', 'keys.json'), '{"format":4}')
  expect((await refusal(rpc.session.unlock({ user, passphrase }))).code).toBe('profile.damaged')
})
