import { useEffect, useState } from 'react'
import { useTransport } from '../../engine/engine-context'
import { useWaiting } from '../../engine/use-waiting'
import type { PickedFile } from '../../transport/transport'
import { attempt } from '../../ui/errors'

/** The files that were opened with the program last, taken as they come; none at first. */
export function useOpened(): readonly PickedFile[] {
  const { files } = useTransport()
  const waiting = useWaiting()
  const [opened, setOpened] = useState<readonly PickedFile[]>([])
  useEffect(() => {
    if (waiting.length === 0) return
    attempt(async () => {
      const taken = await files.take()
      if (taken.length > 0) setOpened(taken)
    })
  }, [waiting, files])
  return opened
}
