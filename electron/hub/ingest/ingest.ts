import { basename } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { Manifest } from '../../../shared/sync/manifest'
import { unpack } from '../../engine/bundle/unpack'
import type { AllowedFiles } from '../../engine/exchange/import'
import { NewcomerWaits } from '../../engine/exchange/newcomer-waits'
import { type StagedBundle, stageBundle } from '../../engine/exchange/stage'
import { keepWaitingFile } from '../../engine/exchange/waiting-files'
import { sha256OfFile } from '../../engine/files/verified-file'
import { isoNow } from '../../engine/moment'
import { type Official, readOfficial } from '../../engine/sites/introductions'
import { knownWith } from '../../engine/sites/known'
import { findSite } from '../../engine/sites/queries'
import { atDesk, type SetDesk } from '../desk/at-desk'
import { UnstorableText } from '../desk/carried-rows'
import type { HearRecords } from '../desk/carry-back'
import { districtNumber, districtNumbered, realmOfSite } from '../desk/district-of-site'
import type { Hub } from '../hub'
import { holdByName } from '../store/locks'
import type { Sql } from '../store/store'
import { applyStaged } from './apply-staged'
import { keepArrived } from './arrived'
import { keepWithPlaces, noteErasedFile, reachesErased } from './erasure'
import { bringContents, bringDistrict, bringForJudging, bringRecords, reachedBy } from './needed'

/** What became of one file. */
export interface IngestedFile {
  readonly file: string
  /** The sending site's id; '' where the file could not be opened. */
  readonly from: string
  readonly serial: number | null
  /** Changes in it, and those of them that the hub did not hold. */
  readonly changes: number
  readonly added: number
  readonly result: 'applied' | 'partial' | 'nothing-new' | 'waiting' | 'refused'
  /** Why it was refused, as an error's code; why streams of it were left out. */
  readonly reason?: string
  readonly leftOut: readonly { readonly site: string; readonly scope: string; readonly why: string }[]
}

export type IngestRules = Pick<AllowedFiles, 'allowMassDelete'>

/** Stops reading a file once its manifest is known. */
class Looked extends Error {
  readonly manifest: Manifest
  constructor(manifest: Manifest) {
    super()
    this.manifest = manifest
  }
}

/**
 * Takes one file in, all of it or nothing, in one transaction: verified by the law of bundles, merged by the law of changes, one
 * file of a district at a time. The same file again is told as nothing new.
 * @throws AppError what is wrong with the file; nothing of it is kept then
 */
export async function ingestFile(hub: Hub, path: string, rules: IngestRules): Promise<IngestedFile> {
  const file = basename(path)
  const sha256 = await sha256OfFile(path, hub.around.signal)
  const manifest = await manifestIn(hub, path)
  // Before a desk is set, which costs more; who takes the same file in right now is met at the desk.
  if (await wasTakenHere(hub.store, sha256)) return nothingNew(file, manifest)
  const official = readOfficial(manifest.official, file)
  for (let room = await likelyRoom(hub, manifest); ; ) {
    const held = room
    const taken = await atDesk(
      hub,
      async (desk) => {
        room = roomOf(hub, desk, manifest, official)
        if (room !== held) return undefined
        if (await wasTakenHere(desk.sql, sha256)) return nothingNew(file, manifest)
        return await take(hub, desk, { path, file, sha256, manifest, official, rules })
      },
      held,
    ).catch((cause: unknown) => {
      throw cause instanceof UnstorableText
        ? new AppError('bundle.protocol', { bundle: file }, { cause })
        : cause
    })
    if (taken) return taken
  }
}

interface Taking {
  readonly path: string
  readonly file: string
  readonly sha256: string
  readonly manifest: Manifest
  readonly official: Official
  readonly rules: IngestRules
}

async function take(hub: Hub, desk: SetDesk, taking: Taking): Promise<IngestedFile> {
  const { path, file, sha256, manifest, official, rules } = taking
  const before = knownWith(desk.db, official)
  await bringForJudging(desk, manifest, official, before.family.before(manifest.from))
  const realm = realmOfSite(hub.keys, desk.db, knownWith(desk.db, official), manifest.from)
  const known = realm && (await districtNumber(desk.sql, realm.root))
  if (known !== undefined) await bringDistrict(desk, known)
  let staged: StagedBundle
  const allowed: AllowedFiles = { ...rules, acceptClosed: false, acceptForgotten: false }
  try {
    staged = await stageBundle(desk.ctx, path, allowed)
  } catch (error) {
    if (error instanceof NewcomerWaits) return await wait(hub, desk, taking, error)
    // A laptop goes on under new keys. A hub is a service: a person puts the newest backup back first.
    if (error instanceof AppError && error.code === 'profile.rewound')
      throw new AppError('hub.rewound', {}, { cause: error })
    throw error
  }
  try {
    const reached = reachedBy(staged)
    if (known !== undefined) {
      await bringRecords(desk, known, reached, { isWhole: false })
      await bringContents(desk, known, staged)
    }
    const taken = await applyStaged(desk, staged, allowed, known, reached)
    staged.keepBlobs()
    const sender = findSite(desk.db, staged.sender.id) ?? staged.sender
    const district =
      known ??
      (await districtNumbered(
        hub.keys,
        desk.sql,
        realmOfSite(hub.keys, desk.db, knownWith(desk.db), sender.id) ?? sender,
      ))
    const derive: HearRecords = (records) => hub.writeDerived(desk.sql, district, records, hub.seal)
    const carried = await desk.carryBack(district, derive)
    await keepArrived(hub, desk, manifest, { district, sender })
    if (await reachesErased(desk.sql, district, manifest.segments))
      await noteErasedFile(desk.sql, sha256, isoNow(hub.around.clock))
    else await keepWithPlaces(hub, desk.sql, { path, sha256, segments: manifest.segments })
    const { result, leftOut } = taken.imported
    await logFile(hub, desk, taking, {
      // What was left out of it may fit later: only a file that was taken whole is not read again.
      result: result === 'partial' ? 'partial' : 'ok',
      changes: carried.changes,
      bytes: staged.bytes,
      reason: null,
    })
    return {
      ...told(file, manifest),
      added: taken.added,
      result: result === 'partial' || result === 'nothing-new' ? result : 'applied',
      leftOut: leftOut.map(({ site, scope, why }) => ({ site, scope, why })),
    }
  } finally {
    staged.remove()
  }
}

/** The name of the lock on files that wait. */
export const WAITING = 'waiting files'

/** A file of a computer that nobody let in yet: it is kept, and taken in when somebody does. */
async function wait(hub: Hub, desk: SetDesk, taking: Taking, waits: NewcomerWaits): Promise<IngestedFile> {
  const { file, path, manifest } = taking
  // Keeping one clears away what no row names: nobody else's may be on its way.
  await holdByName(desk.sql, WAITING)
  desk.quietly(() => desk.db.exec('DELETE FROM waiting_files; DELETE FROM newcomers'))
  for (const table of ['newcomers', 'waiting_files']) await desk.rows(table, `${table} t`)
  await keepWaitingFile(desk.ctx, path, waits)
  await desk.carryBack(hub.home)
  await logFile(hub, desk, taking, { result: 'waiting', changes: 0, bytes: null, reason: waits.code })
  return { ...told(file, manifest), added: 0, result: 'waiting', reason: waits.code, leftOut: [] }
}

const told = (file: string, { from, serial, counts }: Manifest) => ({
  file,
  from,
  serial,
  changes: counts.changes,
})

const nothingNew = (file: string, manifest: Manifest): IngestedFile => ({
  ...told(file, manifest),
  added: 0,
  result: 'nothing-new',
  leftOut: [],
})

const identitiesOf = ({ site, former }: Hub['keys']): readonly string[] => [
  site.identity,
  ...former.map(({ identity }) => identity),
]

/** Reads a file as far as its manifest, of which nothing is proven yet. @throws AppError as `unpack` */
async function manifestIn({ keys }: Hub, path: string): Promise<Manifest> {
  try {
    await unpack(path, identitiesOf(keys), ({ manifest }) => {
      throw new Looked(manifest)
    })
  } catch (error) {
    const cause = error instanceof AppError ? error.cause : error
    if (cause instanceof Looked) return cause.manifest
    throw error
  }
  throw new AppError('bundle.protocol', { bundle: basename(path) })
}

/** Who sends a file and its number, as far as it can be opened: of a file that cannot, nothing. */
export async function lookedAt(
  hub: Hub,
  path: string,
): Promise<{ readonly from: string; readonly serial: number }> {
  try {
    return await manifestIn(hub, path)
  } catch (error) {
    if (error instanceof AppError) return { from: '', serial: 0 }
    throw error
  }
}

/** The name of what one file at a time may change: the district of a sender, or a newcomer. */
function roomOf(hub: Hub, desk: SetDesk, { from }: Manifest, official: Official): string {
  const known = knownWith(desk.db, official)
  return realmOfSite(hub.keys, desk.db, known, from)?.root ?? known.family.root(from)
}

/** The same as far as one look tells: right for whoever is known. Only the desk tells for certain. */
async function likelyRoom({ store }: Hub, { from }: Manifest): Promise<string> {
  const [row] = await store.query<{ root: string }>('SELECT root FROM sites WHERE id = $1', [from])
  return row?.root ?? from
}

async function wasTakenHere(sql: Sql, sha256: string): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 FROM bundle_log WHERE sha256 = $1 AND direction = 'import' AND result = 'ok' LIMIT 1`,
    [sha256],
  )
  return rows.length > 0
}

interface LoggedFile {
  readonly result: string
  readonly changes: number
  readonly bytes: number | null
  readonly reason: string | null
}

async function logFile(hub: Hub, { sql }: SetDesk, taking: Taking, logged: LoggedFile): Promise<void> {
  const { file, sha256, manifest } = taking
  await sql.query(
    `INSERT INTO bundle_log (at, direction, file, peer, serial, changes, sha256, bytes, result, reason)
     VALUES ($1, 'import', $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      isoNow(hub.around.clock),
      file,
      manifest.from,
      manifest.serial,
      logged.changes,
      sha256,
      logged.bytes,
      logged.result,
      logged.reason,
    ],
  )
}
