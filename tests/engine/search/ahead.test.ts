import { Worker } from 'node:worker_threads'
import { openAhead } from '../../../electron/engine/search/ahead'
import { foundBy } from '../../../electron/engine/search/found-by'
import { matchKeyOf } from '../../../electron/engine/search/match-key'
import { kindOf } from '../../../shared/kinds'
import { buildChild, type ChildProgram } from '../../support/child/start'
import { startAhead } from '../../support/child/worker'
import { keptLog } from '../../support/desks/engine'

const dataKey = new Uint8Array(32).fill(5)
const kind = kindOf('consultation')
const MANY = 10_000

let child: ChildProgram
beforeAll(() => {
  child = buildChild('worker')
}, 600_000)
afterAll(() => child.remove())

const valuesOf = (n: number) => ({ date: '2026-11-03', name: `王秀英${n}`, phone: `139000${n}` })
const lineOf = (n: number) => ({ n, line: JSON.stringify({ kind: kind.name, set: valuesOf(n) }) })
const pieces = (count: number) =>
  Array.from({ length: count }, (_, at) => [lineOf(2 * at), lineOf(2 * at + 1)])
const expected = (n: number) => foundBy(matchKeyOf(dataKey), kind, valuesOf(n))

type Ahead = ReturnType<typeof openAhead>

function opened(start = () => startAhead(child.file)): Ahead & { readonly log: ReturnType<typeof keptLog> } {
  const log = keptLog()
  return { ...openAhead({ startAhead: start, log, dataKey }, MANY), log }
}

/** Waits until the thread has begun to answer. */
async function begun(ahead: Ahead): Promise<void> {
  const one = () => [...ahead.through(pieces(1))].flatMap(({ found }) => found)
  while (one().length === 0) await new Promise(setImmediate)
}

test('pieces come back in their order, each line with what its record is found by', async () => {
  const ahead = opened()
  await begun(ahead)
  const looked = [...ahead.through(pieces(40))]
  ahead.close()
  expect(looked.map(({ lines }) => lines)).toEqual(pieces(40))
  expect(looked.map(({ found }) => found)).toEqual(
    pieces(40).map((lines) => lines.map(({ n }) => expected(n))),
  )
})

test('who stops in the middle and begins again is answered to what is asked now', async () => {
  const ahead = opened()
  await begun(ahead)
  for (const { lines } of ahead.through(pieces(40))) if (lines[0]?.n === 4) break
  const [first] = ahead.through([[lineOf(77)]])
  ahead.close()
  expect(first?.found).toEqual([expected(77)])
})

test('of a kind that is not known nothing is said', async () => {
  const ahead = opened()
  await begun(ahead)
  const line = JSON.stringify({ kind: 'not-yet-thought-of', set: { title: '新' } })
  const [first] = ahead.through([[{ line }, lineOf(3)]])
  ahead.close()
  expect(first?.found).toEqual([null, expected(3)])
})

const programs = {
  'that never begins': 'setInterval(() => undefined, 1000)',
  'that dies': 'throw new Error("no")',
  'that begins and never answers': `
    require('node:worker_threads').parentPort.once('message', ({ said }) => {
      Atomics.add(said, 0, 1)
      setInterval(() => undefined, 1000)
    })`,
}

test.each(Object.entries(programs))('nothing is lost by a thread %s', async (name, program) => {
  const ahead = opened(() => new Worker(program, { eval: true }))
  if (name.endsWith('dies')) while (ahead.log.lines.length === 0) await new Promise(setImmediate)
  const looked = [...ahead.through(pieces(40))]
  ahead.close()
  expect(looked.map(({ lines }) => lines)).toEqual(pieces(40))
  expect(looked.flatMap(({ found }) => found)).toEqual([])
})

test('few changes start no thread', () => {
  let started = 0
  const start = () => {
    started += 1
    return startAhead(child.file)
  }
  const ahead = openAhead({ startAhead: start, log: keptLog(), dataKey }, 10)
  expect([...ahead.through(pieces(2))].map(({ lines }) => lines)).toEqual(pieces(2))
  ahead.close()
  expect(started).toBe(0)
})
