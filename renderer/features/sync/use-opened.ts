import { useEffect, useState } from 'react'
import type { Chosen } from '../../../shared/wire'
import { useTransport } from '../../engine/engine-context'
import { useWaiting } from '../../engine/use-waiting'
import { attempt } from '../../ui/errors'

/** The files that were opened with the program last, taken as they come; none at first. */
export function useOpened(): readonly Chosen[] {
  const { files } = useTransport()
  const waiting = useWaiting()
  const [opened, setOpened] = useState<readonly Chosen[]>([])
  useEffect(() => {
    if (waiting.length === 0) return
    attempt(async () => {
      const taken = await files.take()
      if (taken.length > 0) setOpened(taken)
    })
  }, [waiting, files])
  return opened
}
