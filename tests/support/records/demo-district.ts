import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, type Engine } from '../../../electron/engine/create-engine'
import { createRpc, type Rpc } from '../../../shared/contract/rpc'
import { fixedClock, kdfCost, keptLog, passphrase, seededRandom, user } from '../desks/engine'

/** A district that has just been made: its own unit and nothing else. */
export async function newDistrict(): Promise<{ engine: Engine; rpc: Rpc; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-demo-'))
  const engine = createEngine({
    checksAnswers: true,
    profile: join(folder, 'profile'),
    appVersion: '0.0.0',
    clock: fixedClock(),
    random: seededRandom(),
    log: keptLog(),
    kdfCost,
  })
  const rpc = createRpc(engine.call)
  await rpc.profile.createDistrict({ unit: '示范区', user, passphrase })
  const close = async (): Promise<void> => {
    await engine.close()
    rmSync(folder, { recursive: true })
  }
  return { engine, rpc, close }
}
