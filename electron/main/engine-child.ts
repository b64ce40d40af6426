import { fork } from 'node:child_process'
import { join } from 'node:path'
import { app, utilityProcess } from 'electron'
import type { FromEngine, ToEngine } from '../../shared/wire'
import { built } from './places'

/** The process that the engine runs in, however it was started. */
export interface EngineChild {
  send(message: ToEngine): void
  onMessage(listener: (message: FromEngine) => void): void
  onExit(listener: (code: number | null) => void): void
  /** Text for the log, as it comes. */
  onLog(listener: (text: string) => void): void
  kill(): void
}

/** Electron's own way: a utility process with the addon loaded in it. */
function startUtility(args: readonly string[]): EngineChild {
  const child = utilityProcess.fork(built.engine, [...args], { serviceName: 'yuanba-engine', stdio: 'pipe' })
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', (message: FromEngine) => listener(message)),
    onExit: (listener) => child.on('exit', listener),
    onLog: (listener) => child.stderr?.on('data', (chunk: Buffer) => listener(chunk.toString('utf8'))),
    kill: () => child.kill(),
  }
}

/** Beside an Electron that is too old for the addon: the engine in a forked Node. Never in a production build. */
function startFork(args: readonly string[]): EngineChild {
  // A packaged test build carries its Node and keeps the engine outside the archive, which a plain Node cannot read.
  const execPath = app.isPackaged ? join(process.resourcesPath, 'node') : process.env.YUANBA_TEST_NODE
  if (execPath === undefined) throw new Error('YUANBA_TEST_NODE is not set; start through build/start.mjs')
  const script = join(__dirname, 'engine.cjs').replace('app.asar', 'app.asar.unpacked')
  const env = { ...process.env, NODE_OPTIONS: '' }
  const child = fork(script, args, { execPath, env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  return {
    send: (message) => child.send(message),
    onMessage: (listener) => child.on('message', (message) => listener(message as FromEngine)),
    onExit: (listener) => child.on('exit', listener),
    onLog: (listener) => child.stderr?.on('data', (chunk: Buffer) => listener(chunk.toString('utf8'))),
    kill: () => child.kill('SIGKILL'),
  }
}

/** Starts the engine process. @param args profile folder and app version */
export function startEngineChild(args: readonly string[]): EngineChild {
  return __TEST_RUNTIME__ ? startFork(args) : startUtility(args)
}
