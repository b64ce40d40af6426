import type { Worker } from 'node:worker_threads'
import { createRpc, type Rpc } from '../../shared/contract/rpc'
import type { FileToken } from '../../shared/contract/types'
import { createEngine } from '../engine/create-engine'
import { systemClock, systemRandom } from '../machine/surroundings'
import { quietLog, stationPassphrase, stationUser } from './station'

/** A profile of the bench as the window has it: whoever waits is answered while a worker's thread imports. */
export interface WindowEngine {
  readonly rpc: Rpc
  /** A token for a path. */
  grant(path: string): FileToken
  close(): Promise<void>
}

/** Opens one of the bench's profiles and signs in. */
export async function openWindowEngine(profile: string, startWorker: () => Worker): Promise<WindowEngine> {
  const { call, grant, close } = createEngine({
    profile,
    appVersion: '0.0.0',
    clock: systemClock,
    random: systemRandom,
    log: quietLog,
    startWorker,
  })
  const rpc = createRpc(call)
  await rpc.session.unlock({ user: stationUser, passphrase: stationPassphrase })
  return { rpc, grant, close }
}
