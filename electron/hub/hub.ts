import { AppError } from '../../shared/errors'
import type { FactRow } from '../engine/facts/write'
import type { HubKeys } from './keys'
import type { Sql, Store } from './store/store'
import type { HubSurroundings } from './surroundings'

/** Writes what is made of a district's records, inside the transaction that writes the records. */
export type WriteDerived = (sql: Sql, district: number, rows: readonly FactRow[]) => Promise<void>

/** A hub at work: its database, its folder and its keys. */
export interface Hub {
  readonly store: Store
  /** Beside the database: the files that came, contents of attachments, files that wait, keys. */
  readonly folder: string
  readonly keys: HubKeys
  readonly around: HubSurroundings
  /** The number of the hub's own place among the districts: its own words stand there. */
  readonly home: number
  readonly writeDerived: WriteDerived
}

/** A hub that got new keys is one place, by its first self. */
const homeOf = `SELECT district FROM districts WHERE site = coalesce((SELECT root FROM sites WHERE id = $1), $1)`

/** A hub that was made before. @throws AppError `hub.not-begun` for a database without a hub, or with another one's */
export async function resumeHub(parts: Omit<Hub, 'home'>): Promise<Hub> {
  const rows = await parts.store
    .query<{ district: number }>(homeOf, [parts.keys.site.id])
    .catch((cause: unknown) => {
      throw new AppError('hub.not-begun', {}, { cause })
    })
  const home = rows[0]?.district
  if (home === undefined) throw new AppError('hub.not-begun')
  return { ...parts, home }
}
