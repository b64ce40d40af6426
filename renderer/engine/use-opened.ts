import { useEffect, useState } from 'react'
import type { Chosen } from '../../shared/wire'
import { attempt } from '../ui/errors'
import { useTransport } from './engine-context'
import { useWaiting } from './use-waiting'

/**
 * The files that were opened with the program last, taken as they come; none at first.
 * @param isMine whether a file of this name is for the screen that asks: all are taken where one is. The same function each time
 */
export function useOpened(isMine: (name: string) => boolean): readonly Chosen[] {
  const { files } = useTransport()
  const waiting = useWaiting()
  const [opened, setOpened] = useState<readonly Chosen[]>([])
  useEffect(() => {
    if (!waiting.some(isMine)) return
    attempt(async () => {
      const taken = await files.take()
      if (taken.length > 0) setOpened(taken)
    })
  }, [waiting, files, isMine])
  return opened
}
