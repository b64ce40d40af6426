import { useEffect, useState } from 'react'
import { attempt } from '../ui/errors'
import { useTransport } from './engine-context'

/** Names of the files that were opened with the program and that no screen has taken yet; a new list for each opening. */
export function useWaiting(): readonly string[] {
  const transport = useTransport()
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    let isHere = true
    const look = (): void =>
      attempt(async () => {
        const found = await transport.files.waiting()
        if (isHere) setNames(found)
      })
    look()
    const stop = transport.subscribe('waiting', look)
    return () => {
      isHere = false
      stop()
    }
  }, [transport])
  return names
}

/** Whether a file is one that a computer joins a district (or a district its city) with. */
export const isJoinFile = (name: string): boolean => /\.ybj$/i.test(name)
/** Whether a file is one of those that carry data. */
export const isBundle = (name: string): boolean => /\.ybb$/i.test(name)
/** Whether a file is for where files are exchanged. */
export const isExchanged = (name: string): boolean => isBundle(name) || isJoinFile(name)
/** Whether a file is a new version of the program. */
export const isUpdate = (name: string): boolean => /\.ybu$/i.test(name)
