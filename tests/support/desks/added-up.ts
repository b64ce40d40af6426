import { join } from 'node:path'
import type { ReadDb, WriteDb } from '../../../electron/engine/context'
import { DATABASE_FILE, openForWriting } from '../../../electron/engine/db/open'
import { refreshSome } from '../../../electron/engine/figures/refresh-sums'
import { amountsIn } from '../../../electron/engine/reports/amounts'
import { measures } from '../../../shared/figures/measures'
import { type Period, parsePeriod } from '../../../shared/period'
import type { Computer } from './engine'
import { dataKeyOf } from './own-keys'

const names = measures.map(({ name }) => name)

/** Everything that figures are made of, in an order of its own, so that two ways to count can be compared. */
export function amountsSaid(
  db: ReadDb,
  periods: readonly Period[],
  from: 'kept' | 'facts',
): readonly (readonly string[])[] {
  return periods.map((period) =>
    [...amountsIn(db, names, period, from)]
      .flatMap(([unit, shares]) =>
        [...shares].map(([measure, { value, rows, first }]) =>
          JSON.stringify([unit, measure, value, rows, first && [...first].sort()]),
        ),
      )
      .sort(),
  )
}

/** Works on the database of a computer, beside its engine. */
export async function inDatabaseOf<T>(
  computer: Pick<Computer, 'profile'>,
  work: (db: WriteDb) => T,
): Promise<T> {
  const db = openForWriting(join(computer.profile, DATABASE_FILE), await dataKeyOf(computer))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** Adds up whatever months have to be, as an engine does once nobody asks for anything. */
export function addUpAll(db: WriteDb): void {
  while (refreshSome(db));
}

/** What is kept of some periods, as figures take it, and what the facts say. */
export function bothWays(
  computer: Pick<Computer, 'profile'>,
  ...periods: readonly string[]
): Promise<Readonly<Record<'kept' | 'facts', readonly (readonly string[])[]>>> {
  const of = periods.map(parsePeriod)
  return inDatabaseOf(computer, (db) => ({
    kept: amountsSaid(db, of, 'kept'),
    facts: amountsSaid(db, of, 'facts'),
  }))
}
