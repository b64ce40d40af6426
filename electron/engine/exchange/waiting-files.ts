import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { bytesOf, sha256OfFile, writeVerified } from '../files/verified-file'
import { isoNow } from '../moment'
import {
  addWaitingFile,
  dropWaitingFile,
  findNewcomer,
  findWaitingFile,
  putNewcomer,
  type WaitingFileRow,
  waitingHashes,
} from '../sites/newcomer-queries'
import type { NewcomerWaits } from './newcomer-waits'
import { addLog } from './queries'
import { logged } from './refusals'

/** Beside the database, a folder for each file: as encrypted as it came, under its own name. */
const FOLDER = 'waiting'

const folderOf = (ctx: OpenContext, sha256: string): string => join(ctx.profile, FOLDER, sha256)

/** Where a waiting file lies. */
export const waitingPath = (ctx: OpenContext, { sha256, file }: WaitingFileRow): string =>
  join(folderOf(ctx, sha256), file)

/**
 * Keeps a file that waits, so that the stick may go home. The same file chosen again waits once.
 * @throws AppError `file.unreadable`, `file.unwritable`, `file.no-space`, `file.verify-failed`
 */
export async function keepWaitingFile(ctx: OpenContext, path: string, waits: NewcomerWaits): Promise<void> {
  sweep(ctx)
  const sha256 = await sha256OfFile(path, ctx.signal)
  const { manifest, first, selves } = waits
  const file = basename(path)
  const row: Omit<WaitingFileRow, 'bytes'> = {
    sha256,
    newcomer: first,
    sender: manifest.from,
    file,
    serial: manifest.serial,
    created_at: manifest.createdAt,
    changes: manifest.counts.changes,
  }
  const known = findWaitingFile(ctx.db, sha256)
  // Under another name it is the same file, and lies there already.
  const lies = known !== undefined && existsSync(waitingPath(ctx, known))
  const bytes = lies ? known.bytes : await copied(ctx, path, sha256, known?.file ?? file)
  ctx.db
    .transaction(() => {
      const before = findNewcomer(ctx.db, first)
      // An older file of a former self says nothing of who the computer is now.
      const isLater = !before || selves.length >= (JSON.parse(before.introductions) as unknown[]).length
      putNewcomer(ctx.db, {
        site: first,
        sender: isLater ? manifest.from : before.sender,
        introductions: isLater ? JSON.stringify(selves) : before.introductions,
        asked_at: before?.asked_at ?? isoNow(ctx.clock),
        refused_at: null,
      })
      addWaitingFile(ctx.db, { ...row, bytes })
      addLog(ctx.db, {
        ...logged(ctx, file, { peer: manifest.from, sha256 }),
        serial: manifest.serial,
        changes: 0,
        medium: manifest.medium,
        result: 'join.waiting',
        carried: manifest.counts.changes,
        blobs: manifest.counts.blobs,
        bytes,
      })
      ctx.audit('sync.wait', { site: manifest.from, serial: manifest.serial, sha256 })
    })
    .immediate()
  // No record changed, but who waits for whom did.
  ctx.emit('changed', { kinds: [] })
}

/** Copies the file under a name. @returns its length in bytes */
async function copied(ctx: OpenContext, path: string, sha256: string, name: string): Promise<number> {
  const folder = folderOf(ctx, sha256)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const written = await writeVerified(join(folder, name), bytesOf(path), { signal: ctx.signal })
  if (written.sha256 !== sha256) throw new AppError('file.verify-failed', { file: name })
  return written.bytes
}

/** A waiting file is done with: imported, or refused for good. */
export function dropWaiting(ctx: OpenContext, { sha256 }: Pick<WaitingFileRow, 'sha256'>): void {
  dropWaitingFile(ctx.db, sha256)
  rmSync(folderOf(ctx, sha256), { recursive: true, force: true })
}

/** What a crash left that no row names. */
function sweep(ctx: OpenContext): void {
  const root = join(ctx.profile, FOLDER)
  if (!existsSync(root)) return
  const known = new Set(waitingHashes(ctx.db))
  for (const name of readdirSync(root))
    if (!known.has(name)) rmSync(join(root, name), { recursive: true, force: true })
}
