import { AppError } from '../../../shared/errors'
import { type CertifiedSite, checkpointText, type Manifest } from '../../../shared/sync/manifest'
import { changeQuery, type StreamRow } from '../changes/queries'
import type { OpenContext } from '../context'
import { copyBeforeImport } from '../db/before-import'
import { isReplaced } from '../sites/endings'
import { isSigned, newSiteKeys } from '../sites/keys'
import { findSite } from '../sites/queries'
import { rowOfSite } from '../sites/sites'
import { hashAt } from './queries'
import { renewSite } from './renew'

/** A bundle as it was read: its manifest, and the file, for errors. */
interface Read {
  readonly bundle: string
  readonly manifest: Pick<Manifest, 'vector' | 'heads' | 'segments'>
  /** The certificates that it carries, checked. */
  readonly vouched: readonly CertifiedSite[]
}

/**
 * Stops an exchange when a bundle shows that this profile is an old copy that was put back.
 * The new stream begins at once, also for a preview: the next typed word must not continue the old one.
 * The same file can then be imported.
 * @throws AppError `profile.rewound`
 * @throws AppError `bundle.forged` when its word about this site's streams is not this site's own
 */
export async function requireNotRewound(ctx: OpenContext, read: Read): Promise<void> {
  if (!isRewound(ctx, read)) return
  const keys = await newSiteKeys()
  const renew = ctx.db.transaction(() =>
    renewSite(ctx, keys, { rewound: true, reason: '资料退回到旧的样子，已重新开始' }),
  )
  const site = await ctx.exclusively(() => {
    copyBeforeImport(ctx)
    return renew.immediate()
  })
  ctx.emit('session', { state: 'open' })
  throw new AppError('profile.rewound', { letter: site.letter })
}

/** A place of a stream of this site, as the sender knows it. */
interface Claim {
  readonly scope: string
  readonly seq: number
  readonly hash: string
}

/**
 * Whether an old copy of this profile was put back. Two signs show it: another site holds changes that this site signed
 * and has not, or another site knows this computer's successor. To go on numbering from here would be a second history
 * under the same name.
 */
function isRewound(ctx: OpenContext, read: Read): boolean {
  const { id } = ctx.site
  const isOurs = ({ facts }: CertifiedSite): boolean => facts.id === id
  if (read.vouched.some((site) => isOurs(site) && isReplaced(rowOfSite(site.facts, site.certificate, 1))))
    return true
  const carried = read.manifest.segments
    .filter(({ site }) => site === id)
    .map(({ scope, to, head }): Claim => ({ scope, seq: to, hash: head }))
  return [...provenClaims(ctx, read), ...carried].some(({ scope, seq, hash }) => {
    const held = changeQuery<StreamRow>(ctx.db, 'stream').get(id, scope)
    return !held || seq > held.seq || hashAt(ctx.db, held, seq) !== hash
  })
}

/**
 * What the bundle's vector says of this site's own streams. Each place must carry this site's signature, as segments
 * do.
 * A peer could make up a bare word. That would make this site change its keys, or take changes for delivered that were
 * not.
 * @throws AppError `bundle.forged`
 */
function provenClaims(ctx: OpenContext, { bundle, manifest: { vector, heads } }: Read): Claim[] {
  const { id } = ctx.site
  const key = findSite(ctx.db, id)?.sign_key ?? ''
  const own = Object.entries(vector).filter(([stream]) => stream.startsWith(`${id}/`))
  return own.map(([stream, seq]) => {
    const scope = stream.slice(id.length + 1)
    const head = heads[stream]
    const text = head && checkpointText({ site: id, scope, to: seq, head: head.hash })
    if (!text || !isSigned(key, text, head.checkpoint)) throw new AppError('bundle.forged', { bundle })
    return { scope, seq, hash: head.hash }
  })
}
