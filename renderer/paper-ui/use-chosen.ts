import { useState } from 'react'
import { showError } from '../ui/errors'

/** Some of many things in an order, as somebody chooses them. */
export interface Choosing {
  /** Keys, in order. */
  readonly chosen: readonly string[]
  readonly change: (chosen: readonly string[]) => void
  /** Nothing chosen: what is usual. */
  readonly forget: () => void
}

/** What is chosen, shown at once and kept by the engine; `stored` again where that fails. */
export function useChosen(
  stored: readonly string[] | undefined,
  keep: (chosen: readonly string[]) => Promise<unknown>,
  onKept: () => void,
): Choosing {
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
