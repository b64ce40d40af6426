import { utilityProcess } from 'electron'
import type { FromEngine, ToEngine } from '../../shared/wire'
import { built } from './places'

/** The process that the engine runs in. */
export interface EngineChild {
  send(message: ToEngine): void
  onMessage(listener: (message: FromEngine) => void): void
  onExit(listener: (code: number | null) => void): void
  /** Text for the log, as it comes. */
  onLog(listener: (text: string) => void): void
  kill(): void
}

/** Starts the engine's utility process, which loads the addon. @param args profile folder and app version */
export function startEngineChild(args: readonly string[]): EngineChild {
  const child = utilityProcess.fork(built.engine, [...args], { serviceName: 'yuanba-engine', stdio: 'pipe' })
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', (message: FromEngine) => listener(message)),
    onExit: (listener) => child.on('exit', listener),
    onLog: (listener) => child.stderr?.on('data', (chunk: Buffer) => listener(chunk.toString('utf8'))),
    kill: () => child.kill(),
  }
}
