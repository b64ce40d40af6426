import type { News, Told } from '../../shared/wire'
import type { Transport } from './transport'

/** So long after a write its screens ask anew: milliseconds, two frames. */
const LATER_MS = 30

/**
 * The same host, whose `changed` is told a moment later. What was written is told before its own answer: without this, every screen
 * that asks anew would go before the word that it is saved.
 */
export function answersFirst(transport: Transport): Transport {
  const subscribe: Transport['subscribe'] = <C extends Told>(
    channel: C,
    listener: (news: News<C>) => void,
  ) => {
    if (channel !== 'changed') return transport.subscribe(channel, listener)
    const waiting = new Set<ReturnType<typeof setTimeout>>()
    const stop = transport.subscribe(channel, (news) => {
      const timer = setTimeout(() => {
        waiting.delete(timer)
        listener(news)
      }, LATER_MS)
      waiting.add(timer)
    })
    return () => {
      stop()
      for (const timer of waiting) clearTimeout(timer)
      waiting.clear()
    }
  }
  return { ...transport, subscribe }
}
