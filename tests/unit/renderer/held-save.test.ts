import { begun, keptUntilSaved } from '../../../renderer/engine/held-save'
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

/** The half-typed forms, by hand. */
function forms() {
  const kept = new Map<string, unknown>()
  const place = ({ kind, id = '' }: { readonly kind: string; readonly id?: string }): string =>
    `${kind}/${id}`
  const drafts = {
    save: async ({ body, ...of }: { kind: string; id?: string | undefined; body: object }) => {
      kept.set(place({ kind: of.kind, ...(of.id !== undefined && { id: of.id }) }), body)
      return { savedAt: '' }
    },
    discard: async (of: { kind: string; id?: string | undefined }) => {
      kept.delete(place({ kind: of.kind, ...(of.id !== undefined && { id: of.id }) }))
      return {}
    },
  }
  return { kept, drafts }
}

test('a held edit stays half-typed, with what it began from, until it is saved', async () => {
  const half = { kind: 'session', id: 'r', body: { people: 5, $base: { people: 3 } } }
  for (const refused of [false, true]) {
    const { kept, drafts } = forms()
    const writing = Promise.withResolvers<number>()
    const done = keptUntilSaved(drafts, half, writing.promise)
    await Promise.resolve()
    expect([...kept]).toEqual([['session/r', half.body]])
    if (refused) writing.reject(new RangeError('changed'))
    else writing.resolve(7)
    await done.catch(() => undefined)
    expect([...kept]).toEqual(refused ? [['session/r', half.body]] : [])
  }
})

test('a held new record leaves its place free, and takes it again only where it is refused', async () => {
  const { kept, drafts } = forms()
  const writing = Promise.withResolvers<number>()
  const done = keptUntilSaved(drafts, { kind: 'session', body: { people: 5 } }, writing.promise)
  await Promise.resolve()
  expect(kept.size).toBe(0)
  writing.reject(new RangeError('no'))
  await expect(done).rejects.toThrow('no')
  expect([...kept]).toEqual([['session/', { people: 5 }]])
})
