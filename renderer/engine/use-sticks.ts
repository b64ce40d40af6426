import { useEffect, useState } from 'react'
import type { Stick } from '../../shared/wire'
import { showError } from '../ui/errors'
import { useTransport } from './engine-context'

/** The sticks that are in, the one that was used last first; none in a browser, which does not see them. */
export function useSticks(): readonly Stick[] {
  const { machine, subscribe } = useTransport()
  const [sticks, setSticks] = useState<readonly Stick[]>([])
  useEffect(() => {
    if (!machine) return
    const read = (): void => {
      machine.sticks().then(setSticks, showError)
    }
    read()
    return subscribe('sticks', read)
  }, [machine, subscribe])
  return sticks
}
