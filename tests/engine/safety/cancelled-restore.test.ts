import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cancelled, refused } from '../../support/desks/cancelling'
import { backUp, restoreFrom } from '../../support/desks/copies'
import { type Desk, openDistrict, passphrase, user } from '../../support/desks/engine'
import { newComputer } from '../../support/desks/pair'

let desk: Desk
let stick: string
beforeAll(async () => {
  desk = await openDistrict()
  stick = join(desk.profile, '..', 'stick')
  mkdirSync(stick)
  // More bytes than lie between two words about how far it is.
  await desk.rpc.profile.demo({ seed: 1, period: '2026', size: 2000 })
}, 60_000)
afterAll(() => desk.close())

test('a restore cancelled at any word leaves no file and no profile, and works afterwards', async () => {
  const file = await backUp(desk, stick)
  const computer = newComputer(stick, 'next', 71)
  const { rpc, engine, profile } = computer
  const restore = (operation: string) =>
    rpc.profile.restore({ file: engine.grant(file), user, passphrase, operation })
  for (const at of [1, 2, 3]) {
    expect(await cancelled(computer, restore, at)).toEqual(refused)
    // By the lock one program at a time works in a folder; it holds nothing.
    expect(readdirSync(profile)).toEqual(['lock.db'])
    expect((await rpc.profile.state({})).state).toBe('none')
  }
  await engine.close()
  const restored = await restoreFrom(file, stick, 'next', 72)
  const total = async ({ rpc: of }: typeof restored) => (await of.records.count({ kind: 'activity' })).total
  expect(await total(restored)).toBe(await total(desk))
  expect((await restored.rpc.safety.verify({})).ok).toBe(true)
  await restored.engine.close()
}, 60_000)
