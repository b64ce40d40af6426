import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import type { Manifest } from '../../../shared/sync/manifest'
import { redactedBy } from '../../../shared/sync/redaction'
import type { CutPlace } from '../../../shared/sync/site'
import { branchesOfStream } from '../../engine/changes/branches'
import { NOT_HERE, officialChanges } from '../../engine/changes/log'
import type { StagedBundle } from '../../engine/exchange/stage'
import { readClosing } from '../../engine/sites/closing'
import { introductionsIn, type Official, officeWordOf } from '../../engine/sites/introductions'
import { allSites } from '../../engine/sites/queries'
import type { SetDesk } from '../desk/at-desk'
import type { AskedPlace } from '../desk/bring'

/** Records brought at once, with all their changes. */
const PART = 500
/**
 * Places brought at once. A district sends what it has no receipt for again and again: such a file is long, and all but its end
 * is held.
 */
const PLACES = 5000

/**
 * What the law asks of the hub's database while one file is taken in. What is not brought here would be taken for something that is
 * not held; a test compares the outcome with a laptop's, whose database holds everything.
 */

/** Before a file is judged: places that words and cuts name, the segments as far as they are held, and the sender's exchange. */
export async function bringForJudging(
  desk: SetDesk,
  manifest: Pick<Manifest, 'from' | 'segments'>,
  official: Official,
  selves: readonly string[],
): Promise<void> {
  await desk.places(namedPlaces(desk, official))
  for (const { site, scope, from, to } of manifest.segments) {
    const held = Math.max(0, ...branchesOfStream(desk.db, site, scope).map(({ seq }) => seq))
    for (let at = from - 1; at <= Math.min(to, held); at += PLACES)
      await desk.standings({ site, scope }, at, Math.min(to, at + PLACES - 1))
  }
  const scopes = [...new Set(manifest.segments.map(({ scope }) => scope))]
  // Whose unit a scope is: another district's would be no scope of this one.
  await desk.rows(
    'changes',
    `branches b JOIN changes t ON t.district = b.district AND t.branch = b.branch
     WHERE b.scope = '${DISTRICT_SCOPE}' AND t.district IN (SELECT district FROM districts) AND t.record = ANY ($1)`,
    [scopes],
  )
  for (const table of ['peers', 'peer_programs', 'peer_agreement'])
    await desk.rows(table, `${table} t WHERE site = ANY ($1)`, [[manifest.from, ...selves]])
  await desk.rows('wanted_blobs', `wanted_blobs t WHERE peer = $1`, [manifest.from])
}

function namedPlaces(desk: SetDesk, { introductions, words }: Official): AskedPlace[] {
  const held = officialChanges(desk.db)
  const cuts = [
    ...held.flatMap((change) => officeWordOf(change) ?? []),
    ...words.map(({ word }) => word),
  ].map(({ site, cut }) => ({ site, places: cut ?? [] }))
  const until = [...introductionsIn(held), ...introductions].map(({ introduction }) => ({
    site: introduction.predecessor ?? '',
    places: introduction.until ?? [],
  }))
  const ended = allSites(desk.db).map(({ id, closing }) => ({
    site: id,
    places: (closing === null ? undefined : readClosing(closing).cut) ?? [],
  }))
  const said = [...held, ...words.map(({ lined }) => lined.change)].map(({ site, scope, seq }) => ({
    site,
    scope,
    seq,
  }))
  return [...said, ...[...cuts, ...until, ...ended].flatMap(({ site, places }) => at(site, places))]
}

const at = (site: string, places: readonly CutPlace[]): AskedPlace[] =>
  places.map(({ scope, to }) => ({ site, scope, seq: to }))

/** Of a district, once it is known: what is looked up by whatever a file names. */
export async function bringDistrict(desk: SetDesk, district: number): Promise<void> {
  for (const table of ['namesakes', 'erased', 'missing_blobs'])
    await desk.rows(table, `${table} t WHERE district = $1`, [district])
  // Villages are looked up by what ever stood above them.
  await desk.rows('changes', `changes t WHERE district = $1 AND kind = 'unit'`, [district])
  await desk.rows('records', `records t WHERE district = $1 AND kind = 'unit'`, [district])
  // The next record gets the number after the highest.
  await desk.rows('records', `(SELECT * FROM records WHERE district = $1 ORDER BY rid DESC LIMIT 1) t`, [
    district,
  ])
}

/** The records that the changes of a file reach. Reads the staged changes once. */
export function reachedBy(staged: StagedBundle): ReadonlySet<string> {
  const records = new Set<string>()
  for (const { change } of staged.changes()) {
    records.add(change.record)
    const erased = redactedBy(change)
    if (erased !== undefined) records.add(erased)
  }
  return records
}

/**
 * Brings all that is held of these records, under whatever id they are kept.
 * @param isWhole with the values of all their changes; without, `bringValues` brings them once the law asks for some
 */
export async function bringRecords(
  desk: SetDesk,
  district: number,
  said: Iterable<string>,
  { isWhole }: { readonly isWhole: boolean },
): Promise<void> {
  for (const ids of inParts(desk, said)) {
    if (isWhole) await bringChanges(desk, district, ids)
    else await desk.histories(district, ids)
    await desk.rows('records', `records t WHERE district = $1 AND id = ANY ($2)`, [district, ids])
    await desk.rows('waiting_records', `waiting_records t WHERE district = $1 AND id = ANY ($2)`, [
      district,
      ids,
    ])
    for (const table of ['awaited', 'registers'])
      await desk.rows(table, `${table} t WHERE district = $1 AND record = ANY ($2)`, [district, ids])
  }
}

/** Brings the values of all changes of records that were brought without. */
export async function bringValues(desk: SetDesk, district: number, said: Iterable<string>): Promise<void> {
  for (const ids of inParts(desk, said)) await bringChanges(desk, district, ids)
}

const bringChanges = (desk: SetDesk, district: number, ids: readonly string[]): Promise<number> =>
  desk.rows('changes', `changes t WHERE district = $1 AND record = ANY ($2)`, [district, ids])

/** Records by the ids under which they are kept, so many at once. */
function* inParts(desk: SetDesk, said: Iterable<string>): Generator<readonly string[]> {
  const wanted = new Set(said)
  const namesakes = desk.db
    .prepare<[], { local: string; said: string }>('SELECT local, said FROM namesakes')
    .all()
  for (const { local, said } of namesakes) if (wanted.has(said)) wanted.add(local)
  const all = [...wanted]
  for (let at = 0; at < all.length; at += PART) yield all.slice(at, at + PART)
}

/** A record of which a change was written that has no values here: carried back it would have none for good. */
export const writtenWithoutValues = (desk: SetDesk): string | undefined =>
  desk.db
    .prepare<[], { record: string }>(
      `SELECT r.record FROM temp.touched_changes t CROSS JOIN main.changes r ON r.branch = t.branch AND r.seq = t.seq
       WHERE r.fields = '${NOT_HERE}' LIMIT 1`,
    )
    .get()?.record

/** Brings whose the contents are already that a file names, in changes that are held as well. */
export const bringContents = (desk: SetDesk, district: number, staged: StagedBundle): Promise<number> =>
  desk.rows('owned_blobs', `owned_blobs t WHERE district = $1 AND hash = ANY ($2)`, [
    district,
    [...staged.named()],
  ])
