import { basename } from 'node:path'
import type { ErrorCode } from '../../../shared/errors'
import { fitsLater, isOfFile } from '../../engine/exchange/pile'
import { isoNow } from '../../engine/moment'
import type { Hub } from '../hub'
import { cleanErased } from './erasure'
import { type IngestedFile, type IngestRules, ingestFile, lookedAt } from './ingest'

/** How a pile is worked off. */
export interface PileRules extends IngestRules {
  /** How many files are taken in at once; of one district it is one. */
  readonly workers?: number
  /** Takes one file in, as `ingestFile` does by itself where this is absent. */
  readonly take?: (path: string) => Promise<IngestedFile>
  /** Hears of each file once nothing more can become of it. */
  readonly told?: (path: string, file: IngestedFile) => void
}

/**
 * Takes in a pile of files, whatever their order: what goes on from another file is tried again once that was taken. A file that is
 * wrong is told with its reason and stops none of the others. @returns what became of each, in the order of `paths`
 * @throws what is no fault of a file, such as a database that went away
 */
export async function ingestPile(
  hub: Hub,
  paths: readonly string[],
  rules: PileRules,
): Promise<readonly IngestedFile[]> {
  const done = new Map<string, IngestedFile>()
  const senderOf = await senders(hub, paths)
  let left: readonly string[] = [...senderOf.keys()]
  for (let isMoving = true; isMoving && left.length > 0; ) {
    isMoving = false
    const later: string[] = []
    const queue = [...left]
    const busy = new Set<string>()
    /** Files of one sender wait for each other anyway: whoever is free takes another one's. */
    const next = (): string | undefined => {
      const at = queue.findIndex((path) => !busy.has(senderOf.get(path) ?? path))
      return at < 0 ? undefined : queue.splice(at, 1)[0]
    }
    const work = async (): Promise<void> => {
      for (let path = next(); path !== undefined; path = next()) {
        const sender = senderOf.get(path) ?? path
        busy.add(sender)
        const before = done.get(path)
        const file = await tried(hub, path, rules)
        busy.delete(sender)
        done.set(path, file)
        if (file.result === 'partial' || fitsLater.has(file.reason as ErrorCode)) later.push(path)
        if (file.added > 0 || (file.result === 'waiting' && before?.result !== 'waiting')) isMoving = true
      }
    }
    await Promise.all(Array.from({ length: Math.max(1, rules.workers ?? 1) }, work))
    for (const path of left) if (!later.includes(path)) rules.told?.(path, fileOf(done, path))
    left = later
  }
  for (const path of left) rules.told?.(path, fileOf(done, path))
  const files = paths.map((path) => fileOf(done, path))
  for (const file of files) if (file.result === 'refused') await logRefused(hub, file)
  await cleanErased(hub)
  return files
}

function fileOf(done: ReadonlyMap<string, IngestedFile>, path: string): IngestedFile {
  const file = done.get(path)
  if (!file) throw new RangeError(`nothing is known of ${basename(path)}`)
  return file
}

/** Whose each file is (its own for one that can not be opened): those of one sender by their numbers, of others in the order that they came. */
async function senders(hub: Hub, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const [only] = paths
  // Each look opens a file once more.
  if (paths.length === 1 && only !== undefined) return new Map([[only, only]])
  const looked: { path: string; from: string; serial: number }[] = []
  for (const path of new Set(paths)) {
    const { from, serial } = await lookedAt(hub, path)
    looked.push({ path, from: from === '' ? path : from, serial })
  }
  const all = [...new Set(looked.map(({ from }) => from))]
  return new Map(
    all.flatMap((sender) =>
      looked
        .filter(({ from }) => from === sender)
        .sort((one, other) => one.serial - other.serial)
        .map(({ path, from }) => [path, from]),
    ),
  )
}

async function tried(hub: Hub, path: string, rules: PileRules): Promise<IngestedFile> {
  try {
    return await (rules.take?.(path) ?? ingestFile(hub, path, rules))
  } catch (error) {
    if (!isOfFile(error)) throw error
    const { from, serial } = await lookedAt(hub, path)
    return {
      file: basename(path),
      from,
      serial,
      changes: 0,
      added: 0,
      result: 'refused',
      reason: error.code,
      leftOut: [],
    }
  }
}

async function logRefused(
  { store, around }: Hub,
  { file, from, serial, reason }: IngestedFile,
): Promise<void> {
  await store.query(
    `INSERT INTO bundle_log (at, direction, file, peer, serial, changes, sha256, result, reason)
     VALUES ($1, 'import', $2, $3, $4, 0, '', 'refused', $5)`,
    [isoNow(around.clock), file, from, serial, reason ?? ''],
  )
}
