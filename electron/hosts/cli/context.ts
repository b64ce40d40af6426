import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { createRpc, type Rpc } from '../../../shared/contract/rpc'
import type { FileToken } from '../../../shared/contract/types'
import { AppError } from '../../../shared/errors'
import type { Log } from '../../engine/context'
import { createEngine, type Engine, type EngineOptions } from '../../engine/create-engine'
import { releaseKey } from '../../engine/update/release-key'
import { requireFitSystem } from '../../machine/fit-system'
import { lineLog, systemClock, systemRandom } from '../../machine/surroundings'
import { openPassingFolder } from '../passing-folder'
import { passphraseFrom } from './passphrase'
import type { Terminal } from './terminal'
import { usage } from './usage'

/** What a command may use: the engine behind its one door, opened when first asked for. */
export interface CliContext {
  readonly appVersion: string
  /** The release key by which packages are judged, as OpenSSH writes one. */
  readonly releaseKey: string
  /** The engine without anybody signed in. */
  open(): Engine
  /** The same behind a window: with the engine's worker, which costs memory and lets nobody wait. */
  openForWindow(): Engine
  /** Calls by area, nobody signed in. */
  rpc(): Rpc
  /** Calls by area, after signing in with `--user` and the passphrase. */
  signedIn(): Promise<Rpc>
  /** Whether a profile and a passphrase to open it are given; `signedIn` may be refused all the same. */
  maySignIn(): boolean
  /** The user's name and passphrase for a profile that is about to be made. */
  newUser(): Promise<{ readonly user: string; readonly passphrase: string }>
  /** A passphrase for something else: the first line of a file, else asked for. */
  passphraseIn(file: string | undefined): Promise<string>
  /** A token for a path on the command line. */
  file(path: string): FileToken
  /** A fresh operation id. */
  operation(): string
  /** Starts the engine's worker; absent: the engine does without. */
  readonly startWorker: (() => Worker) | undefined
  /** Starts a thread that takes in a hub's files; absent: they are taken in one at a time. */
  readonly startIngester: Terminal['startIngester']
  /** scrypt's N for what is made under a passphrase; absent: what its maker takes. */
  readonly kdfCost: number | undefined
  /** Tells a person something beside the answer. */
  notice(text: string): void
}

export interface ContextOptions {
  readonly appVersion: string
  readonly profile: string | undefined
  readonly user: string | undefined
  readonly passphraseFile: string | undefined
  readonly terminal: Terminal
}

/** The context of one run, and how to end it. */
export function createContext(options: ContextOptions): CliContext & { close(): Promise<void> } {
  const { env, notice, isWatched, ask, kdfCost, startWorker, startIngester, readWorkbook } = options.terminal
  const held = options.terminal.releaseKey ?? releaseKey
  let engine: Engine | undefined
  const made = (extra: Pick<EngineOptions, 'startWorker' | 'passing'>): Engine => {
    if (engine) return engine
    const profile = options.profile ?? env.YUANBA_PROFILE
    if (!profile) throw usage('请用 --profile 指明资料所在的文件夹')
    requireFitSystem()
    engine = createEngine({
      profile: resolve(profile),
      appVersion: options.appVersion,
      releaseKey: held,
      clock: systemClock,
      random: systemRandom,
      log: logTo(options.terminal),
      ...extra,
      ...(readWorkbook && { readWorkbook }),
      ...(kdfCost === undefined ? {} : { kdfCost }),
    })
    if (isWatched) showProgress(engine, notice)
    return engine
  }
  const open = (): Engine => made({})
  const rpc = (): Rpc => createRpc(open().call)
  const passphrase = (): Promise<string> => passphraseFrom(options.passphraseFile, env.YUANBA_PASSPHRASE, ask)
  return {
    appVersion: options.appVersion,
    releaseKey: held,
    open,
    openForWindow: () =>
      made({ passing: openPassingFolder(systemRandom), ...(startWorker && { startWorker }) }),
    rpc,
    maySignIn: () =>
      (options.profile ?? env.YUANBA_PROFILE) !== undefined &&
      (options.passphraseFile ?? env.YUANBA_PASSPHRASE) !== undefined,
    newUser: async () => ({ user: options.user ?? '管理员', passphrase: await passphrase() }),
    signedIn: async () => {
      const calls = rpc()
      const { state, users, trouble } = await calls.profile.state({})
      if (state === 'open') return calls
      if (trouble !== null) throw new AppError(trouble)
      if (state === 'none') throw new AppError('profile.missing')
      const user = options.user ?? (users.length === 1 ? users[0] : undefined)
      if (user === undefined) throw usage(`请用 --user 指明用户：${users.join('、')}`)
      await calls.session.unlock({ user, passphrase: await passphrase() })
      return calls
    },
    passphraseIn: (file) => passphraseFrom(file, undefined, ask),
    file: (path) => open().grant(resolve(path)),
    operation: () => randomUUID(),
    startWorker,
    startIngester,
    kdfCost,
    notice,
    close: async () => engine?.close(),
  }
}

/** Errors of the engine always, the rest of its log on request; all on standard error. */
function logTo({ env, notice }: Terminal): Log {
  const log = lineLog((line) => notice(line.trimEnd()))
  const quiet = (): void => undefined
  return env.YUANBA_LOG === '1' ? log : { info: quiet, warn: quiet, error: log.error }
}

const tasks: Readonly<Record<string, string>> = {
  export: '导出',
  import: '导入',
  verify: '检查',
  backup: '备份',
  restore: '恢复',
  rescue: '抢救',
  demo: '生成示例数据',
  arrange: '整理资料',
  ledger: '写台账',
  table: '导入台账',
  update: '带上更新包',
}

/** A line for every tenth of a long task, for a person who waits. */
function showProgress(engine: Engine, notice: (text: string) => void): void {
  let shown = ''
  engine.on('progress', ({ task, done, total }) => {
    const part = total > 0 ? ` ${Math.floor((done * 10) / total) * 10}%` : '…'
    const line = `${tasks[task] ?? task}${part}`
    if (line !== shown) notice(line)
    shown = line
  })
}
