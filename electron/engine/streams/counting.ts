import { branchesOf } from '../changes/branches'
import { ALL_COUNTS, changeQuery } from '../changes/queries'
import type { ReadDb, WriteDb } from '../context'
import { cutOf, endsOf } from '../sites/closing'
import { allSites } from '../sites/queries'

/**
 * Judges anew how far each branch counts, of all that is held now: of a lost computer only what lies at or below a place of
 * its cut. What does not count is held and carried, and replaces nothing. Inside the caller's transaction.
 * A lost computer itself shows what was typed on it.
 * @returns the records of which something counts now that did not, or the other way round
 */
export function judgeCounts(db: WriteDb): ReadonlySet<string> {
  const touched = new Set<string>()
  const lost = new Map(
    allSites(db).flatMap((site) => {
      const cut = site.own === 1 ? undefined : cutOf(site)
      return cut ? [[site.id, cut] as const] : []
    }),
  )
  if (lost.size === 0) return touched
  for (const [site, rows] of Map.groupBy(branchesOf(db), (row) => row.site)) {
    const cut = lost.get(site)
    if (!cut) continue
    const ends = endsOf(db, rows, cut)
    for (const row of rows) {
      const to = ends.get(row.branch) ?? row.after
      if (to === row.counts_to) continue
      changeQuery(db, 'setCounts').run(to, row.branch)
      const before = Math.min(row.counts_to, row.seq)
      const between = changeQuery<{ record: string }>(db, 'recordsBetween')
      for (const { record } of between.all(row.branch, Math.min(to, before), Math.max(to, before)))
        touched.add(record)
    }
  }
  return touched
}

/** How many changes of a site are held and do not count: they wait for a person. */
export function waitingOf(db: ReadDb, site: string): number {
  return branchesOf(db)
    .filter((row) => row.site === site && row.counts_to !== ALL_COUNTS)
    .reduce((sum, { seq, counts_to }) => sum + Math.max(0, seq - counts_to), 0)
}
