/**
 * A computer that does what it is told: `node computer.cjs PROFILE SEED import=FILE export=FOLDER save=VILLAGE count=KIND verify
 * peak …`. It says `ready` once it is signed in and then one line a task: its result, or the code of the error. Tests kill it,
 * or give it too small a disk.
 */
import { readFileSync } from 'node:fs'
import { createEngine } from '../../../electron/engine/create-engine'
import { newId } from '../../../electron/engine/records/new-id'
import { createRpc, RpcError } from '../../../shared/contract/rpc'
import { fixedClock, kdfCost, passphrase, seededRandom, user } from '../engine'
import { session } from '../pair'

const [profile = '', seed = '1', ...tasks] = process.argv.slice(2)
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const [clock, random] = [fixedClock(), seededRandom(Number(seed))]
const engine = createEngine({
  ...{ profile, appVersion: '0.0.0', clock, random, log: quiet, kdfCost },
})
const rpc = createRpc(engine.call)

/** The most memory that this process held until now, in KiB. Node's own figure begins with the parent's. */
function peakMemory(): string {
  const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  if (peak === undefined) throw new Error('the system tells no peak')
  return peak
}

async function done(task: string): Promise<string> {
  const [what = '', path = ''] = task.split('=')
  try {
    if (what === 'verify') return (await rpc.safety.verify({})).ok ? 'ok' : 'wrong'
    if (what === 'save') {
      const operation = newId({ clock, random })
      await rpc.records.save({ kind: 'courtyard-session', patch: session(path), operation })
      return 'saved'
    }
    if (what === 'peak') return peakMemory()
    if (what === 'count') return String((await rpc.records.count({ kind: path })).total)
    if (what === 'export') return (await rpc.sync.exportBundle({ folder: engine.grant(path) })).file
    const [taken] = (await rpc.sync.importBundles({ files: [engine.grant(path)] })).files
    return taken?.result ?? ''
  } catch (error) {
    if (error instanceof RpcError) return error.body.code
    throw error
  }
}

async function work(): Promise<void> {
  await rpc.session.unlock({ user, passphrase })
  process.stdout.write('ready\n')
  for (const task of tasks) process.stdout.write(`${await done(task)}\n`)
  await engine.close()
}

void work()
