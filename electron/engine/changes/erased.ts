import type { Change } from '../../../shared/sync/change'
import type { ReadDb, WriteDb } from '../context'
import { changeQuery } from './queries'

/** That a record was erased: when, by which computer, and why. */
export interface Erased {
  /** ISO 8601. */
  readonly at: string
  readonly site: string
  readonly reason: string
}

/** Who erased a record; the first redaction tells it, whichever came first. `undefined` for one that nobody erased. */
export const erasedBy = (db: ReadDb, record: string): Erased | undefined =>
  changeQuery<Erased>(db, 'erasedBy').get(record)

/** The records that redactions held here name. */
export const erasedRecords = (db: ReadDb): ReadonlySet<string> =>
  new Set(
    changeQuery<{ record: string }>(db, 'erased')
      .all()
      .map(({ record }) => record),
  )

/** Whether a site speaks for the district. */
export const isDistrict = (db: ReadDb, site: string): boolean =>
  changeQuery<{ role: string }>(db, 'roleOf').get(site)?.role === 'district'

/** Notes that a redaction is held. Its traces wait to be cleaned away (erasure/traces.ts). */
export function noteRedaction(db: WriteDb, record: string, { id, at, site, scope, reason }: Change): void {
  changeQuery(db, 'addErased').run(record, id, at, site, scope, reason ?? '')
}
