import { AppError } from '../../../shared/errors'

/** Lets few at a time do what costs much memory; the others wait in line, and beyond its length they are sent away. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>

/** @throws AppError `hub.busy` where the line is full */
export function openGate(together: number, line: number): Gate {
  let busy = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (busy >= together) {
      if (waiting.length >= line) throw new AppError('hub.busy')
      await new Promise<void>((go) => waiting.push(go))
    } else busy += 1
    try {
      return await work()
    } finally {
      // Who waits takes the place over, so that nobody new comes between.
      const next = waiting.shift()
      if (next) next()
      else busy -= 1
    }
  }
}
