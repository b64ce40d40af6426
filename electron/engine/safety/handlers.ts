import { readMeta, writeMeta } from '../db/meta'
import type { Handlers } from '../handler'
import { handOutSealed } from '../handout/hand-out'
import { makeBackup } from './make-backup'
import { previewBackup } from './preview'
import { restoreProfile } from './restore'
import { verifyProfile } from './verify'

export const safetyHandlers = {
  'profile.restore': restoreProfile,
  'profile.previewBackup': previewBackup,
  'safety.verify': (ctx) => verifyProfile(ctx),
  'safety.backup': async (ctx, { folder }) => {
    const path = ctx.pathOf(folder)
    const {
      key: _,
      packs: _none,
      sealedAfter: _digest,
      ...made
    } = await handOutSealed(
      ctx,
      'safety.backup',
      () => makeBackup(ctx, path, null),
      ({ file, sha256, at }) => {
        writeMeta(ctx.db, 'lastBackup', at)
        writeMeta(ctx.db, 'elsewhere', [...(readMeta(ctx.db, 'elsewhere') ?? []), { file, folder: path, at }])
        return { file, sha256 }
      },
    )
    ctx.emit('changed', { kinds: [] })
    return made
  },
} satisfies Handlers<'safety.backup' | 'safety.verify' | 'profile.restore' | 'profile.previewBackup'>
