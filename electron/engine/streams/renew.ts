import { createHash } from 'node:crypto'
import type { Vector } from '../../../shared/sync/change'
import { checkpointText, successionText } from '../../../shared/sync/manifest'
import { heldOf } from '../../../shared/sync/vector'
import { streamsOf } from '../changes/log'
import type { StreamRow } from '../changes/queries'
import type { OpenContext, OwnSite, WriteDb } from '../context'
import { readMeta, writeMeta } from '../db/meta'
import { isoNow } from '../moment'
import { type SiteKeys, signText } from '../sites/keys'
import { addSite, allSites, disownSite, isLetterTaken, setCertificate } from '../sites/queries'
import { certify, factsOfSite, newFacts, ownSiteOf, rowOfSite, vouchesFor } from '../sites/sites'
import { moveTail } from './move-tail'
import { addCheckpoint, allPeers, forgetCounts } from './queries'

/**
 * Gives this installation new keys, so that it writes streams of its own from now on. There are two reasons:
 * - a restore, whose backup may be behind the stream of the lost computer;
 * - an old copy that was put back, once that turns out (`rewound`).
 * The old key signs for the new one. Nothing is lost: after a rewind, own changes that no peer is known to hold move
 * into the new stream.
 * The old stream went another way elsewhere. Human numbers go on under a new letter. Runs inside a transaction.
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
  const facts = newFacts(keys, { role, scope, unit, unitName, letter })
  const site = ownSiteOf(facts, keys)
  const signature = signText(old.signKey, successionText({ facts, predecessor: old.id }))
  if (why.rewound)
    for (const stream of ownStreams(db, old)) moveTail(ctx, stream, confirmedTo(db, stream), site)
  signHeads(db, old)
  const closing = JSON.stringify({ reason: why.reason, successor: site.id })
  disownSite(db, { id: old.id, revoked_at: isoNow(ctx.clock), closing })
  addSite(db, rowOfSite(facts, role === 'street' ? '' : certify(site, facts), 1))
  if (role !== 'street') certifyAll(db, site)
  forgetCounts(db)
  writeMeta(db, 'site', site)
  writeMeta(db, 'formerSites', [...(readMeta(db, 'formerSites') ?? []), old])
  writeMeta(db, 'successions', [
    ...(readMeta(db, 'successions') ?? []),
    { facts, predecessor: old.id, signature },
  ])
  ctx.audit('sites.renew', { from: old.id, to: site.id, letter, rewound: why.rewound ? 1 : 0 })
  return site
}

const ownStreams = (db: WriteDb, own: OwnSite): StreamRow[] =>
  streamsOf(db).filter((stream) => stream.site === own.id)

/** How much of an own stream the peers are known to hold, from before the old copy was put back. */
function confirmedTo(db: WriteDb, { site, scope, seq }: StreamRow): number {
  const held = allPeers(db).map((peer) => heldOf(JSON.parse(peer.vector) as Vector, site, scope))
  return Math.min(seq, Math.max(0, ...held))
}

/** Other sites must be able to carry the old stream, so its end is signed while the key is still at hand. */
function signHeads(db: WriteDb, own: OwnSite): void {
  for (const { stream, site, scope, seq, hash } of ownStreams(db, own)) {
    if (seq === 0) continue
    addCheckpoint(
      db,
      stream,
      seq,
      hash,
      signText(own.signKey, checkpointText({ site, scope, to: seq, head: hash })),
    )
  }
}

/**
 * A district's word holds under its new key, for the sites that it vouches for and for its own former selves.
 * The words of other sites stay theirs.
 */
function certifyAll(db: WriteDb, site: OwnSite): void {
  for (const row of allSites(db))
    if (row.certificate !== '' && (vouchesFor(site, row) || row.role === site.role))
      setCertificate(db, { ...row, certificate: certify(site, factsOfSite(row)) })
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * A laptop's first letter and two more that follow from the new key, such as `AKX`; for a district or a city the two
 * alone.
 * Districts give out single letters only, and two restores of one backup get different ones.
 * So no number is ever given out again, and nobody has to be asked.
 */
function newLetter(db: WriteDb, old: OwnSite, id: string): string {
  const first = old.role === 'street' ? old.letter.slice(0, 1) : ''
  const start = createHash('sha256').update(id).digest().readUInt32BE(0)
  for (let step = 0; ; step += 1) {
    const n = (start + step) % (LETTERS.length * LETTERS.length)
    const letter = first + LETTERS.charAt(Math.floor(n / LETTERS.length)) + LETTERS.charAt(n % LETTERS.length)
    if (!isLetterTaken(db, old.scope, letter, '')) return letter
  }
}
