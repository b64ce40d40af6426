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

/** A bundle as it was read: what it says, and the file, for errors. */
interface Read {
  readonly bundle: string
  readonly manifest: Pick<Manifest, 'vector' | 'heads' | 'segments'>
  /** What it vouches for, checked. */
  readonly vouched: readonly CertifiedSite[]
}

/**
 * Stops an exchange when a bundle shows that this profile is an old copy that was put back. The new stream is begun at
 * once, also for a preview: whatever is typed next must not continue the old one. The same file can then be imported.
 * @throws AppError `profile.rewound`, `bundle.forged` when what it says of our own streams is not our own word
 */
export async function requireNotRewound(ctx: OpenContext, read: Read): Promise<void> {
  if (!isRewound(ctx, read)) return
  const keys = await newSiteKeys()
  copyBeforeImport(ctx)
  const site = ctx.db
    .transaction(() => renewSite(ctx, keys, { rewound: true, reason: '资料退回到旧的样子,已重新开始' }))
    .immediate()
  ctx.emit('session', { state: 'open' })
  throw new AppError('profile.rewound', { letter: site.letter })
}

/** A place of a stream of ours, as somebody else knows it. */
interface Claim {
  readonly scope: string
  readonly seq: number
  readonly hash: string
}

/**
 * Whether others hold what we signed and have not, or know what this computer became: an old copy of this profile was put
 * back. To go on numbering from here would be a second history under the same name.
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
 * What the bundle's vector says of our own streams. Each place must carry our signature, as segments do: a word that any
 * peer could make up would make us change our keys, or take for delivered what was not. @throws AppError `bundle.forged`
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
