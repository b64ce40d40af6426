import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '../../../shared/rights'
import { type Desk, openStreet, passphrase, refusal, user } from '../../support/desks/engine'

let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const own = '另一句口令一二三'
const add = (name: string, role: Role) => desk.rpc.users.add({ name, role, passphrase: own })
const names = async () => (await desk.rpc.users.list({})).users.map(({ name, role }) => [name, role])

async function signIn(name: string, words = own) {
  await desk.rpc.session.lock({})
  return desk.rpc.session.unlock({ user: name, passphrase: words })
}

test('a removed user can not sign in any more, the others can', async () => {
  await add('王录入', 'entry')
  await add('赵审核', 'review')
  await desk.rpc.users.remove({ name: '王录入' })
  expect(await names()).toEqual([
    [user, 'admin'],
    ['赵审核', 'review'],
  ])
  expect((await refusal(signIn('王录入'))).code).toBe('passphrase.wrong')
  expect((await desk.rpc.profile.state({})).users).toEqual([user, '赵审核'])
  expect((await signIn('赵审核')).state).toBe('open')
  expect((await signIn(user, passphrase)).state).toBe('open')
  expect((await desk.rpc.safety.verify({})).ok).toBe(true)
})

test('nothing of a removed user’s key is left in the file of keys', async () => {
  await add('王录入', 'entry')
  const keys = (): { users: { name: string; sealed: string; identity: { key: string } }[] } =>
    JSON.parse(readFileSync(join(desk.profile, 'keys.json'), 'utf8'))
  const removed = keys().users.find(({ name }) => name === '王录入')?.identity.key ?? ''
  expect(removed).not.toBe('')
  await desk.rpc.users.remove({ name: '王录入' })
  expect(keys().users.map(({ name }) => name)).toEqual([user])
  expect(readFileSync(join(desk.profile, 'keys.json'), 'utf8')).not.toContain(removed)
})

test('a removed name may be added again, with a new passphrase only', async () => {
  await add('王录入', 'entry')
  await desk.rpc.users.remove({ name: '王录入' })
  await desk.rpc.users.add({ name: '王录入', role: 'read', passphrase: '换了一句新的口令' })
  expect((await refusal(signIn('王录入'))).code).toBe('passphrase.wrong')
  expect((await signIn('王录入', '换了一句新的口令')).user).toEqual({ name: '王录入', role: 'read' })
})

test('nobody removes himself or changes his own role, so the last 管理 stays', async () => {
  await add('王录入', 'entry')
  expect((await refusal(desk.rpc.users.remove({ name: user }))).code).toBe('user.self')
  expect((await refusal(desk.rpc.users.setRole({ name: user, role: 'read' }))).code).toBe('user.self')
  await add('周管理', 'admin')
  await signIn('周管理')
  await desk.rpc.users.remove({ name: user })
  expect((await refusal(desk.rpc.users.remove({ name: '周管理' }))).code).toBe('user.self')
  expect(await names()).toEqual([
    ['周管理', 'admin'],
    ['王录入', 'entry'],
  ])
})

test('another role gives other rights from the next sign-in on', async () => {
  await add('王录入', 'entry')
  await desk.rpc.users.setRole({ name: '王录入', role: 'admin' })
  expect((await signIn('王录入')).user?.role).toBe('admin')
  await desk.rpc.users.setRole({ name: user, role: 'entry' })
  await signIn(user, passphrase)
  expect((await refusal(desk.rpc.users.remove({ name: '王录入' }))).code).toBe('right.missing')
  expect((await refusal(desk.rpc.users.setRole({ name: '王录入', role: 'read' }))).code).toBe('right.missing')
})

test('a name that nobody has is said', async () => {
  expect((await refusal(desk.rpc.users.remove({ name: '无此人' }))).code).toBe('user.not-found')
  expect((await refusal(desk.rpc.users.setRole({ name: '无此人', role: 'read' }))).code).toBe(
    'user.not-found',
  )
})
