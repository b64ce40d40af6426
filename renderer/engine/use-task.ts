import { useState } from 'react'
import { newOperation } from '../ui/operation'

interface Task {
  /** Set while it runs: `ProgressLine` shows and cancels it by this. */
  readonly operation: string | null
  readonly run: <T>(work: (operation: string) => Promise<T>) => Promise<T>
}

/** Runs long work of the engine under an operation id of its own. */
export function useTask(): Task {
  const [operation, setOperation] = useState<string | null>(null)
  const run = async <T>(work: (operation: string) => Promise<T>): Promise<T> => {
    const mine = newOperation()
    setOperation(mine)
    try {
      return await work(mine)
    } finally {
      setOperation(null)
    }
  }
  return { operation, run }
}
