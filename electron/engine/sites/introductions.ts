import { AppError } from '../../../shared/errors'
import { isCanonical, type Json } from '../../../shared/json'
import { type LinedChange, lined, linkedLine } from '../../../shared/sync/chain'
import { CHAIN_START, type Change, DISTRICT_SCOPE } from '../../../shared/sync/change'
import { type CarriedOfficial, checkpointText, parseChange } from '../../../shared/sync/manifest'
import {
  INTRODUCTION_KIND,
  type Introduction,
  introductionValues,
  OFFICIAL_VERSION,
  recordOfSite,
  SITE_KIND,
  type SiteWord,
  siteWord,
} from '../../../shared/sync/site'
import { hashOf, officialChanges } from '../changes/log'
import type { ChangeWriter } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import type { Introduced } from './family'
import { isSigned, type SiteKeys, siteIdOf } from './keys'

/** What a change says of its own site; `undefined` for any that is no introduction in the site's home scope. */
function introductionOf({ kind, scope, site, set }: Change): Introduction | undefined {
  const read = kind === INTRODUCTION_KIND ? introductionValues.safeParse(set) : undefined
  if (!read?.success) return undefined
  const { role, unit, signKey } = read.data
  const isAtHome = role === 'street' ? scope === unit && scope !== DISTRICT_SCOPE : scope === DISTRICT_SCOPE
  return isAtHome && site === siteIdOf(Buffer.from(signKey, 'base64'))
    ? { ...read.data, id: site, scope }
    : undefined
}

const introduced = (change: Change): Introduced[] => {
  const introduction = introductionOf(change)
  return introduction
    ? [{ id: change.id, seq: change.seq, at: change.at, reason: change.reason ?? '', introduction }]
    : []
}

/** The introductions among changes that say who is who. */
export const introductionsIn = (changes: readonly Change[]): Introduced[] => changes.flatMap(introduced)

/** A change that a file carries by itself. */
interface ReadOfficial {
  readonly lined: LinedChange
  /** Its site's signature over the place. */
  readonly checkpoint: string
}

/** An introduction that a file carries, checked: its own key signed it. */
export interface ReadIntroduction extends Introduced, ReadOfficial {}

/** A word that a file carries. Whether its office signed it, who knows the office's key has to ask. */
export interface ReadWord extends ReadOfficial {
  readonly word: SiteWord
}

/** What a file says of who is who, before its contents are read. */
export interface Official {
  readonly introductions: readonly ReadIntroduction[]
  readonly words: readonly ReadWord[]
}

export const nothingOfficial: Official = { introductions: [], words: [] }

/** @throws AppError `bundle.protocol`, `bundle.forged` */
export function readOfficial(carried: readonly CarriedOfficial[], bundle: string): Official {
  const introductions: ReadIntroduction[] = []
  const words: ReadWord[] = []
  for (const { line: text, prev, checkpoint } of carried) {
    const read = readLine(text, prev)
    const [found] = read ? introduced(read.change) : []
    const word = read && officeWordOf(read.change)
    if (!read || !(found ?? word)) throw new AppError('bundle.protocol', { bundle })
    if (word) words.push({ word, lined: read, checkpoint })
    if (!found) continue
    if (!isOwnWord(read, found.introduction.signKey, checkpoint))
      throw new AppError('bundle.forged', { bundle })
    introductions.push({ ...found, lined: read, checkpoint })
  }
  return { introductions, words }
}

/** Whether a site's key signed the place of a change. */
export const isOwnWord = ({ change, hash: head }: LinedChange, key: string, checkpoint: string): boolean =>
  isSigned(key, checkpointText({ site: change.site, scope: change.scope, to: change.seq, head }), checkpoint)

/** What a change says of a site; `undefined` for any that is no word of an office. */
export function officeWordOf({ kind, scope, set }: Change): SiteWord | undefined {
  const read = kind === SITE_KIND && scope === DISTRICT_SCOPE ? siteWord.safeParse(set) : undefined
  return read?.success ? read.data : undefined
}

function readLine(text: string, prev: string): LinedChange | undefined {
  const line = linkedLine(text, prev)
  if (line === undefined) return undefined
  try {
    const link = parseChange(line)
    const json: Json = { ...link }
    const isWhole = link.commitment === undefined && isCanonical(line, json)
    return isWhole && (link.seq === 1) === (prev === CHAIN_START)
      ? lined(link, line, hashOf(line))
      : undefined
  } catch {
    return undefined
  }
}

/** What a site with new keys says of itself. */
export const introductionFor = (
  keys: Pick<SiteKeys, 'id' | 'publicKey' | 'recipient'>,
  about: Omit<Introduction, 'id' | 'signKey' | 'recipient'>,
): Introduction => ({ ...about, id: keys.id, signKey: keys.publicKey, recipient: keys.recipient })

/** Writes this site's introduction: the first change of its home scope, or one more that asks anew. */
export function introduce(
  ctx: Pick<OpenContext, 'user'>,
  writer: Pick<ChangeWriter, 'say'>,
  { id: site, scope, ...set }: Introduction,
  reason?: string,
): void {
  writer.say({
    site,
    scope,
    record: recordOfSite(site),
    kind: INTRODUCTION_KIND,
    kindVersion: OFFICIAL_VERSION,
    author: ctx.user.name,
    ...(reason === undefined ? {} : { reason }),
    set,
    over: {},
  })
}

/** What this computer said of itself last under this name. */
export const ownIntroduction = (db: ReadDb, site: string): Introduction | undefined =>
  introductionsIn(officialChanges(db)).findLast(({ introduction }) => introduction.id === site)?.introduction
