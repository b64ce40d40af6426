import type { ReadDb } from '../context'

const last = new WeakMap<ReadDb, Promise<unknown>>()

/** Runs long work on one profile after the work before it: serial numbers and temporary files stay in order. */
export function oneAtATime<T>(db: ReadDb, work: () => Promise<T>): Promise<T> {
  const mine = Promise.allSettled([last.get(db)]).then(work)
  last.set(db, mine)
  return mine
}
