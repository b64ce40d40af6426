import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import { onlyHolds } from '../../../shared/sync/manifest'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSession } from '../../engine/session'
import type { HandedOver } from '../../engine/use-saved'
import { errorBodyOf, showError } from '../../ui/errors'
import { useBusy } from '../../ui/use-busy'

const lastLetter = 'Z'.charCodeAt(0)

/** A joining file, and where it was written. */
type Made = Output<'sync.createJoinFile'> & HandedOver

/** What a joining file needs, and the writing of it: a city makes it for its own unit, a district for a street or itself. */
export function useJoinFile(onDone: () => void) {
  const rpc = useRpc()
  const { files } = useTransport()
  const { site } = useSession()
  const [chosen, setStreet] = useState<string | null>(null)
  const street = onlyHolds(site.role) ? site.unitId : chosen
  const [letter, setLetter] = useState('A')
  const choose = (unit: string | null): void => {
    setStreet(unit)
    // People take this computer, which has no letter, for the first one.
    if (unit === site.unitId && letter === 'A') setLetter('B')
  }
  const { busy, run } = useBusy()
  const [made, setMade] = useState<Made | null>(null)
  /** That a file promises this letter already: another is written only when that is wanted. */
  const [promised, setPromised] = useState<unknown>(null)

  const make = async (again: boolean): Promise<void> => {
    if (street === null) return
    const folder = await files.openFolder({ title: '选择保存接入文件的文件夹' })
    if (!folder) return
    setPromised(null)
    const written = await rpc.sync.createJoinFile({ scope: street, letter, folder: folder.token, again })
    files.deliver({ token: folder.token, file: written.file })
    setMade({ ...written, at: folder })
    // The next laptop of this street wants the next letter.
    setLetter(String.fromCharCode(Math.min(letter.charCodeAt(0) + 1, lastLetter)))
    onDone()
  }
  const refused = (error: unknown): void => {
    if (errorBodyOf(error).code === 'join.outstanding') setPromised(error)
    else showError(error)
  }
  const giveUp = (): void => setPromised(null)
  const isReady = street !== null
  return {
    wanted: { street, letter },
    setStreet: choose,
    setLetter,
    make: (again: boolean): void => void run(() => make(again), refused),
    giveUp,
    isReady,
    busy,
    made,
    promised,
  }
}
