import { onlyHolds } from '../../../shared/sync/manifest'
import { writerOf } from '../changes/log'
import type { ReadDb } from '../context'
import { readMeta } from '../db/meta'
import { prepared } from '../db/prepared'
import { readUnits } from './units'

/** A record by which somebody says how things are done. */
export interface RuleRow {
  readonly id: string
  readonly last_change: string
}

const siteRole = 'SELECT role, unit FROM sites WHERE id = ?'

/**
 * The units that such a record is said for: at a city, which holds several districts, those of the district that said it; elsewhere
 * all (null).
 */
export function unitsRuledBy(db: ReadDb, { id, last_change: change }: RuleRow): ReadonlySet<string> | null {
  const own = readMeta(db, 'site')?.role
  if (own === undefined || !onlyHolds(own)) return null
  const site = prepared<[string], { readonly role: string; readonly unit: string }>(db, siteRole).get(
    writerOf(db, id, change) ?? '',
  )
  return site?.role === 'district' ? readUnits(db).within(site.unit) : null
}
