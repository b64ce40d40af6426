import { join } from 'node:path'
import { DATABASE_FILE, opensWith } from '../../../electron/engine/db/open'
import { readKeys } from '../../../electron/engine/profile/keys-file'
import { type Desk, openStreet, passphrase, refusal, sessionPatch, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const successor = { to: '陈接任', newPassphrase: '接任以后的新口令' }
const kind = 'courtyard-session'
const handOver = (over: object = {}) => desk.rpc.session.handOver({ ...successor, passphrase, ...over })

test('a laptop passes to a successor with role and drafts, and what was written keeps its name', async () => {
  const { id } = await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation: desk.operation() })
  await desk.rpc.drafts.save({ kind, body: { courtyard: '没写完' } })
  const before = await dataKeyOf(desk.profile)
  const note = await handOver()
  expect(note).toMatchObject({
    from: user,
    to: successor.to,
    role: '管理',
    changes: expect.any(Number),
    drafts: 1,
  })
  expect(note.markup).toContain('人员交接单')
  const { user: now, users } = await desk.rpc.profile.state({})
  expect([now, users]).toEqual([{ name: successor.to, role: 'admin' }, [successor.to]])
  expect((await desk.rpc.drafts.get({ kind })).draft?.body).toEqual({ courtyard: '没写完' })
  const { entries } = await desk.rpc.records.history({ id })
  expect(entries.map(({ author }) => author)).toEqual([user])
  const next = await desk.rpc.records.save({ kind, patch: sessionPatch(desk), operation: desk.operation() })
  expect((await desk.rpc.records.history({ id: next.id })).entries.map(({ author }) => author)).toEqual([
    successor.to,
  ])
  await desk.rpc.session.lock({})
  expect((await refusal(desk.rpc.session.unlock({ user, passphrase }))).code).toBe('passphrase.wrong')
  expect(readKeys(desk.profile).users.map(({ name }) => name)).toEqual([successor.to])
  await desk.rpc.session.unlock({ user: successor.to, passphrase: successor.newPassphrase })
  expect((await desk.rpc.safety.verify({})).ok).toBe(true)
  // A copy of the old key of the data is worth nothing any more.
  expect(opensWith(join(desk.profile, DATABASE_FILE), before)).toBe(false)
})

test('somebody else’s place is handed over by a 管理，who stays signed in', async () => {
  await desk.rpc.users.add({ name: '旧录入', role: 'entry', passphrase: '旧录入员用的口令' })
  expect(await handOver({ from: '旧录入' })).toMatchObject({ from: '旧录入', role: '录入' })
  const { user: now, users } = await desk.rpc.profile.state({})
  expect(now).toEqual({ name: user, role: 'admin' })
  expect(users).toEqual([user, successor.to])
})

test('it wants the own passphrase, a new name and a strong passphrase, and the right', async () => {
  expect((await refusal(handOver({ passphrase: '不是我的口令' }))).code).toBe('passphrase.wrong')
  expect((await refusal(handOver({ newPassphrase: '短' }))).code).toBe('passphrase.weak')
  expect((await refusal(handOver({ to: user }))).code).toBe('user.exists')
  expect((await refusal(handOver({ from: '没有这个人' }))).code).toBe('user.not-found')
  await desk.rpc.users.add({ name: '录入员', role: 'entry', passphrase: '录入员的口令口令' })
  await desk.rpc.session.unlock({ user: '录入员', passphrase: '录入员的口令口令' })
  expect((await refusal(handOver({ passphrase: '录入员的口令口令' }))).code).toBe('right.missing')
  await desk.rpc.session.lock({})
  expect((await refusal(handOver())).code).toBe('session.locked')
})
