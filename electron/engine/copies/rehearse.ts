import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import { measures } from '../../../shared/figures/measures'
import { type Period, parsePeriod } from '../../../shared/period'
import { branchesOf } from '../changes/branches'
import type { OpenContext, ReadDb, WriteDb } from '../context'
import { isDamage } from '../db/disk-error'
import { type OwnCopy, readMeta, writeMeta } from '../db/meta'
import { DATABASE_FILE, openForReading } from '../db/open'
import { removeFolderNow } from '../files/rename'
import { isoNow } from '../moment'
import { amountsIn } from '../reports/amounts'
import { holdings } from '../safety/queries'
import { unpackBackup } from '../safety/read-backup'
import { mendContents } from './contents'
import { copiesIn, isVerified, placesNow } from './places'

/** Where a copy is unpacked to be opened. */
const WORKPLACE = 'rehearsing'

/** Once a calendar month at each place: a stick grows old by itself, and what lies there is written once and read by nobody. */
export function isDue({ db, clock }: OpenContext, folder: string): boolean {
  return readMeta(db, 'goodPlaces')?.[folder]?.slice(0, 7) !== isoNow(clock).slice(0, 7)
}

/**
 * Opens the newest copy of each place where that is due, with the key at hand, reads every page, and compares it with what is here.
 * Nothing is compared that was written since the copy was made. @returns null where none was due or there
 */
export async function rehearse(ctx: OpenContext): Promise<boolean | null> {
  let isAllGood: boolean | null = null
  for (const folder of placesNow(ctx).filter((place) => isDue(ctx, place))) {
    const copy = copiesIn(ctx.db, folder).findLast(isVerified)
    if (!copy) continue
    const same = await isGood(ctx, copy)
    isAllGood = same && isAllGood !== false
    ctx.db.transaction(() => noteRehearsal(ctx, copy, same)).immediate()
  }
  if (isAllGood) writeMeta(ctx.db, 'rehearsed', isoNow(ctx.clock))
  return isAllGood
}

/** Notes what a copy was found to be, and what follows for the next one at its place; part of the caller's transaction. */
export function noteRehearsal(ctx: OpenContext, { folder, file }: OwnCopy, same: boolean): void {
  ctx.audit('safety.rehearse', { file, same: same ? 1 : 0 })
  if (same)
    writeMeta(ctx.db, 'goodPlaces', { ...readMeta(ctx.db, 'goodPlaces'), [folder]: isoNow(ctx.clock) })
  else saySpoilt(ctx.db, folder, true)
}

/** Whether the next copy at a place is to rest on none before it. */
export function saySpoilt(db: WriteDb, folder: string, isSpoilt: boolean): void {
  const others = (readMeta(db, 'spoiltPlaces') ?? []).filter((place) => place !== folder)
  writeMeta(db, 'spoiltPlaces', isSpoilt ? [...others, folder] : others)
}

async function isGood(ctx: OpenContext, { folder, file, key }: OwnCopy): Promise<boolean> {
  const workplace = join(ctx.profile, WORKPLACE)
  try {
    removeFolderNow(workplace)
    mkdirSync(workplace, { mode: 0o700 })
    const dataKey = Buffer.from(key, 'base64')
    await unpackBackup(join(folder, file), workplace, async () => [dataKey], {
      signal: ctx.signal,
      tell: (done, total) => ctx.emit('progress', { task: 'backup', done, total }),
    })
    const copy = openForReading(join(workplace, DATABASE_FILE), dataKey)
    try {
      const isWhole = copy.pragma('integrity_check', { simple: true }) === 'ok'
      // All of them are looked at, whatever the first says.
      const spoilt = await mendContents(ctx, { folder, workplace, copy })
      return isWhole && spoilt === 0 && saysTheSame(ctx.db, copy, parsePeriod(isoNow(ctx.clock).slice(0, 4)))
    } finally {
      copy.close()
    }
  } catch (error) {
    ctx.signal.throwIfAborted()
    if (isDamage(error) || (error instanceof AppError && saysDamage.has(error.code))) return false
    throw error
  } finally {
    removeFolderNow(workplace)
  }
}

/** What is said of a copy that does not open; a full disk says nothing of it. */
const saysDamage: ReadonlySet<string> = new Set([
  'backup.damaged',
  'backup.incomplete',
  'backup.not-a-backup',
  'profile.damaged',
  'file.unreadable',
])

/** The tips of the log, how many records there are of each kind, and every figure of the year. */
function saysTheSame(live: ReadDb, copy: ReadDb, year: Period): boolean {
  const tips = (db: ReadDb): string => JSON.stringify(branchesOf(db))
  // Where somebody has written since, the figures differ for that.
  if (tips(live) !== tips(copy)) return true
  const said = (db: ReadDb, from: 'kept' | 'facts'): string =>
    JSON.stringify([holdings.all(db, 'countByKind'), entriesOf(amountsIn(db, names, year, from))])
  // What was kept of months lies in the copy as it was: its records are what is asked.
  return said(live, 'kept') === said(copy, 'facts')
}

const names = measures.map(({ name }) => name)

const entriesOf = (amounts: ReturnType<typeof amountsIn>): unknown =>
  [...amounts].map(([unit, shares]) => [unit, [...shares].sort(([a], [b]) => (a < b ? -1 : 1))]).sort()
