import { useState } from 'react'
import { showError } from '../ui/errors'

/** What is chosen, shown at once and kept by the engine; `stored` again where that fails. */
export function useChosen(
  stored: readonly string[] | undefined,
  keep: (chosen: readonly string[]) => Promise<unknown>,
  onKept: () => void,
) {
  const [changed, setChanged] = useState<readonly string[] | null>(null)
  const change = (chosen: readonly string[]): void => {
    setChanged(chosen)
    keep(chosen)
      .then(onKept)
      .catch((error: unknown) => {
        setChanged(null)
        showError(error)
      })
  }
  /** Nothing chosen: what is usual. */
  const forget = (): void => {
    keep([])
      .then(() => {
        setChanged(null)
        onKept()
      })
      .catch(showError)
  }
  return { chosen: changed ?? stored ?? [], change, forget }
}
