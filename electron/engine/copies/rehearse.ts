import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import { measures } from '../../../shared/figures/measures'
import { type Period, parsePeriod } from '../../../shared/period'
import { branchesOf } from '../changes/branches'
import type { OpenContext, ReadDb } from '../context'
import { isDamage } from '../db/disk-error'
import { type OwnCopy, readMeta, writeMeta } from '../db/meta'
import { DATABASE_FILE, openForReading } from '../db/open'
import { removeFolderNow } from '../files/rename'
import { isoNow } from '../moment'
import { amountsIn } from '../reports/figures'
import { holdings } from '../safety/queries'
import { unpackBackup } from '../safety/read-backup'
import { copiesIn, isVerified, placesNow } from './places'

/** Where a copy is unpacked to be opened. */
const WORKPLACE = 'rehearsing'

/** Once a calendar month. */
export function isRehearsalDue({ db, clock }: OpenContext): boolean {
  return readMeta(db, 'rehearsed')?.slice(0, 7) !== isoNow(clock).slice(0, 7)
}

/**
 * Opens the newest copy of the first place that has one, with the key at hand, reads every page, and compares it with what is here.
 * Nothing is compared that was written since the copy was made. @returns null without a copy
 */
export async function rehearse(ctx: OpenContext): Promise<boolean | null> {
  const found = placesNow(ctx)
    .map((folder) => copiesIn(ctx.db, folder).findLast(isVerified))
    .find((copy) => copy !== undefined)
  if (!found) return null
  const same = await isGood(ctx, found)
  ctx.db
    .transaction(() => {
      ctx.audit('safety.rehearse', { file: found.file, same: same ? 1 : 0 })
      if (same) writeMeta(ctx.db, 'rehearsed', isoNow(ctx.clock))
      else writeMeta(ctx.db, 'copiesSpoilt', true)
    })
    .immediate()
  return same
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
      return isWhole && saysTheSame(ctx.db, copy, parsePeriod(isoNow(ctx.clock).slice(0, 4)))
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
  const said = (db: ReadDb): string =>
    JSON.stringify([holdings.all(db, 'countByKind'), entriesOf(amountsIn(db, names, year))])
  return said(live) === said(copy)
}

const names = measures.map(({ name }) => name)

const entriesOf = (amounts: ReturnType<typeof amountsIn>): unknown =>
  [...amounts].map(([unit, shares]) => [unit, [...shares].sort(([a], [b]) => (a < b ? -1 : 1))]).sort()
