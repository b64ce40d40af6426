import { bridgeTransport } from '../../../renderer/transport/bridge'
import type { Bridge } from '../../../shared/wire'

/** A bridge that counts who listens, as Electron does. */
function countingBridge() {
  const listening = new Map<string, Set<(news: never) => void>>()
  const bridge: Bridge = {
    invoke: async () => ({ kind: 'desktop', notice: null, window: null }) as never,
    subscribe(channel, listener) {
      const all = listening.get(channel) ?? new Set()
      listening.set(channel, all.add(listener))
      return () => all.delete(listener)
    },
  }
  const count = (channel: string): number => listening.get(channel)?.size ?? 0
  const tell = (channel: string, news: object): void => {
    for (const listener of listening.get(channel) ?? []) listener(news as never)
  }
  return { bridge, count, tell }
}

test('however many parts of the page listen, the bridge has one listener a channel, and none after the last', async () => {
  const { bridge, count, tell } = countingBridge()
  const transport = await bridgeTransport(bridge)
  const told: number[] = []
  const stops = Array.from({ length: 40 }, (_, at) => transport.subscribe('changed', () => told.push(at)))
  stops.push(transport.subscribe('held', () => told.push(-1)))
  expect([count('changed'), count('held')]).toEqual([1, 1])
  tell('changed', { kinds: ['team'] })
  expect(told).toEqual(Array.from({ length: 40 }, (_, at) => at))
  for (const stop of stops) stop()
  expect([count('changed'), count('held')]).toEqual([0, 0])
})

test('one that stops is told no more, twice changes nothing, and the next begins anew', async () => {
  const { bridge, count, tell } = countingBridge()
  const transport = await bridgeTransport(bridge)
  const told: string[] = []
  const same = (): number => told.push('same')
  const [first, second] = [transport.subscribe('changed', same), transport.subscribe('changed', same)]
  first()
  first()
  tell('changed', { kinds: [] })
  expect(told).toEqual(['same'])
  second()
  const third = transport.subscribe('changed', same)
  second()
  tell('changed', { kinds: [] })
  expect([told.length, count('changed')]).toEqual([2, 1])
  third()
})
