import type { Change } from '../../../shared/sync/change'
import type { CutPlace } from '../../../shared/sync/site'
import { branchesOfStream, placeOf } from '../changes/branches'
import { officialChanges } from '../changes/log'
import type { OpenContext, ReadDb, WriteDb } from '../context'
import { readMeta, requireMeta, writeMeta } from '../db/meta'
import { cutAt, endsOf } from './closing'
import { type Family, openFamily } from './family'
import { introductionsIn, isOwnWord, nothingOfficial, type Official, officeWordOf } from './introductions'
import { type Judgement, judgeSites, type SaidWord } from './judge'
import { allSites, putSite, type SiteRow } from './queries'

/** Who belongs here, and the letters between them. */
export interface Known extends Pick<Judgement, 'unheard' | 'recovery'> {
  readonly family: Family
  readonly rows: ReadonlyMap<string, SiteRow>
}

/**
 * Judges who belongs here, of all that is held. Who was known stays known, whichever self of an office is followed since.
 * @param more what a file says that is being read; of its words those count that their office signed
 */
export function knownWith(db: ReadDb, more: Official = nothingOfficial): Known {
  const changes = officialChanges(db)
  const introduced = [...introductionsIn(changes), ...more.introductions]
  const family = openFamily([...new Map(introduced.map((one) => [one.id, one])).values()])
  const told = more.words.filter(({ lined, checkpoint }) => {
    const key = family.person(lined.change.site)?.signKey
    return key !== undefined && isOwnWord(lined, key, checkpoint)
  })
  const said = [...changes, ...told.map(({ lined }) => lined.change)].flatMap((change): SaidWord[] => {
    const word = officeWordOf(change)
    const isWithin = (places: readonly CutPlace[]): boolean => liesWithin(db, change, places)
    return word ? [{ by: change.site, id: change.id, seq: change.seq, word, isWithin }] : []
  })
  const words = [...new Map(said.map((one) => [one.id, one])).values()].sort((one, other) =>
    one.id < other.id ? -1 : 1,
  )
  const own = [requireMeta(db, 'site'), ...(readMeta(db, 'formerSites') ?? []).toReversed()]
  const here = { own: own.map(({ id }) => id), office: readMeta(db, 'office') ?? undefined }
  const { rows, unheard, recovery } = judgeSites(family, words, here)
  return { family, unheard, recovery, rows: new Map([...allSites(db), ...rows].map((row) => [row.id, row])) }
}

/**
 * Whether a change lies at or below one of these places of its stream. One that is not held yet may: what is held in the end tells
 * it.
 */
function liesWithin(
  db: ReadDb,
  { site, scope, clock, id, seq }: Change,
  places: readonly CutPlace[],
): boolean {
  const at = placeOf(db, { site, scope }, seq, id.slice(clock.length))
  if (!at) return places.some(({ to }) => seq <= to)
  const ends = endsOf(db, branchesOfStream(db, site, scope), cutAt(places))
  return seq <= (ends.get(at.branch) ?? 0)
}

/**
 * Brings the table of sites up to date with what is held now, and this computer's letter with its office's word. Inside the
 * transaction that took something in, or wrote it.
 */
export function refreshSites(ctx: Pick<OpenContext, 'audit'> & { readonly db: WriteDb }): Known {
  const { db } = ctx
  const known = knownWith(db)
  const before = new Map(allSites(db).map((row) => [row.id, row]))
  for (const row of known.rows.values())
    if (JSON.stringify(before.get(row.id)) !== JSON.stringify(row)) putSite(db, row)
  const site = requireMeta(db, 'site')
  const letter = known.rows.get(site.id)?.letter ?? site.letter
  if (letter !== site.letter) {
    writeMeta(db, 'site', { ...site, letter })
    ctx.audit('sites.letter', { site: site.id, before: site.letter, letter })
  }
  followRecovery(ctx, known.recovery)
  return known
}

/**
 * From now on everything is encrypted to the office's present recovery key. The data get a new key at the next sign-in, or where the
 * office replaced it: what is sealed to the former one opens nothing any more then.
 */
function followRecovery(
  ctx: Pick<OpenContext, 'audit'> & { readonly db: WriteDb },
  said: Known['recovery'],
): void {
  const recipient = said?.word.recovery
  if (said === undefined || recipient === undefined || recipient === requireMeta(ctx.db, 'recoveryRecipient'))
    return
  writeMeta(ctx.db, 'recoveryRecipient', recipient)
  writeMeta(ctx.db, 'rekeyDue', true)
  writeMeta(ctx.db, 'asideStale', true)
  ctx.audit('recovery.replace', { district: said.by })
}
