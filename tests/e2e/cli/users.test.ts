import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Story, startDistrict } from '../../support/desks/cli-story'

let story: Story
beforeAll(async () => {
  story = await startDistrict()
})
afterAll(() => story.desk.clear())

const keys = (): string => readFileSync(join(story.district.profile, 'keys.json'), 'utf8')

test('people are added, given a role, and removed together with what their key opens', async () => {
  const { district, desk } = story
  const words = desk.write('new-passphrase', '另一句口令一二三\n')
  const own = ['--user', '管理员']
  const add = (name: string, role: string) =>
    district.json(...own, 'user', 'add', '--name', name, '--role', role, '--new-passphrase-file', words)
  await add('王录入', 'entry')
  await add('赵审核', 'review')
  await district.json(...own, 'user', 'role', '--name', '赵审核', '--role', 'admin')
  const as = (name: string, ...args: string[]) => [...args, '--user', name, '--passphrase-file', words]
  const listed = await district.json<{ users: { name: string; role: string }[] }>(
    ...as('王录入', 'user', 'list'),
  )
  expect(listed.users.map(({ name, role }) => [name, role])).toEqual([
    ['管理员', 'admin'],
    ['王录入', 'entry'],
    ['赵审核', 'admin'],
  ])
  expect(await district.refused(...as('王录入', 'user', 'remove', '--name', '赵审核'))).toMatchObject({
    code: 4,
    error: { code: 'right.missing' },
  })
  const before = keys()
  const removed = await district.json(...own, 'user', 'remove', '--name', '王录入')
  // The computer writes on under new keys, and so under another letter.
  expect(removed).toEqual({ rekeyed: true, letter: expect.stringMatching(/^[A-Z]{2,3}$/) })
  expect(keys()).not.toContain(JSON.parse(before).recovery)
  expect(await district.refused(...as('王录入', 'status'))).toMatchObject({ code: 4 })
  // The other person's passphrase was not at hand, and opens the new key all the same.
  expect(await district.json(...as('赵审核', 'verify'))).toMatchObject({ ok: true })
})

test('a passphrase is changed, and the old one opens nothing', async () => {
  const { district, desk } = story
  const words = desk.write('own-passphrase', '换成一句新的话了\n')
  await district.json('user', 'passphrase', '--new-passphrase-file', words, '--user', '管理员')
  expect(await district.refused('status', '--user', '管理员')).toMatchObject({
    code: 4,
    error: { code: 'passphrase.wrong' },
  })
  await district.json('status', '--user', '管理员', '--passphrase-file', words)
})
