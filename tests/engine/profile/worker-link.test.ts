import { Worker } from 'node:worker_threads'
import { openPen } from '../../../electron/engine/pen'
import { openWorkerLink } from '../../../electron/engine/worker/link'
import { keptLog } from '../../support/desks/engine'

/** A thread that has the pen once, answers, and goes on until it is told to end. */
const program = `
const { parentPort, workerData: gate } = require('node:worker_threads')
parentPort.on('message', ({ type, id }) => {
  if (type === 'run') parentPort.postMessage({ type: 'borrow', id })
  if (type !== 'lend') return
  parentPort.postMessage({ type: 'giveBack', id })
  parentPort.postMessage({ type: 'answer', id, answer: { ok: 'done' } })
  Atomics.wait(gate, 0, 0)
  parentPort.postMessage({ type: 'over', id })
})`

const settings = {
  profile: '',
  appVersion: '0',
  releaseKey: '',
  kdfCost: 2,
  largestFile: 1,
  largestWholeCopy: 1,
}
const beside = {
  user: { name: '李管理', role: 'admin' },
  readOnly: false,
  dataKey: new Uint8Array(32),
  formerKeys: [],
} as const
const call = { name: 'sync.importBundles', input: {}, beside, paths: new Map() }

function linked(start: (gate: Int32Array) => Worker) {
  const gate = new Int32Array(new SharedArrayBuffer(4))
  const told: string[] = []
  const over = Promise.withResolvers<void>()
  const link = openWorkerLink(
    () => start(gate),
    settings,
    { emit: () => undefined, log: keptLog(), pen: openPen() },
    {
      lent: () => told.push('lent'),
      returned: () => told.push('returned'),
      idle: () => told.push('idle'),
    },
  )
  const run = () =>
    link.run(call, new AbortController().signal, () => {
      told.push('over')
      over.resolve()
    })
  const end = () => {
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
  }
  return { told, over: over.promise, run, end, leaveOff: link.leaveOff }
}

test('what goes on behind an answer is over after it, and the thread is idle only then', async () => {
  const { told, over, run, end } = linked((gate) => new Worker(program, { eval: true, workerData: gate }))
  expect(await run()).toEqual({ ok: 'done' })
  expect(told).toEqual(['lent', 'returned'])
  end()
  await over
  expect(told).toEqual(['lent', 'returned', 'over', 'idle'])
})

/** Has the pen once, answers, and goes on until it is cancelled. */
const leaving = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ type, id }) => {
  if (type === 'run') parentPort.postMessage({ type: 'borrow', id })
  if (type === 'cancel') parentPort.postMessage({ type: 'over', id })
  if (type !== 'lend') return
  parentPort.postMessage({ type: 'giveBack', id })
  parentPort.postMessage({ type: 'answer', id, answer: { ok: 'done' } })
})`

test('what goes on behind an answer is told to leave off, and nothing that is still waited for', async () => {
  const { told, over, run, leaveOff } = linked(() => new Worker(leaving, { eval: true }))
  leaveOff()
  const answer = run()
  leaveOff()
  expect(await answer).toEqual({ ok: 'done' })
  expect(told).toEqual(['lent', 'returned'])
  leaveOff()
  await over
  expect(told).toEqual(['lent', 'returned', 'over', 'idle'])
})

test('a thread that dies behind its answer is over too', async () => {
  const dying = program.replace('Atomics.wait(gate, 0, 0)', 'process.exit(1)')
  const { told, over, run } = linked((gate) => new Worker(dying, { eval: true, workerData: gate }))
  expect(await run()).toEqual({ ok: 'done' })
  await over
  expect(told).toContain('idle')
})

test('of a thread that can not be started the call is over at once', async () => {
  const { told, over, run } = linked(() => {
    throw new RangeError('no thread')
  })
  expect(run).toThrow(RangeError)
  await over
  expect(told).toEqual(['over'])
})
