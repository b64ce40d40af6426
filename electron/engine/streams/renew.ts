import { createHash } from 'node:crypto'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { checkpointText } from '../../../shared/sync/manifest'
import { introductionText, MAX_UNTIL } from '../../../shared/sync/site'
import { branchesOf } from '../changes/branches'
import { openWriter } from '../changes/write'
import type { OpenContext, OwnSite, WriteDb } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { cutHere } from '../sites/closing'
import { introduce, introductionFor, ownIntroduction } from '../sites/introductions'
import { type SiteKeys, signText } from '../sites/keys'
import { refreshSites } from '../sites/known'
import { isLetterTaken } from '../sites/queries'
import { ownSiteOf } from '../sites/sites'
import { addCheckpoint, forgetCounts } from './queries'

/**
 * Gives this installation new keys, so that it writes streams of its own from now on. There are two reasons:
 * - a restore, whose backup may be behind the stream of the lost computer;
 * - an old copy that was put back, once that turns out (`rewound`).
 * The old key signs for the new one, and the tips of the old streams: what they hold stays where it stands and counts as
 * before, whichever other branches of them exist. Human numbers go on under a new letter. Runs inside a transaction.
 * @returns the site that this installation is now
 */
export function renewSite(
  ctx: OpenContext,
  keys: SiteKeys,
  why: { readonly rewound: boolean; readonly reason: string },
): OwnSite {
  const { db, site: old } = ctx
  const { role, scope, unit, unitName } = old
  const letter = newLetter(db, old, keys.id)
  const office = ownIntroduction(db, old.id)?.office
  const until = cutHere(db, old.id)
    .filter((place) => place.scope === DISTRICT_SCOPE)
    .slice(0, MAX_UNTIL)
  const told = introductionFor(keys, {
    role,
    scope,
    unit,
    unitName,
    letter,
    predecessor: old.id,
    ...(office === undefined ? {} : { office }),
    ...(role === 'street' ? {} : { until }),
  })
  const introduction = { ...told, signature: signText(old.signKey, introductionText(told)) }
  const site = ownSiteOf(introduction, keys)
  signTips(db, old)
  forgetCounts(db)
  writeMeta(db, 'site', site)
  writeMeta(db, 'formerSites', [...(readMeta(db, 'formerSites') ?? []), old])
  const writer = openWriter(ctx)
  introduce(ctx, writer, introduction, why.reason)
  writer.finish()
  refreshSites(ctx)
  ctx.audit('sites.renew', { from: old.id, to: site.id, letter, rewound: why.rewound ? 1 : 0 })
  return site
}

/** Other sites must be able to carry the old streams, so their tips are signed while the key is still at hand. */
function signTips(db: WriteDb, own: OwnSite): void {
  for (const { branch, site, scope, seq, hash } of branchesOf(db).filter((row) => row.site === own.id))
    addCheckpoint(
      db,
      branch,
      seq,
      signText(own.signKey, checkpointText({ site, scope, to: seq, head: hash })),
    )
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * A laptop's first letter and two more that follow from the new key, such as `AKX`; so for a district's second computer. For a
 * first one and a city, which begin without a letter, the two alone.
 * Districts give out single letters only, and two restores of one backup get different ones.
 * So no number is ever given out again, and nobody has to be asked.
 */
function newLetter(db: WriteDb, old: OwnSite, id: string): string {
  const first = old.letter.length % 2 === 1 ? old.letter.slice(0, 1) : ''
  const start = createHash('sha256').update(id).digest().readUInt32BE(0)
  for (let step = 0; ; step += 1) {
    const n = (start + step) % (LETTERS.length * LETTERS.length)
    const letter = first + LETTERS.charAt(Math.floor(n / LETTERS.length)) + LETTERS.charAt(n % LETTERS.length)
    if (!isLetterTaken(db, old.scope, letter, '')) return letter
  }
}
