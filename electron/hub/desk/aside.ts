import { knownKind } from '../../../shared/kinds'
import type { RecordRow } from '../../engine/changes/queries'
import type { ReadDb } from '../../engine/context'
import { firstFactRow, openFacts } from '../../engine/facts/write'
import type { Sql } from '../store/store'
import { openBringing } from './bring'
import { emptyDesk } from './desk'

/** Which records of one district are laid aside: those of these ids with their facts, and all of these kinds. */
export interface LaidAside {
  readonly district: number
  readonly ids: readonly string[]
  readonly kinds: readonly string[]
}

const asked = 'records t WHERE district = $1 AND (id = ANY ($2) OR kind = ANY ($3))'

/**
 * Lays a few records into a laptop's database in memory, so that the engine says of them what it says at a laptop.
 * @param opened as `openBringing`
 */
export async function readAside<T>(
  opened: Sql,
  { district, ids, kinds }: LaidAside,
  work: (db: ReadDb) => T,
): Promise<T> {
  const db = emptyDesk()
  try {
    await openBringing(opened, { db, quietly: (bring) => bring() }).rows('records', asked, [
      district,
      ids,
      kinds,
    ])
    const rows = db.prepare<[], RecordRow>('SELECT * FROM records').all()
    openFacts(db, knownKind).write(rows.filter(({ id }) => ids.includes(id)).map(firstFactRow))
    return work(db)
  } finally {
    db.close()
  }
}
