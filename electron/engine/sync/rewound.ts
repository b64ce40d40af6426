import { AppError } from '../../../shared/errors'
import type { Manifest } from '../../../shared/sync/manifest'
import { copyBeforeImport } from '../backup/before-import'
import type { OpenContext } from '../context'
import { newSiteKeys } from './keys'
import { isRewound, renewSite } from './renew'

/**
 * Stops an exchange when a bundle shows that this profile is an old copy that was put back. The new stream is begun at
 * once, also for a preview: whatever is typed next must not continue the old one. The same file can then be imported.
 * @throws AppError `profile.rewound`
 */
export async function requireNotRewound(
  ctx: OpenContext,
  manifest: Pick<Manifest, 'vector' | 'heads' | 'segments'>,
): Promise<void> {
  if (!isRewound(ctx, manifest)) return
  const keys = await newSiteKeys()
  copyBeforeImport(ctx)
  const site = ctx.db
    .transaction(() => renewSite(ctx, keys, { rewound: true, reason: '资料退回到旧的样子,已重新开始' }))
    .immediate()
  ctx.emit('session', { state: 'open' })
  throw new AppError('profile.rewound', { letter: site.letter })
}
