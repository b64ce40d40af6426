import { useEffect, useState } from 'react'
import type { Stick } from '../../shared/wire'
import { showUnaskedError } from '../ui/errors'
import { useTransport } from './engine-context'

/** The sticks that are in, the one that was used last first; none in a browser, which does not see them; undefined until they are known. */
export function useSticks(): readonly Stick[] | undefined {
  const { machine, subscribe } = useTransport()
  const [sticks, setSticks] = useState<readonly Stick[] | undefined>(machine ? undefined : [])
  useEffect(() => {
    if (!machine) return
    const read = (): void => {
      machine.sticks().then(setSticks, (error: unknown) => {
        setSticks((before) => before ?? [])
        showUnaskedError(error)
      })
    }
    read()
    return subscribe('sticks', read)
  }, [machine, subscribe])
  return sticks
}
