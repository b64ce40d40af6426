import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine } from '../../../electron/engine/create-engine'
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

let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const wrong = () => refusal(desk.rpc.session.unlock({ user, passphrase: '不是这一句话' }))

test('a sign-in asks for nothing that would load an HTTP client', async () => {
  const { Response: held } = globalThis
  Reflect.deleteProperty(globalThis, 'Response')
  try {
    expect((await desk.rpc.session.unlock({ user, passphrase })).state).toBe('open')
  } finally {
    globalThis.Response = held
  }
})

test('an engine over an empty folder says so and waits', async () => {
  const engine = createEngine({
    checksAnswers: true,
    profile: join(desk.profile, 'nothing-here'),
    appVersion: '0',
    clock: fixedClock(),
    random: seededRandom(),
    log: keptLog(),
  })
  const rpc = createRpc(engine.call)
  expect(await rpc.profile.state({})).toMatchObject({ state: 'none', users: [], site: null })
  expect((await refusal(rpc.session.unlock({ user, passphrase }))).code).toBe('profile.missing')
  await engine.close()
})

test('a profile opens with the passphrase, says whose it is, and closes again', async () => {
  const states: string[] = []
  desk.engine.on('session', ({ state }) => states.push(state))
  expect(await desk.rpc.session.lock({})).toMatchObject({ state: 'locked', users: [user], site: null })
  expect((await refusal(desk.rpc.records.list({ kind: 'unit' }))).code).toBe('session.locked')
  expect(await desk.rpc.session.unlock({ user, passphrase })).toMatchObject({
    state: 'open',
    site: { role: 'street', unitId: desk.units.east, unitName: '东街街道', letter: 'A' },
    user: { name: user, role: 'admin' },
    readOnly: false,
    demo: false,
    practice: false,
  })
  expect(states).toEqual(['locked', 'open'])
})

test('records are there again after the engine was closed and opened', async () => {
  const patch = sessionPatch(desk)
  const { id } = await desk.rpc.records.save({
    kind: 'courtyard-session',
    patch,
    operation: desk.operation(),
  })
  desk = await desk.reopen()
  await desk.rpc.session.unlock({ user, passphrase })
  expect((await desk.rpc.records.get({ id })).body).toEqual({ ...patch, status: 'submitted' })
})

test('a second engine finds the profile in use until the first lets go', async () => {
  const other = createEngine({
    checksAnswers: true,
    profile: desk.profile,
    appVersion: '0',
    clock: fixedClock(),
    random: seededRandom(),
    log: keptLog(),
  })
  const rpc = createRpc(other.call)
  expect((await refusal(rpc.session.unlock({ user, passphrase }))).code).toBe('profile.in-use')
  await desk.rpc.session.lock({})
  expect((await rpc.session.unlock({ user, passphrase })).state).toBe('open')
  await other.close()
})

describe('wrong passphrases', () => {
  test('are refused alike for people who exist and people who do not', async () => {
    expect((await wrong()).code).toBe('passphrase.wrong')
    const nobody = desk.rpc.session.unlock({ user: '没有这人', passphrase })
    expect((await refusal(nobody)).code).toBe('passphrase.wrong')
  })

  test('cost a growing wait from the fifth on, kept over a restart, ended by time and the right one', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect((await wrong()).code).toBe('passphrase.wrong')
    expect(await wrong()).toMatchObject({ code: 'passphrase.wait', params: { seconds: 30 } })
    desk = await desk.reopen()
    expect((await refusal(desk.rpc.session.unlock({ user, passphrase }))).code).toBe('passphrase.wait')
    desk.clock.time += 30_000
    expect((await wrong()).code).toBe('passphrase.wrong')
    expect(await wrong()).toMatchObject({ code: 'passphrase.wait', params: { seconds: 60 } })
    desk.clock.time += 60_000
    await desk.rpc.session.unlock({ user, passphrase })
    expect((await wrong()).code).toBe('passphrase.wrong')
  })

  test('a clock set back does not turn a short wait into a long one', async () => {
    for (let tries = 0; tries < 5; tries += 1) await wrong()
    desk.clock.time -= 365 * 24 * 3_600_000
    expect((await wrong()).params.seconds).toBeLessThanOrEqual(30)
    desk.clock.time += 29_000
    expect((await wrong()).params.seconds).toBe(1)
    desk.clock.time += 1_000
    await desk.rpc.session.unlock({ user, passphrase })
  })
})

describe('people', () => {
  test('a second person opens the same records with their own passphrase and role', async () => {
    await desk.rpc.users.add({ name: '小读', role: 'read', passphrase: '另一句自己说的话' })
    const { users } = await desk.rpc.users.list({})
    expect(users.map(({ name, role }) => [name, role])).toEqual(expect.arrayContaining([['小读', 'read']]))
    await desk.rpc.session.unlock({ user: '小读', passphrase: '另一句自己说的话' })
    expect((await desk.rpc.records.list({ kind: 'unit' })).rows).toHaveLength(7)
    const work = desk.rpc.records.save({
      kind: 'courtyard-session',
      patch: sessionPatch(desk),
      operation: desk.operation(),
    })
    expect((await refusal(work)).code).toBe('right.missing')
    expect((await refusal(desk.rpc.users.add({ name: '甲', role: 'admin', passphrase }))).code).toBe(
      'right.missing',
    )
  })

  test('a name is taken once, and a short passphrase is refused', async () => {
    expect((await refusal(desk.rpc.users.add({ name: user, role: 'read', passphrase }))).code).toBe(
      'user.exists',
    )
    const short = desk.rpc.users.add({ name: '小短', role: 'read', passphrase: '七个字的口令短' })
    expect((await refusal(short)).code).toBe('passphrase.weak')
  })

  test('a changed passphrase replaces the old one', async () => {
    const change = (old: string) => desk.rpc.users.changePassphrase({ old, new: '换成一句新的话了' })
    expect((await refusal(change('不是这一句话'))).code).toBe('passphrase.wrong')
    await change(passphrase)
    expect((await refusal(desk.rpc.session.unlock({ user, passphrase }))).code).toBe('passphrase.wrong')
    await desk.rpc.session.unlock({ user, passphrase: '换成一句新的话了' })
  })
})

test('nothing readable lies on the disk: no name, no passphrase, no key', async () => {
  await desk.rpc.records.save({
    kind: 'courtyard-session',
    patch: sessionPatch(desk, { courtyard: 'PLAINTEXTMARK' }),
    operation: desk.operation(),
  })
  await desk.engine.close()
  const database = readFileSync(join(desk.profile, 'profile.db'))
  expect(database.subarray(0, 15).toString()).not.toBe('SQLite format 3')
  expect(database.includes('PLAINTEXTMARK')).toBe(false)
  const keys = readFileSync(join(desk.profile, 'keys.json'), 'utf8')
  expect(keys).not.toContain(passphrase)
  expect(JSON.parse(keys).users[0].identity.kdf).toMatchObject({ name: 'scrypt', N: kdfCost, r: 8, p: 1 })
})

test('a wrapped key that was moved to another name does not open', async () => {
  await desk.rpc.users.add({ name: '小读', role: 'read', passphrase: '另一句自己说的话' })
  await desk.engine.close()
  const { readKeys, writeKeys } = await import('../../../electron/engine/profile/keys-file')
  const keys = readKeys(desk.profile)
  const [first, second] = keys.users
  if (!first || !second) throw new Error('two people were expected')
  const [admin, reader] = first.name === user ? [first, second] : [second, first]
  writeKeys(desk.profile, { ...keys, users: [{ ...reader, name: admin.name }] })
  desk = await desk.reopen()
  const work = desk.rpc.session.unlock({ user, passphrase: '另一句自己说的话' })
  expect((await refusal(work)).code).toBe('passphrase.wrong')
})
