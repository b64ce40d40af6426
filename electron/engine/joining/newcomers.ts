import type { Output, Parsed } from '../../../shared/contract'
import { fileToken } from '../../../shared/contract/types'
import { AppError } from '../../../shared/errors'
import { fingerprintOf, fingerprintText } from '../../../shared/exchange/fingerprint'
import { type JoinRequest, joinRequest, type Succession, succession } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { isAsking } from '../exchange/asking'
import { importChosen } from '../exchange/pile'
import { dropWaiting, waitingPath } from '../exchange/waiting-files'
import { isoNow } from '../moment'
import { admitRequested, officeName, standingOf } from '../sites/admission'
import {
  allNewcomers,
  dropNewcomer,
  type NewcomerRow,
  putNewcomer,
  waitingFilesOf,
} from '../sites/newcomer-queries'
import { findSite } from '../sites/queries'
import { siteName } from '../sites/sites'
import { admitSuccessor } from '../sites/succession'

/** A computer that asks to be let in, as it is kept. */
interface Newcomer {
  readonly row: NewcomerRow
  readonly request: JoinRequest
  readonly links: readonly Succession[]
}

/** @throws AppError `profile.damaged` */
function read(row: NewcomerRow): Newcomer {
  const request = joinRequest.safeParse(JSON.parse(row.request))
  const links = succession.array().safeParse(JSON.parse(row.successions))
  if (!request.success || !links.success) throw new AppError('profile.damaged', { fact: 'newcomer' })
  return { row, request: request.data, links: links.data }
}

const nameOf = (ctx: OpenContext, { request: { facts }, links }: Newcomer): string =>
  `${officeName(ctx, facts)}${links.at(-1)?.facts.letter ?? facts.letter}`

const waiting = (ctx: OpenContext): Newcomer[] =>
  allNewcomers(ctx.db)
    .filter(({ refused_at }) => refused_at === null)
    .map(read)

/** The new computers that wait for a person here, the one that asked first first. */
export function listNewcomers(ctx: OpenContext): Output<'sites.newcomers'> {
  return {
    asking: isAsking(ctx),
    newcomers: waiting(ctx).map((newcomer) => {
      const { row, request } = newcomer
      const known = findSite(ctx.db, row.site)
      const { letter, isUsed, isLate } = standingOf(ctx, request)
      return {
        site: row.sender,
        name: nameOf(ctx, newcomer),
        role: request.facts.role,
        asked: request.facts.letter,
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
function newcomerOf(ctx: OpenContext, site: string): Newcomer {
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
  const { row, links } = newcomer
  const fingerprint = fingerprintText(row.sender)
  if (input.fingerprint.trim().split(/\s+/).join(' ') !== fingerprint)
    throw new AppError('join.other-fingerprint', { from: nameOf(ctx, newcomer) })
  const files: Output<'sites.admit'>['files'] = []
  const refused: Output<'sites.admit'>['refused'] = []
  const selves = [row.site, ...links.map(({ facts }) => facts.id)]
  for (const [at, self] of selves.entries()) {
    ctx.db.transaction(() => admitSelf(ctx, newcomer, at, input.despite)).immediate()
    const pile = await importWaiting(ctx, row.site, self)
    files.push(...pile.files)
    refused.push(...pile.refused)
  }
  ctx.db.transaction(() => dropNewcomer(ctx.db, row.site)).immediate()
  ctx.emit('changed', { kinds: [] })
  const site = findSite(ctx.db, row.sender)
  if (!site) throw new AppError('profile.damaged', { fact: 'site' })
  return { site: site.id, name: siteName(site), letter: site.letter, fingerprint, files, refused }
}

/** One self of the computer comes in: the first by its request, each other by the letter of the one before. */
function admitSelf(ctx: OpenContext, { request, links }: Newcomer, at: number, despite: boolean): void {
  const link = links[at - 1]
  if (!link) admitRequested(ctx, request, despite)
  else if (!findSite(ctx.db, link.facts.id)) {
    const base = findSite(ctx.db, link.predecessor)
    if (base) admitSuccessor(ctx, { base, links: [link] })
  }
}

const nothingAllowed = { allowMassDelete: false, acceptClosed: false, acceptForgotten: false }

async function importWaiting(ctx: OpenContext, newcomer: string, self: string) {
  const rows = waitingFilesOf(ctx.db, newcomer).filter(({ sender }) => sender === self)
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
  const { row } = newcomer
  if (findSite(ctx.db, row.site)) throw new AppError('join.nobody', { site: input.site })
  ctx.db
    .transaction(() => {
      putNewcomer(ctx.db, { ...row, refused_at: isoNow(ctx.clock) })
      ctx.audit('sites.refuse', { site: row.sender, join: newcomer.request.join })
    })
    .immediate()
  for (const file of waitingFilesOf(ctx.db, row.site)) dropWaiting(ctx, file)
  ctx.emit('changed', { kinds: [] })
  return { site: row.sender, name: nameOf(ctx, newcomer) }
}
