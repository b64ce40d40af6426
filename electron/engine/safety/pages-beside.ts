import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Encrypter } from 'age-encryption'
import { AppError } from '../../../shared/errors'
import { chunksOf, webStreamOf } from '../bundle/web-streams'
import type { OpenContext, ReadDb } from '../context'
import { requireMeta } from '../db/meta'
import { DATABASE_FILE, emptyLog } from '../db/open'
import { fileError } from '../files/atomic-file'
import { writeVerified } from '../files/verified-file'
import { packPath } from './blobs-beside'
import { NO_WORK, passphraseOf } from './contents'
import { MOST_PACKS, MOST_PAGES, PAGE_BYTES, type Pack, type PageList, pageMark } from './page-list'

/** What the pages of a backup need of an open profile. */
type Pages = Pick<OpenContext, 'profile' | 'db' | 'dataKey' | 'random' | 'signal' | 'openReader'>

/**
 * Puts those pages of the database beside the backups that none of the packs of an earlier one holds, as one more pack, read back and
 * compared. A page that was not written since is the same to the last bit: SQLCipher gives a page another nonce only when it is written.
 *
 * What keeps each backup a secret of its own: a pack has a key of its own, and only the backups that need it know that key. Whoever
 * opens an earlier backup reads of a later one the pages that were the same, which stand in the earlier one too, and no other.
 * Whoever finds the packs learns their lengths, and so how many pages a day changed.
 * The pages are under the data key of that moment besides; with another data key all of them are others, so nothing is shared across
 * a removal.
 * @param before the list of the backup before, where it may be rested on
 * @param most pages that a list may have
 * @returns `null` where the database did not keep still, or has more pages
 * @throws AppError `profile.damaged` where a page does not read, or is another when it is read again, and as `writeVerified`
 */
export async function putPagesBeside(
  ctx: Pages,
  folder: string,
  before: PageList | undefined,
  most: number = MOST_PAGES,
): Promise<PageList | null> {
  const frozen = frozenReader(ctx)
  if (frozen === null) return null
  try {
    // Each page is decrypted and its authentication checked: what is damaged here must not pass for a backup.
    if (frozen.pragma('quick_check', { simple: true }) !== 'ok') throw new AppError('profile.damaged')
    const path = join(ctx.profile, DATABASE_FILE)
    if (statSync(path).size > most * PAGE_BYTES) return null
    const marks = Array.from(pagesIn(path, ctx.signal), ({ page }) => pageMark(page))
    const kept = keptPlaces(ctx, folder, { before, marks })
    const fresh = marks.flatMap((mark, at) => (kept.has(mark) ? [] : [at]))
    const pack = fresh.length > 0 ? await putPack(ctx, folder, { path, fresh, marks }) : undefined
    return listed(ctx.dataKey, { marks, kept, fresh, pack })
  } finally {
    frozen.exec('ROLLBACK')
    frozen.close()
  }
}

/** Tries before it is given up: somebody writes all the time, or reads an older state. */
const TRIES = 5

/**
 * A connection that keeps the database file as it is until it ends. While somebody reads a database whose write-ahead log is empty,
 * what is written goes into the log, and nothing of it into the file.
 */
function frozenReader({ profile, db, openReader }: Pages): ReadDb | null {
  const log = join(profile, `${DATABASE_FILE}-wal`)
  for (let tried = 0; tried < TRIES; tried++) {
    if (!emptyLog(db)) continue
    const reader = openReader()
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM sqlite_schema').get()
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) === 0) return reader
    reader.exec('ROLLBACK')
    reader.close()
  }
  return null
}

function* pagesIn(
  path: string,
  signal: AbortSignal,
): Generator<{ readonly at: number; readonly page: Buffer }> {
  const file = openSync(path, 'r')
  try {
    const pages = statSync(path).size / PAGE_BYTES
    for (let at = 0; at < pages; at++) {
      if (at % 1024 === 0) signal.throwIfAborted()
      const page = Buffer.alloc(PAGE_BYTES)
      if (readSync(file, page, 0, PAGE_BYTES, at * PAGE_BYTES) < PAGE_BYTES)
        throw new AppError('profile.damaged')
      yield { at, page }
    }
  } finally {
    closeSync(file)
  }
}

type Place = { readonly pack: Pack; readonly place: number }

/**
 * Where the pages of before lie, by their marks. A pack of which less than half is in use is left to the backups that need it. So the
 * packs of one backup never take twice its database. A pack that is not there, or not whole, is not rested on.
 */
function keptPlaces(
  ctx: Pages,
  folder: string,
  { before, marks }: { readonly before: PageList | undefined; readonly marks: readonly string[] },
): ReadonlyMap<string, Place> {
  if (before === undefined || before.packs.length >= MOST_PACKS) return new Map()
  if (before.key !== Buffer.from(ctx.dataKey).toString('base64')) return new Map()
  const now = new Set(marks)
  const inUse = new Map<number, number>()
  for (const [at, { pack }] of before.places.entries())
    if (now.has(before.marks[at] ?? '')) inUse.set(pack, (inUse.get(pack) ?? 0) + 1)
  const id = requireMeta(ctx.db, 'profile')
  const good = before.packs.map(
    ({ name, pages, bytes }, number) =>
      (inUse.get(number) ?? 0) * 2 >= pages &&
      statSync(packPath(folder, id, name), { throwIfNoEntry: false })?.size === bytes,
  )
  const kept = new Map<string, Place>()
  for (const [at, { pack: number, place }] of before.places.entries()) {
    const pack = before.packs[number]
    if (pack && good[number]) kept.set(before.marks[at] ?? '', { pack, place })
  }
  return kept
}

/** The pages that a new pack holds, by their numbers, and what each page of the database was when it was marked. */
interface Fresh {
  readonly path: string
  readonly fresh: readonly number[]
  readonly marks: readonly string[]
}

async function putPack(ctx: Pages, folder: string, { path, fresh, marks }: Fresh): Promise<Pack> {
  const name = `pages/${Buffer.from(ctx.random.bytes(32)).toString('hex')}`
  const key = ctx.random.bytes(32)
  const to = packPath(folder, requireMeta(ctx.db, 'profile'), name)
  try {
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw fileError(cause, dirname(to))
  }
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphraseOf(key))
  encrypter.setScryptWorkFactor(NO_WORK)
  const wanted = new Set(fresh)
  async function* chosen(): AsyncGenerator<Uint8Array> {
    for (const { at, page } of pagesIn(path, ctx.signal)) {
      if (!wanted.has(at)) continue
      // A disk that reads one thing now and another then is failing.
      if (pageMark(page) !== marks[at]) throw new AppError('profile.damaged')
      yield page
    }
  }
  const sealed = chunksOf(await encrypter.encrypt(webStreamOf(chosen())))
  const { bytes, sha256 } = await writeVerified(to, sealed, { signal: ctx.signal })
  return { name, key: Buffer.from(key).toString('base64'), pages: fresh.length, bytes, sha256 }
}

interface Found {
  readonly marks: readonly string[]
  readonly kept: ReadonlyMap<string, Place>
  /** The numbers of the pages in the new pack, in its order. */
  readonly fresh: readonly number[]
  readonly pack: Pack | undefined
}

function listed(dataKey: Uint8Array, { marks, kept, fresh, pack }: Found): PageList {
  const placeOf = new Map(fresh.map((at, place) => [at, place]))
  const packs: Pack[] = []
  const numberOf = (one: Pack): number => {
    const known = packs.findIndex(({ name }) => name === one.name)
    return known >= 0 ? known : packs.push(one) - 1
  }
  const places = marks.map((mark, at) => {
    const old = kept.get(mark)
    if (old) return { pack: numberOf(old.pack), place: old.place }
    if (!pack) throw new RangeError('a page is in no pack')
    return { pack: numberOf(pack), place: placeOf.get(at) ?? 0 }
  })
  return { key: Buffer.from(dataKey).toString('base64'), packs, places, marks }
}
