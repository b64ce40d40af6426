import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { opensWith } from '../../../electron/engine/db/open'
import { backUp, restoreFrom } from '../../support/desks/copies'
import { type Desk, openStreet, passphrase, sessionPatch, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

const kind = 'courtyard-session'
const typed = { people: 4 }
let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

const file = (): string => join(desk.profile, 'drafts.db')
const signIn = () => desk.rpc.session.unlock({ user, passphrase })
const draft = async () => (await desk.rpc.drafts.get({ kind })).draft?.body

/** Another byte on each page, below the file's header. */
function spoil(path: string): void {
  const bytes = readFileSync(path)
  for (let at = 100; at < bytes.length; at += 1024) bytes[at] = (bytes[at] ?? 0) ^ 0xff
  writeFileSync(path, bytes)
}

test.each([
  ['spoilt', () => spoil(file())],
  ['no database at all', () => writeFileSync(file(), 'x'.repeat(5000))],
  ['cut short', () => writeFileSync(file(), readFileSync(file()).subarray(0, 3000))],
])(
  'a file of drafts that is %s stops nobody: it is kept aside, said, and drafts begin anew',
  async (_, damage) => {
    await desk.rpc.drafts.save({ kind, body: typed })
    desk = await desk.reopen()
    damage()
    const bytes = readFileSync(file())
    const { draftsAside } = await signIn()
    expect(draftsAside).toMatch(/^drafts\.db\.damaged-\d+$/)
    expect(readFileSync(join(desk.profile, draftsAside ?? '')).equals(bytes)).toBe(true)
    expect(await draft()).toBeUndefined()
    await desk.rpc.drafts.save({ kind, body: typed })
    desk = await desk.reopen()
    expect(await signIn()).toMatchObject({ draftsAside: null })
    expect(await draft()).toEqual(typed)
  },
)

test('another data key takes the drafts along, and the former one opens them no more', async () => {
  await desk.rpc.drafts.save({ kind, body: typed })
  await desk.rpc.users.add({ name: '小录', role: 'entry', passphrase })
  const former = await dataKeyOf(desk.profile)
  expect(await desk.rpc.users.remove({ name: '小录' })).toMatchObject({ rekeyed: true })
  expect(await draft()).toEqual(typed)
  desk = await desk.reopen()
  expect(opensWith(file(), former)).toBe(false)
  expect(opensWith(file(), await dataKeyOf(desk.profile))).toBe(true)
  expect(readdirSync(desk.profile).filter((name) => name.includes('rekeyed'))).toEqual([])
  await signIn()
  expect(await draft()).toEqual(typed)
})

test('a backup brings the drafts along', async () => {
  const patch = sessionPatch(desk)
  const { id } = await desk.rpc.records.save({ kind, patch, operation: desk.operation() })
  await desk.rpc.drafts.save({ kind, body: typed })
  const stick = join(desk.profile, '..', 'stick')
  mkdirSync(stick)
  const backup = await backUp(desk, stick)
  const restored = await restoreFrom(backup, stick, '新电脑')
  expect((await restored.rpc.drafts.get({ kind })).draft?.body).toEqual(typed)
  expect((await restored.rpc.records.get({ id })).id).toBe(id)
  await restored.engine.close()
})

test('the check of the data looks at the drafts as well', async () => {
  await desk.rpc.drafts.save({ kind, body: typed })
  const { checks } = await desk.rpc.safety.verify({})
  expect(checks).toContainEqual({ name: '草稿', ok: true, detail: '' })
})
