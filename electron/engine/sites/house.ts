import type { Introduction } from '../../../shared/sync/site'
import type { Family } from './family'
import type { SiteRow } from './queries'

type Placed = Pick<Introduction, 'role' | 'unit'>

/** Whether two computers stand in one office. Only a district has several. */
export const isSameOffice = (one: Placed, other: Placed): boolean =>
  one.role === 'district' && other.role === 'district' && one.unit === other.unit

/**
 * The computers of the same office that let a computer in, the nearest first: a second one names the one whose joining file it
 * read as its office. None for the first one, and for every laptop.
 */
export function firstsOf(family: Family, id: string): readonly string[] {
  const found: string[] = []
  for (let at: string | undefined = id; at !== undefined; ) {
    const next: string | undefined = letInBy(family, at)
    at = next === undefined || next === id || found.includes(next) ? undefined : next
    if (at !== undefined) found.push(at)
  }
  return found
}

function letInBy(family: Family, id: string): string | undefined {
  for (const self of family.before(id)) {
    const person = family.person(self)
    const office = family.person(person?.office ?? '')
    if (person && office && isSameOffice(person, office)) return office.id
  }
  return undefined
}

/** Whether a computer came in by another one, whichever self of that: it says nothing of it that counts. */
export const isFirst = (family: Family, site: string, of: string): boolean =>
  firstsOf(family, of).some((first) => family.tree(first).includes(site))

/** The first self of an office's first computer: what all computers of one office have in common. */
export const houseOf = (family: Family, id: string): string => family.root(firstsOf(family, id).at(-1) ?? id)

/** Whether a site is one more computer of an office that is known by its first one. */
export function isOneMore(sites: readonly SiteRow[], site: SiteRow): boolean {
  const first = sites.find(({ id }) => id === site.office)
  return first !== undefined && first.id !== site.id && isSameOffice(first, site)
}
