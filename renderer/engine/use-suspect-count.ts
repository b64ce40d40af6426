import { useEffect, useState } from 'react'
import { onlyHolds } from '../../shared/sync/manifest'
import { useTransport } from './engine-context'
import { useMay, useSession } from './session'

/** The first count waits until the first screen stands, a later one until nobody has written for a while. */
const firstMs = 3_000
const laterMs = 20_000

/** How many records may be logged twice: counted in the engine's second thread, so that nobody waits for it. */
export function useSuspectCount(): number {
  const transport = useTransport()
  const { site } = useSession()
  const isAsked = useMay('record.write') && !onlyHolds(site.role)
  const [count, setCount] = useState(0)
  useEffect(() => {
    if (!isAsked) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isHere = true
    const ask = async (): Promise<void> => {
      const answer = await transport.call('records.suspectCount', {})
      // What is not counted is not said: the list itself tells why.
      if (isHere && 'ok' in answer) setCount(answer.ok.count)
    }
    const wait = (ms: number): void => {
      clearTimeout(timer)
      timer = setTimeout(() => void ask().catch(() => undefined), ms)
    }
    wait(firstMs)
    const stop = transport.subscribe('changed', () => wait(laterMs))
    return () => {
      isHere = false
      clearTimeout(timer)
      stop()
    }
  }, [transport, isAsked])
  return count
}
