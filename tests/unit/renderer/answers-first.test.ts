import { answersFirst } from '../../../renderer/transport/answers-first'
import type { Transport } from '../../../renderer/transport/transport'
import type { News, Told } from '../../../shared/wire'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

/** A host that tells by hand. */
function host() {
  const listeners = new Map<Told, Set<(news: never) => void>>()
  const subscribe: Transport['subscribe'] = (channel, listener) => {
    const mine = listeners.get(channel) ?? new Set()
    listeners.set(channel, mine.add(listener))
    return () => mine.delete(listener)
  }
  const tell = <C extends Told>(channel: C, news: News<C>): void => {
    for (const listener of listeners.get(channel) ?? []) (listener as (told: News<C>) => void)(news)
  }
  return { transport: answersFirst({ subscribe } as Transport), tell }
}

test('who asks anew after a write lets its answer go first', () => {
  const { transport, tell } = host()
  const heard: unknown[] = []
  transport.subscribe('changed', (news) => heard.push(news))
  tell('changed', { kinds: ['activity'] })
  expect(heard).toEqual([])
  jest.runAllTimers()
  expect(heard).toEqual([{ kinds: ['activity'] }])
})

test('who has stopped listening meanwhile hears nothing', () => {
  const { transport, tell } = host()
  const heard: unknown[] = []
  const stop = transport.subscribe('changed', (news) => heard.push(news))
  tell('changed', { kinds: ['activity'] })
  stop()
  jest.runAllTimers()
  expect(heard).toEqual([])
})

test('all else is heard at once', () => {
  const { transport, tell } = host()
  const heard: unknown[] = []
  transport.subscribe('held', (news) => heard.push(news))
  tell('held', { waiting: 1, saved: 0, refused: 0, operation: 'mine' })
  expect(heard).toHaveLength(1)
})
