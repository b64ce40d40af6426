import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveEngine } from '../../../electron/hosts/serve-engine'
import type { FromEngine, ToEngine } from '../../../shared/wire'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-patience-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Ids of the calls in the order in which they were answered. @param hear what is asked once something was answered */
async function answeredIn(
  names: readonly string[],
  hear: (id: number, ask: (name: string) => void) => void = () => undefined,
): Promise<readonly string[]> {
  const answered: string[] = []
  const asked = new Map<number, string>()
  const done = Promise.withResolvers<void>()
  let receive: (message: ToEngine) => void = () => undefined
  const ask = (name: string): void => {
    const id = asked.size
    asked.set(id, name)
    receive({ type: 'call', id, name, input: {} })
  }
  serveEngine(
    {
      send: (message: FromEngine) => {
        if (message.type !== 'answer') return
        answered.push(`${asked.get(message.id)} ${message.id}`)
        hear(message.id, ask)
        if (answered.length === asked.size) done.resolve()
      },
      receive: (listener) => {
        receive = listener
      },
    },
    [folder, '0.0.0'],
  )
  for (const name of names) ask(name)
  await done.promise
  return answered
}

test('what may come a moment later is answered behind what is asked in the same moment, in its own order', async () => {
  expect(
    await answeredIn(['records.count', 'profile.state', 'waiting.counts', 'records.list', 'records.count']),
  ).toEqual(['profile.state 1', 'records.list 3', 'records.count 0', 'waiting.counts 2', 'records.count 4'])
})

test('what is asked between two that wait is answered before the second', async () => {
  const asked = await answeredIn(['records.count', 'records.count'], (id, ask) => {
    if (id === 0) ask('records.names')
  })
  expect(asked).toEqual(['records.count 0', 'records.names 2', 'records.count 1'])
})
