import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import { openByRecovery } from '../../../electron/engine/profile/holder'
import { readKeys } from '../../../electron/engine/profile/keys-file'
import { backUp, restoreFrom } from '../../support/desks/copies'
import { passphrase, refusal, user } from '../../support/desks/engine'
import {
  joinPassphraseOf,
  joinWith,
  makeJoinFile,
  meet,
  newComputer,
  type Pair,
  pair,
  session,
} from '../../support/desks/pair'

let desks: Pair
beforeEach(async () => {
  desks = await pair()
  await meet(desks.district, desks.a)
})
afterEach(() => desks.close())

const replace = async (): Promise<string> =>
  (await desks.district.rpc.recovery.replace({ passphrase })).recoveryKey

/** Whether a recovery key opens the file of keys of a computer. */
const opens = (recoveryKey: string, at: Pair['a']): Promise<boolean> =>
  openByRecovery(readKeys(at.profile), recoveryKey).then(
    () => true,
    () => false,
  )
const signInAgain = async (at: Pair['a']): Promise<void> => {
  await at.rpc.session.lock({})
  await at.rpc.session.unlock({ user, passphrase })
}
async function bundleOpens(file: string, recoveryKey: string): Promise<boolean> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(recoveryKey)
  return decrypter.decrypt(readFileSync(join(desks.stick, file))).then(
    () => true,
    () => false,
  )
}

test('a replaced recovery key opens the district at once and a laptop after the next bundle; the former one neither', async () => {
  const { a, district, recoveryKey: former } = desks
  const next = await replace()
  expect([await opens(former, district), await opens(next, district)]).toEqual([false, true])
  expect([await opens(former, a), await opens(next, a)]).toEqual([true, false])
  expect((await district.rpc.recovery.about({})).computers.map(({ isTold }) => isTold)).toEqual([false])

  await a.take((await district.send('东街街道A')).file)
  await a.save('courtyard-session', session(desks.units.peach))
  const { file } = await a.send()
  expect([await bundleOpens(file, former), await bundleOpens(file, next)]).toEqual([false, true])
  await signInAgain(a)
  expect([await opens(former, a), await opens(next, a)]).toEqual([false, true])
  for (const at of [a, district]) expect((await at.rpc.safety.verify({})).ok).toBe(true)
  await district.take(file)
  expect(await district.rpc.recovery.about({})).toMatchObject({
    isReplaced: true,
    computers: [{ name: '东街街道A', isTold: true }],
  })
  await a.rpc.session.lock({})
  const recovered = await a.rpc.session.recover({ recoveryKey: next, user, passphrase: '换成一句新的话了' })
  expect(recovered.state).toBe('open')
})

test('an older bundle that comes late brings no former key back', async () => {
  const { a, district } = desks
  const { file: older } = await district.send('东街街道A')
  const first = await replace()
  const { file: middle } = await district.send('东街街道A')
  const second = await replace()
  const { file: newest } = await district.send('东街街道A')
  await a.take(newest)
  await a.rpc.sync.importBundles({
    files: [middle, older].map((name) => a.engine.grant(join(desks.stick, name))),
  })
  await signInAgain(a)
  expect([await opens(first, a), await opens(second, a)]).toEqual([false, true])
})

test('a laptop that joins afterwards begins with the new one', async () => {
  const { district, stick, units } = desks
  const next = await replace()
  const fresh = newComputer(stick, 'fresh')
  await joinWith(fresh, await makeJoinFile(district, stick, { scope: units.east, letter: 'C' }))
  expect(await opens(next, fresh)).toBe(true)
  await fresh.engine.close()
})

test('a laptop that joined before it was let in takes the new one with another joining file', async () => {
  const { district, far, stick, units } = desks
  const next = await replace()
  const path = await makeJoinFile(district, stick, { scope: units.west, letter: 'B' })
  await far.rpc.sites.rejoin({ file: far.engine.grant(path), joinPassphrase: joinPassphraseOf(path) })
  await signInAgain(far)
  expect(await opens(next, far)).toBe(true)
})

test('only an office replaces it, and only by somebody who knows the own passphrase', async () => {
  const { a, district, recoveryKey } = desks
  expect((await refusal(a.rpc.recovery.replace({ passphrase }))).code).toBe('right.missing')
  expect((await refusal(district.rpc.recovery.replace({ passphrase: '不是这一句' }))).code).toBe(
    'passphrase.wrong',
  )
  expect(await opens(recoveryKey, district)).toBe(true)
})

test('a request that was written before the laptop heard of the new key is answered with the former one', async () => {
  const { a, district, recoveryKey: former, stick } = desks
  await replace()
  await a.rpc.session.lock({})
  const words = '换成一句新的话了'
  const asked = await a.rpc.recovery.ask({ user, passphrase: words, folder: a.engine.grant(stick) })
  const file = district.engine.grant(join(stick, asked.file))
  const { fingerprint } = await district.rpc.recovery.look({ file, recoveryKey: former })
  const answered = await district.rpc.recovery.answer({
    file,
    recoveryKey: former,
    fingerprint: fingerprint.join(' '),
    folder: district.engine.grant(stick),
  })
  const answer = a.engine.grant(join(stick, answered.file))
  expect((await a.rpc.recovery.finish({ file: answer, passphrase: words })).state).toBe('open')
})

test('a district restored from before a replacement says so; another replacement brings all to one key again', async () => {
  const { a, district, recoveryKey: former, stick } = desks
  const backup = await backUp(district, stick)
  district.clock.time += 60_000
  const lost = await replace()
  await a.take((await district.send('东街街道A')).file)
  await signInAgain(a)
  const restored = await restoreFrom(backup, stick, 'again')
  a.clock.time += 120_000
  restored.clock.time += 120_000
  expect([await opens(former, restored), await opens(lost, restored)]).toEqual([true, false])
  // What the lost computer said after the backup counts no more, whoever carries it back: nobody knows who said it.
  await a.take((await restored.send('东街街道A')).file)
  await restored.take((await a.send()).file)
  await signInAgain(restored)
  await signInAgain(a)
  expect([await opens(former, restored), await opens(lost, a)]).toEqual([true, true])
  expect(await restored.rpc.recovery.about({})).toMatchObject({
    isReplaced: false,
    restoredFrom: expect.any(String),
  })

  const { recoveryKey: next } = await restored.rpc.recovery.replace({ passphrase })
  expect((await restored.rpc.recovery.about({})).restoredFrom).toBeNull()
  await a.take((await restored.send('东街街道A')).file)
  await signInAgain(a)
  expect([await opens(next, restored), await opens(next, a)]).toEqual([true, true])
  await restored.engine.close()
})
