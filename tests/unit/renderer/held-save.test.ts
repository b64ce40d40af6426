import { begun } from '../../../renderer/engine/held-save'
import type { Transport } from '../../../renderer/transport/transport'
import type { EngineEvents } from '../../../shared/contract/events'

/** What the engine tells, by hand. */
function told() {
  const listeners = new Set<(held: EngineEvents['held']) => void>()
  const subscribe: Transport['subscribe'] = (_, listener) => {
    const mine = listener as (held: EngineEvents['held']) => void
    listeners.add(mine)
    return () => listeners.delete(mine)
  }
  const tell = (operation: string): void => {
    for (const listener of listeners) listener({ waiting: 1, saved: 0, refused: 0, operation })
  }
  return { transport: { subscribe }, tell, listeners }
}

test('a write that is done is done', async () => {
  const { transport, listeners } = told()
  expect(await begun(transport, 'mine', async () => 7)).toEqual({ done: 7 })
  expect(listeners.size).toBe(0)
})

test('a write that is held says so at once, and what becomes of it comes later', async () => {
  const { transport, tell, listeners } = told()
  const writing = Promise.withResolvers<number>()
  const outcome = begun(transport, 'mine', () => writing.promise)
  tell('another')
  tell('mine')
  const known = await outcome
  expect(listeners.size).toBe(0)
  writing.resolve(7)
  expect('held' in known && (await known.held)).toBe(7)
})

test('a write that is refused is refused', async () => {
  const { transport } = told()
  await expect(begun(transport, 'mine', () => Promise.reject(new RangeError('no')))).rejects.toThrow('no')
})
