import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { serveWorker } from '../engine/serve-worker'
import { readInThread } from '../engine/tables/reader-thread'
import { WORKER } from '../engine/worker/messages'
import { systemClock, systemRandom } from '../machine/surroundings'

/** Starts the engine's worker: this bundle once more, as a thread. */
export const startWorker = (): Worker => new Worker(__filename, { workerData: WORKER })

/** Reads spreadsheets in a thread of the bundle that lies beside this one. */
export const readBeside = readInThread(join(__dirname, 'table-reader.cjs'))

/** Does what a bundle is for; in the thread that `startWorker` started, it is the engine's worker instead. */
export function mainOrWorker(main: () => void): void {
  if (isMainThread || workerData !== WORKER || !parentPort) main()
  else serveWorker({ port: parentPort, clock: systemClock, random: systemRandom, readWorkbook: readBeside })
}
