// The engine in Electron's utility process: dist/engine-utility.cjs, which utility-entry.ts asks for.
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
