import type { Output, Parsed } from '../../../shared/contract'
import { fileToken } from '../../../shared/contract/types'
import { AppError } from '../../../shared/errors'
import { fingerprintOf, fingerprintText } from '../../../shared/exchange/fingerprint'
import { openWriter } from '../changes/write'
import type { OpenContext } from '../context'
import { isAsking } from '../exchange/asking'
import { importChosen } from '../exchange/pile'
import { dropWaiting, waitingPath } from '../exchange/waiting-files'
import { isoNow } from '../moment'
import { admitRequested, officeName, standingOf } from '../sites/admission'
import { refreshSites } from '../sites/known'
import { type AskingComputer, readNewcomer } from '../sites/newcomer'
import { allNewcomers, dropNewcomer, putNewcomer, waitingFilesOf } from '../sites/newcomer-queries'
import { findSite } from '../sites/queries'
import { sayJoined } from '../sites/revoke'
import { siteName } from '../sites/sites'
import { holdIntroductions } from '../streams/apply'

const nameOf = (ctx: OpenContext, { asks, selves }: AskingComputer): string =>
  `${officeName(ctx, asks)}${selves[0]?.letter ?? asks.letter}`

const waiting = (ctx: OpenContext): AskingComputer[] =>
  allNewcomers(ctx.db)
    .filter(({ refused_at }) => refused_at === null)
    .map(readNewcomer)

/** The new computers that wait for a person here, the one that asked first first. */
export function listNewcomers(ctx: OpenContext): Output<'sites.newcomers'> {
  return {
    asking: isAsking(ctx),
    newcomers: waiting(ctx).map((newcomer) => {
      const { row, asks } = newcomer
      const known = findSite(ctx.db, asks.id)
      const { letter, isUsed, isLate } = standingOf(ctx, asks)
      return {
        site: row.sender,
        name: nameOf(ctx, newcomer),
        role: asks.role,
        asked: asks.letter,
        letter: known?.letter ?? letter ?? null,
        fingerprint: [...fingerprintOf(row.sender)],
        askedAt: row.asked_at,
        isUsed: known === undefined && isUsed,
        isLate: known === undefined && isLate,
        isAdmitted: known !== undefined,
        files: waitingFilesOf(ctx.db, row.site).map(({ file, serial, created_at, changes }) => ({
          file,
          serial,
          createdAt: created_at,
          changes,
        })),
      }
    }),
  }
}

/** @throws AppError `join.nobody` */
export function newcomerOf(ctx: OpenContext, site: string): AskingComputer {
  const found = waiting(ctx).find(({ row }) => row.sender === site || row.site === site)
  if (!found) throw new AppError('join.nobody', { site })
  return found
}

/**
 * Lets a new computer in whose fingerprint a person has compared by telephone, and imports its files that wait, those of a
 * former self first. Where the import was cut short, the same call goes on with it.
 * @throws AppError `join.nobody`, `join.other-fingerprint` when the words are not those of the computer that waits
 * @throws AppError `join.used`, `join.expired` unless `despite`; and what stops an import
 */
export async function admitNewcomer(
  ctx: OpenContext,
  input: Parsed<'sites.admit'>,
): Promise<Output<'sites.admit'>> {
  const newcomer = newcomerOf(ctx, input.site)
  const { row } = newcomer
  const fingerprint = requireFingerprint(ctx, newcomer, input.fingerprint)
  ctx.db.transaction(() => admitFirst(ctx, newcomer, input.despite)).immediate()
  const { files, refused } = await importWaiting(ctx, row.site)
  ctx.db
    .transaction(() => {
      letFollow(ctx, newcomer)
      dropNewcomer(ctx.db, row.site)
    })
    .immediate()
  ctx.emit('changed', { kinds: [] })
  // One that asked anew comes in with its contents: where its files were refused, it is known once the next one comes.
  const site = findSite(ctx.db, row.sender)
  const name = site ? siteName(site) : nameOf(ctx, newcomer)
  const letter = site?.letter ?? newcomer.asks.letter
  return { site: row.sender, name, letter, fingerprint, files, refused }
}

/** The words of a newcomer that a person was read. @throws AppError `join.other-fingerprint` where they are not its own */
export function requireFingerprint(ctx: OpenContext, newcomer: AskingComputer, heard: string): string {
  const fingerprint = fingerprintText(newcomer.row.sender)
  if (heard.trim().split(/\s+/).join(' ') !== fingerprint)
    throw new AppError('join.other-fingerprint', { from: nameOf(ctx, newcomer) })
  return fingerprint
}

/** The self that asks comes in by its joining file; what it became follows by its letters, with the files that wait. */
export function admitFirst(
  ctx: OpenContext,
  { introductions, asks }: AskingComputer,
  despite: boolean,
): void {
  if (findSite(ctx.db, asks.id)) return
  const writer = openWriter(ctx)
  holdIntroductions(
    ctx,
    writer,
    introductions.filter(({ introduction }) => introduction.id === asks.id),
  )
  admitRequested(ctx, writer, asks, despite)
  writer.finish()
  refreshSites(ctx)
}

/** The self that spoke last is in, also where its file is gone or spoilt. */
export function letFollow(ctx: OpenContext, { row, introductions, asks, selves }: AskingComputer): void {
  const [last] = selves
  if (!last || findSite(ctx.db, row.sender)) return
  const { id, scope, letter } = last
  const writer = openWriter(ctx)
  holdIntroductions(ctx, writer, introductions)
  sayJoined(ctx, writer, { id, scope, letter, unit_name: officeName(ctx, asks) })
  writer.finish()
  refreshSites(ctx)
}

const nothingAllowed = { allowMassDelete: false, acceptClosed: false, acceptForgotten: false }

async function importWaiting(ctx: OpenContext, newcomer: string) {
  const rows = waitingFilesOf(ctx.db, newcomer)
  const chosen = rows.map((row) => ({ token: fileToken.parse(row.sha256), path: waitingPath(ctx, row) }))
  const pile = await importChosen(ctx, chosen, nothingAllowed, false)
  for (const row of rows) dropWaiting(ctx, row)
  return pile
}

/**
 * A person heard other words: whoever asks there is not the computer that the joining file was for. Its files go.
 * @throws AppError `join.nobody`, also for a computer that was let in already
 */
export function refuseNewcomer(ctx: OpenContext, input: Parsed<'sites.refuse'>): Output<'sites.refuse'> {
  const newcomer = newcomerOf(ctx, input.site)
  const { row, asks } = newcomer
  if (findSite(ctx.db, asks.id)) throw new AppError('join.nobody', { site: input.site })
  ctx.db
    .transaction(() => {
      putNewcomer(ctx.db, { ...row, refused_at: isoNow(ctx.clock) })
      ctx.audit('sites.refuse', { site: row.sender, join: asks.join ?? '' })
    })
    .immediate()
  for (const file of waitingFilesOf(ctx.db, row.site)) dropWaiting(ctx, file)
  ctx.emit('changed', { kinds: [] })
  return { site: row.sender, name: nameOf(ctx, newcomer) }
}
