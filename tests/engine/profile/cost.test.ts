import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../../electron/engine/create-engine'
import { makeHolder } from '../../../electron/engine/profile/holder'
import { readKeys } from '../../../electron/engine/profile/keys-file'
import { LEAST_COST } from '../../../electron/engine/profile/wrapping'
import { createRpc } from '../../../shared/contract/rpc'
import { fixedClock, keptLog, passphrase, seededRandom, user } from '../../support/desks/engine'

const random = seededRandom()
const profile = '01900000-0000-7000-8000-000000000001'

/** A computer on which each look at the clock is so many milliseconds after the one before. */
async function costWhere(step: number, kdfCost = LEAST_COST): Promise<number> {
  let now = 0
  const clock = {
    now: () => {
      now += step
      return now
    },
  }
  const holder = await makeHolder({ kdfCost, random, clock }, profile, user, passphrase, Buffer.alloc(32))
  return holder.identity.kdf.N
}

test('a guess costs at least 2^17, and twice that where a computer is quick', async () => {
  expect(LEAST_COST).toBe(131_072)
  expect([await costWhere(400), await costWhere(100)]).toEqual([131_072, 262_144])
})

test('nobody who asks for nothing gets less', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-cost-'))
  const [clock, log] = [fixedClock(), keptLog()]
  const engine = createEngine({
    checksAnswers: true,
    profile: join(folder, 'profile'),
    appVersion: '0.0.0',
    clock,
    random,
    log,
  })
  await createRpc(engine.call).profile.createDistrict({ unit: '示范区', user, passphrase })
  const [holder] = readKeys(join(folder, 'profile')).users
  expect(holder?.identity.kdf.N).toBeGreaterThanOrEqual(LEAST_COST)
  await engine.close()
  rmSync(folder, { recursive: true })
})
