import { AppError } from '../../shared/errors'
import type { FactRow } from '../engine/facts/write'
import type { HubKeys } from './keys'
import { type Seal, sealOf } from './sealed/seal'
import type { Sql, Store } from './store/store'
import type { HubSurroundings } from './surroundings'

/** Writes what is made of a district's records, inside the transaction that writes the records. */
export type WriteDerived = (sql: Sql, district: number, rows: readonly FactRow[], seal: Seal) => Promise<void>

/** A hub at work: its database, its folder and its keys. */
export interface Hub {
  readonly store: Store
  /** Beside the database: the files that came, contents of attachments, files that wait, keys. */
  readonly folder: string
  readonly keys: HubKeys
  /** Under these keys, what masks hide. */
  readonly seal: Seal
  readonly around: HubSurroundings
  /** The number of the hub's own place among the districts: its own words stand there. */
  readonly home: number
  readonly writeDerived: WriteDerived
}

/** A hub before its keys are known. */
export type HubParts = Omit<Hub, 'keys' | 'home' | 'seal'>

/** A hub that got new keys is one place, by its first self. */
const homeQuery = `SELECT district FROM districts WHERE site = coalesce((SELECT root FROM sites WHERE id = $1), $1)`

/** The number of a hub's own place; `undefined` in a database that is not of these keys. */
export async function homeOf(store: Store, { site }: HubKeys): Promise<number | undefined> {
  const [row] = await store.query<{ district: number }>(homeQuery, [site.id])
  return row?.district
}

/** A hub that was made before. @throws AppError `hub.not-begun` for a database without a hub, or with another one's */
export async function resumeHub(parts: HubParts & Pick<Hub, 'keys'>): Promise<Hub> {
  const home = await homeOf(parts.store, parts.keys).catch((cause: unknown) => {
    throw new AppError('hub.not-begun', {}, { cause })
  })
  if (home === undefined) throw new AppError('hub.not-begun')
  return { ...parts, home, seal: sealOf(parts.keys, parts.around.random) }
}
