/**
 * The worker of an engine in a test: built alone (`buildChild('worker')`), or as a part of a child program that starts it. Its
 * random source is seeded by what it is started with.
 */
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { AHEAD, serveAhead } from '../../../electron/engine/search/ahead'
import { serveWorker } from '../../../electron/engine/serve-worker'
import { fixedClock, seededRandom } from '../desks/engine'
import { readWorkbook } from '../machine/read-workbook'

/** Holds a worker up in the middle of its work, as long as its one number is 1: where it looks at its clock. */
export type Gate = Int32Array

/** A gate that is open. */
export const openGate = (): Gate => new Int32Array(new SharedArrayBuffer(4))

export function closeGate(gate: Gate): void {
  Atomics.store(gate, 0, 1)
}

export function reopenGate(gate: Gate): void {
  Atomics.store(gate, 0, 0)
  Atomics.notify(gate, 0)
}

/** Starts the file that this module was built into, as a thread. */
export const startWorker = (seed: number, file = __filename, gate = openGate()): Worker =>
  new Worker(file, { workerData: { seed: seed + 1000, gate } })

/** Starts the same file as the thread that works ahead of an import. */
export const startAhead = (file = __filename): Worker => new Worker(file, { workerData: AHEAD })

if (parentPort && workerData === AHEAD) serveAhead(parentPort)
if (parentPort && typeof workerData === 'object' && workerData !== null && 'seed' in workerData) {
  const gate: Gate = workerData.gate
  const clock = fixedClock()
  serveWorker({
    port: parentPort,
    clock: {
      now: () => {
        Atomics.wait(gate, 0, 1)
        return clock.now()
      },
    },
    random: seededRandom(Number(workerData.seed)),
    readWorkbook,
    startAhead: () => startAhead(),
  })
}
