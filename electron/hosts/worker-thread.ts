import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { AHEAD, serveAhead } from '../engine/search/ahead'
import { serveWorker } from '../engine/serve-worker'
import { readInThread } from '../engine/tables/reader-thread'
import { WORKER } from '../engine/worker/messages'
import { systemClock, systemRandom } from '../machine/surroundings'

/** Starts the engine's worker: this bundle once more, as a thread. */
export const startWorker = (): Worker => new Worker(__filename, { workerData: WORKER })

/** Starts the thread that works ahead of an import: this bundle once more. */
export const startAhead = (): Worker => new Worker(__filename, { workerData: AHEAD })

/** Reads spreadsheets in a thread of the bundle that lies beside this one. */
export const readBeside = readInThread(join(__dirname, 'table-reader.cjs'))

/** Does what a bundle is for; in a thread that `startWorker` or `startAhead` started, it is that thread's work instead. */
export function mainOrWorker(main: () => void): void {
  const port = isMainThread ? null : parentPort
  if (port && workerData === AHEAD) serveAhead(port)
  else if (port && workerData === WORKER)
    serveWorker({ port, clock: systemClock, random: systemRandom, readWorkbook: readBeside, startAhead })
  else main()
}
