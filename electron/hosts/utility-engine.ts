// The engine behind its door in Electron's utility process, and the same once more as the engine's worker.
import type { ParentPort } from 'electron'
import type { ToEngine } from '../../shared/wire'
import { serveEngine } from './serve-engine'
import { mainOrWorker } from './worker-thread'

function main(): void {
  const port: ParentPort = process.parentPort
  serveEngine(
    {
      send: (message) => port.postMessage(message),
      receive: (listener) => port.on('message', ({ data }) => listener(data as ToEngine)),
    },
    process.argv.slice(2),
  )
}

mainOrWorker(main)
