/**
 * A computer that does what it is told: `node computer.cjs PROFILE SEED import=FILE export=FOLDER verify …`. It says `ready` once
 * it is signed in and then one line a task: its result, or the code of the error. Tests kill it, or give it too small a disk.
 * `large` as the first task: its database counts as a large one. With YUANBA_DIES it is killed where a
 * file in that folder gets its name.
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import files from 'node:fs/promises'
import { isMainThread } from 'node:worker_threads'
import { createEngine } from '../../../electron/engine/create-engine'
import { newId } from '../../../electron/engine/new-id'
import { peakMemory } from '../../../electron/machine/peak-memory'
import { createRpc, RpcError } from '../../../shared/contract/rpc'
import { telephoning } from '../desks/admission'
import { fixedClock, kdfCost, passphrase, seededRandom, user } from '../desks/engine'
import { session } from '../desks/pair'
import { startWorker } from './worker'

const [profile = '', seed = '1', ...given] = process.argv.slice(2)
const isLarge = given[0] === 'large'
const tasks = isLarge ? given.slice(1) : given
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const [clock, random] = [fixedClock(), seededRandom(Number(seed))]
const engine = createEngine({
  checksAnswers: true,
  profile,
  appVersion: '0.0.0',
  clock,
  random,
  log: quiet,
  kdfCost,
  ...(isLarge ? { largestWholeCopy: 0 } : {}),
  startWorker: () => startWorker(Number(seed)),
})
const rpc = telephoning(createRpc(engine.call))

const does: Readonly<Record<string, (given: string) => Promise<string> | string>> = {
  unlock: async () => {
    await rpc.session.unlock({ user, passphrase })
    return 'ready'
  },
  restore: async (path) => {
    await rpc.profile.restore({ file: engine.grant(path), user, passphrase })
    return 'ready'
  },
  save: async (village) => {
    const operation = newId({ clock, random })
    await rpc.records.save({ kind: 'courtyard-session', patch: session(village), operation })
    return 'saved'
  },
  import: async (path) =>
    (await rpc.sync.importBundles({ files: [engine.grant(path)] })).files[0]?.result ?? '',
  // In the middle of it something is typed and saved: it says `held` when that waits.
  importAndSave: async (both) => {
    const [village = '', path = ''] = both.split(':')
    engine.on('held', ({ waiting }) => process.stdout.write(waiting > 0 ? 'held\n' : ''))
    const middle = new Promise<void>((go) =>
      engine.on('progress', ({ done, total }) => {
        if (done * 2 > total) go()
      }),
    )
    const imported = rpc.sync.importBundles({ files: [engine.grant(path)] })
    await middle
    const operation = newId({ clock, random })
    const saved = rpc.records.save({ kind: 'courtyard-session', patch: session(village), operation })
    return (await Promise.all([imported, saved]))[0].files[0]?.result ?? ''
  },
  export: async (folder) => (await rpc.sync.exportBundle({ folder: engine.grant(folder) })).file,
  pages: async (path) => {
    const { rows } = await rpc.records.list({ kind: 'courtyard-session', limit: 50 })
    const file = engine.grant(path)
    const ids = rows.map(({ id }) => id)
    return (await rpc.records.writePages({ ids, format: 'html', whole: true, file })).file
  },
  ledger: async (path) => {
    const wanted = { ledger: 'courtyard-session', format: 'xlsx', file: engine.grant(path) } as const
    return (await rpc.ledgers.write({ ...wanted, operation: newId({ clock, random }) })).file
  },
  pdf: (path) => {
    engine.write(path, Buffer.from('%PDF-'))
    return 'written'
  },
  rescue: async (folder) => {
    await rpc.session.lock({})
    return (await rpc.rescue.toExcel({ folder: engine.grant(folder), user, passphrase })).file
  },
  ask: async (folder) => {
    await rpc.session.lock({})
    const words = '换成一句新的话了'
    return (await rpc.recovery.ask({ folder: engine.grant(folder), user, passphrase: words })).file
  },
  backup: async (folder) => (await rpc.safety.backup({ folder: engine.grant(folder) })).file,
  count: async (kind) => String((await rpc.records.count({ kind })).total),
  verify: async () => ((await rpc.safety.verify({})).ok ? 'ok' : 'wrong'),
  peak: () => String(peakMemory() / 1024),
  // Something happens to the disk below it.
  run: (command) => execFileSync('sh', ['-c', command]).toString().trim().replaceAll('\n', ' '),
}

async function done(task: string): Promise<string> {
  const [, what = '', given = ''] = /^(\w+)=?(.*)$/s.exec(task) ?? []
  try {
    return (await does[what]?.(given)) ?? `nobody knows ${what}`
  } catch (error) {
    if (error instanceof RpcError) return error.body.code
    throw error
  }
}

async function work(): Promise<void> {
  const begin = tasks[0]?.startsWith('restore=') ? [] : ['unlock']
  for (const task of [...begin, ...tasks]) process.stdout.write(`${await done(task)}\n`)
  await engine.close()
}

/** Both ways of giving a name, in both threads. */
function dieAtNames(folder: string): void {
  const die = (to: fs.PathLike): void => {
    if (String(to).startsWith(folder)) process.kill(process.pid, 'SIGKILL')
  }
  const [rename, renameSync] = [files.rename, fs.renameSync]
  files.rename = async (from, to) => {
    die(to)
    await rename(from, to)
  }
  fs.renameSync = (from, to) => {
    die(to)
    renameSync(from, to)
  }
}

if (process.env.YUANBA_DIES !== undefined) dieAtNames(process.env.YUANBA_DIES)
if (isMainThread) void work()
