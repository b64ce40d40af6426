import { AppError } from '../../../shared/errors'
import { checkpointText, type Manifest } from '../../../shared/sync/manifest'
import { placeOf } from '../changes/branches'
import type { OpenContext } from '../context'
import { copyBeforeImport } from '../db/before-import'
import type { Family } from '../sites/family'
import { isSigned, newSiteKeys } from '../sites/keys'
import { findSite } from '../sites/queries'
import { renewSite } from './renew'

/** A bundle as it was read: its manifest, and the file, for errors. */
interface Read {
  readonly bundle: string
  readonly manifest: Pick<Manifest, 'to' | 'own' | 'segments'>
  /** The letters between all sites that are known, or that it introduces. */
  readonly family: Family
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
    renewSite(ctx, keys, { rewound: true, reason: '资料退回到以前的状态，已重新开始' }),
  )
  const site = await ctx.exclusively(() => {
    copyBeforeImport(ctx)
    return renew.immediate()
  })
  ctx.emit('session', { state: 'open' })
  throw new AppError('profile.rewound', { letter: site.letter })
}

/**
 * Whether an old copy of this profile was put back. Two signs show it: another site holds changes that this site signed
 * and has not, or another site knows this computer's successor. To go on from here would be one more branch under the
 * same name, and human numbers given twice.
 */
function isRewound(ctx: OpenContext, read: Read): boolean {
  const { id } = ctx.site
  if (read.family.after(id).length > 0) return true
  const { to: receiver, own, segments } = read.manifest
  // What it says of a former self is no news of this one.
  if (receiver === id) requireOwnWord(ctx, read)
  const claims = [...(receiver === id ? own : []), ...segments.filter(({ site }) => site === id)]
  return claims.some(({ scope, to, head }) => !placeOf(ctx.db, { site: id, scope }, to, head))
}

/**
 * The tips of this site's own streams that a bundle tells of must carry this site's signature, as segments do. A peer could
 * make up a bare word, and would make this site change its keys by it.
 * @throws AppError `bundle.forged`
 */
function requireOwnWord(ctx: OpenContext, { bundle, manifest: { own } }: Read): void {
  const { id } = ctx.site
  const key = findSite(ctx.db, id)?.sign_key ?? ''
  const isOurs = ({ scope, to, head, checkpoint }: Manifest['own'][number]): boolean =>
    isSigned(key, checkpointText({ site: id, scope, to, head }), checkpoint)
  if (!own.every(isOurs)) throw new AppError('bundle.forged', { bundle })
}
