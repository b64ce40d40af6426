import { roleAbove, type SiteRole, siteRole } from '../../../shared/sync/manifest'
import type { CutPlace, SiteWord } from '../../../shared/sync/site'
import type { Family } from './family'
import { firstsOf, houseOf, isFirst, isSameOffice } from './house'
import type { SiteRow } from './queries'

/** A word about a site, and whose it is. */
export interface SaidWord {
  /** The office that said it. */
  readonly by: string
  /** Of its change: words are told apart and sorted by it. */
  readonly id: string
  /** Its number in the office's stream. */
  readonly seq: number
  readonly word: SiteWord
  /** Whether it lies at or below one of these places of the office's stream. */
  isWithin(places: readonly CutPlace[]): boolean
}

/** Where it is judged. */
export interface Here {
  /** The selves of this computer, the present one first. */
  readonly own: readonly string[]
  /** The self of the office above that this computer works with. */
  readonly office: string | undefined
}

/** What was judged. */
export interface Judgement {
  readonly rows: readonly SiteRow[]
  /** Sites that an office's former self let in, and that the present one has not heard of. */
  readonly unheard: ReadonlyMap<string, NonNullable<SiteWord['joined']>>
  /** What says to which recovery key is encrypted here; `undefined` while it is the one that this computer began with. */
  readonly recovery: SaidWord | undefined
}

/**
 * Every site that belongs here, out of the introductions and words that are held, in whatever order they came:
 * - this computer, and the office above, each under all the names that letters prove;
 * - the sites right below an office that speaks here, if they name that office and it says so;
 * - the other computers of such an office, if one of its computers let them in; they speak for it as well;
 * - what any of these was before: a site answers for its former selves.
 *
 * An office speaks under the name that is followed here, its former and its later selves. Another later self of a former one is
 * known and says nothing: which of two goes on a person decides. A former self lets in no more than its later self knew of; that
 * a site ended holds whenever it was said. No word takes back another.
 */
export function judgeSites(family: Family, words: readonly SaidWord[], here: Here): Judgement {
  const leaders = [here.own[0], here.office].filter((id) => id !== undefined)
  const followed = leaders.flatMap((leader) => [leader, ...firstsOf(family, leader)])
  const known = new Set(followed.flatMap((leader) => family.tree(leader)))
  const speaking = new Set(followed.flatMap((leader) => family.line(leader)))
  /** Site → the office that let it in. */
  const letIn = new Map<string, string>()
  const unheard = new Map<string, NonNullable<SiteWord['joined']>>()
  const counting = new Set<SaidWord>()
  const saidBy = (role: SiteRole): SaidWord[] =>
    words.filter(({ by }) => speaking.has(by) && family.person(by)?.role === role)
  const takeIn = (one: SaidWord): void => {
    const { by, word } = one
    if (!word.joined || word.joined.scope !== family.person(word.site)?.scope) return
    if (!speaksFor(family, by, word.site, letIn)) return
    if (!isHeard(family, one, speaking)) {
      unheard.set(word.site, word.joined)
      return
    }
    counting.add(one)
    for (const self of family.before(word.site)) {
      known.add(self)
      letIn.set(self, by)
      speaking.add(self)
    }
  }
  for (const role of siteRole.options) {
    // A second computer that came in speaks for its office, and may have let in a third.
    for (let heard = -1; heard < speaking.size; ) {
      heard = speaking.size
      for (const one of saidBy(role)) takeIn(one)
    }
    for (const one of saidBy(role)) {
      const { by, word } = one
      if (word.joined || !speaksFor(family, by, word.site, letIn)) continue
      counting.add(one)
      if (word.ended) known.add(word.site)
      if (word.ended && !letIn.has(word.site)) letIn.set(word.site, by)
    }
  }
  const about = Map.groupBy(
    words.filter((one) => counting.has(one)),
    ({ word }) => word.site,
  )
  const rows = [...known].flatMap((id) =>
    rowOf(family, id, about.get(id) ?? [], { known, letIn, leaders, followed, here }),
  )
  return { rows, unheard, recovery: recoveryOf(family, words, here) }
}

/**
 * The last word about the recovery key of the office that a laptop works with, or of this office: its first computer's. A former self's counts as far as
 * its later self knew of it: the thief of an old computer gives nobody another key.
 */
function recoveryOf(
  family: Family,
  words: readonly SaidWord[],
  { own: [self = ''], office }: Here,
): SaidWord | undefined {
  const leader = family.person(self)?.role === 'street' ? office : self
  if (leader === undefined) return undefined
  const first = firstsOf(family, leader).at(-1)
  const selves = first === undefined ? family.before(leader) : newestFirst(family, first)
  const heard = new Set(selves)
  const said = words.filter(
    (one) =>
      one.word.recovery !== undefined &&
      one.word.site === one.by &&
      heard.has(one.by) &&
      isHeard(family, one, heard),
  )
  const age = ({ by }: SaidWord): number => selves.indexOf(by)
  return said.sort((one, other) => age(other) - age(one) || one.seq - other.seq).at(-1)
}

/** A self, what it became and what it was before. */
function newestFirst(family: Family, id: string): readonly string[] {
  const before = family.before(id)
  const later = family.line(id).filter((self) => !before.includes(self))
  return [...later.toReversed(), ...before]
}

/** Whether the office that said a word has no later self, or one that knew of it. */
function isHeard(family: Family, said: SaidWord, speaking: ReadonlySet<string>): boolean {
  const later = family.after(said.by).filter((self) => speaking.has(self))
  return later.length === 0 || later.some((self) => said.isWithin(family.person(self)?.until ?? []))
}

/** Whether a site names an office, under any of its names or by any of its computers, as the one that it works for. */
function speaksFor(family: Family, by: string, site: string, letIn: ReadonlyMap<string, string>): boolean {
  const [office, person] = [family.person(by), family.person(site)]
  const named = person?.office ?? letIn.get(site)
  return (
    office !== undefined &&
    person !== undefined &&
    named !== undefined &&
    (roleAbove[person.role] === office.role ||
      (isSameOffice(person, office) && !isFirst(family, site, by))) &&
    houseOf(family, named) === houseOf(family, by)
  )
}

interface Judged {
  readonly known: ReadonlySet<string>
  readonly letIn: ReadonlyMap<string, string>
  readonly leaders: readonly string[]
  /** The leaders, and the first computers of their offices. */
  readonly followed: readonly string[]
  readonly here: Here
}

function rowOf(family: Family, id: string, said: readonly SaidWord[], judged: Judged): SiteRow[] {
  const person = family.person(id)
  if (!person) return []
  const { here, letIn } = judged
  const joined = said.findLast(({ word }) => word.joined?.scope === person.scope)
  const ended = said.find(({ word }) => word.ended)?.word.ended
  const replaced = replacementOf(family, id, judged)
  const first = firstsOf(family, id).at(-1)
  const by = joined?.by ?? letIn.get(id)
  const isOffice =
    person.role !== 'street' &&
    first === undefined &&
    judged.followed.some((leader) => family.tree(leader).includes(id))
  return [
    {
      id,
      root: family.root(id),
      own: id === here.own[0] ? 1 : 0,
      role: person.role,
      scope: person.scope,
      unit: person.unit,
      unit_name: joined?.word.joined?.unitName ?? person.unitName,
      letter: joined?.word.joined?.letter ?? person.letter,
      sign_key: person.signKey,
      recipient: person.recipient,
      // Two second computers may each have let the other one's later self in: what both belong to is the first one.
      office: by === undefined ? (isOffice ? id : '') : (first ?? by),
      revoked_at: ended?.at ?? replaced?.at ?? null,
      closing: closingOf(ended, said, replaced),
    },
  ]
}

interface Replacement {
  readonly by: string
  readonly at: string
  readonly reason: string
}

/** What took over from a site; of two selves the one that is followed here. `undefined` for a living one. */
function replacementOf(family: Family, id: string, { known, leaders }: Judged): Replacement | undefined {
  if (leaders.includes(id)) return undefined
  const later = family.after(id).filter((self) => known.has(self))
  const by = later.find((self) => leaders.some((leader) => family.before(leader).includes(self))) ?? later[0]
  const instead =
    by ?? leaders.find((leader) => family.person(id)?.role !== 'street' && family.tree(leader).includes(id))
  const person = instead === undefined ? undefined : family.person(instead)
  return (
    person && {
      by: person.id,
      at: person.at,
      reason: by === undefined ? '已由另一台电脑接替' : person.reason,
    }
  )
}

function closingOf(
  ended: SiteWord['ended'],
  said: readonly SaidWord[],
  replaced: Replacement | undefined,
): string | null {
  if (!ended && !replaced) return null
  const places = said.flatMap(({ word }) => word.cut ?? [])
  const cut = [...new Map(places.map((place) => [textOfPlace(place), place])).values()]
  return JSON.stringify({
    reason: ended?.reason ?? replaced?.reason ?? '',
    ...(ended ? { cut } : {}),
    ...(replaced ? { successor: replaced.by } : {}),
  })
}

export const textOfPlace = ({ scope, to, head }: CutPlace): string => `${scope}/${to}/${head}`
