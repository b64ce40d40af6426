import { branchesOf } from '../changes/branches'
import type { OpenContext } from '../context'
import { selvesOf } from '../sites/endings'
import { findSite } from '../sites/queries'

/**
 * Branches that one laptop, under all its names, may write. Old copies that went on unnoticed make one each; honest laptops
 * come to 16 at most (walked). A key that was found makes as many as it likes.
 */
const MOST_BRANCHES = 64

/** Counts how many branches laptops write, while a bundle is taken in. */
export interface Copies {
  /** Whether a site may begin one more branch, which counts from now on. */
  mayBegin(site: string): boolean
}

/** @see Copies */
export function openCopies({ db }: Pick<OpenContext, 'db'>): Copies {
  const counts = new Map<string, { branches: number }>()
  const countOf = (site: string): { branches: number } => {
    const selves = selvesOf(db, site)
    const known = [...selves].map((self) => counts.get(self)).find((count) => count !== undefined)
    const count = known ?? { branches: branchesOf(db).filter((row) => selves.has(row.site)).length }
    for (const self of selves) counts.set(self, count)
    return count
  }
  return {
    mayBegin(site) {
      if (findSite(db, site)?.role !== 'street') return true
      const count = counts.get(site) ?? countOf(site)
      count.branches += 1
      return count.branches <= MOST_BRANCHES
    },
  }
}
