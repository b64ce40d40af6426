import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { blobFiles } from '../blobs/blob-store'
import { requireMeta, writeMeta } from '../db/meta'
import { DATABASE_FILE } from '../db/open'
import type { Handlers } from '../handler'
import { handOutSealed } from '../handout/hand-out'
import { isoNow, today } from '../moment'
import { KEYS_FILE } from '../profile/keys-file'
import { writeBackupFile } from './backup-file'
import { restoreProfile } from './restore'
import { verifyProfile } from './verify'

export const safetyHandlers = {
  'profile.restore': restoreProfile,
  'safety.verify': (ctx) => verifyProfile(ctx),
  'safety.backup': async (ctx, { folder }) => {
    const target = ctx.pathOf(folder)
    const at = isoNow(ctx.clock)
    // A copy of the database at one moment, encrypted with the same key, inside the profile's own folder.
    const copy = join(ctx.profile, `backup-of-${DATABASE_FILE}`)
    try {
      rmSync(copy, { force: true })
      ctx.db.prepare('VACUUM INTO ?').run(copy)
      const parts = {
        header: {
          format: 1,
          app: ctx.appVersion,
          profile: requireMeta(ctx.db, 'profile'),
          unit: ctx.site.unitName,
          at,
        },
        keys: readFileSync(join(ctx.profile, KEYS_FILE), 'utf8'),
        database: copy,
        // After the copy of the database: contents only ever come, so every one that it names is among them.
        blobs: { profile: ctx.profile, names: blobFiles(ctx.profile) },
      } as const
      const written = await handOutSealed(
        ctx,
        'safety.backup',
        () =>
          writeBackupFile(target, { date: today(ctx.clock), now: ctx.clock.now() }, parts, {
            signal: ctx.signal,
            tell: (done, total) => ctx.emit('progress', { task: 'backup', done, total }),
          }),
        ({ file, sha256 }) => {
          writeMeta(ctx.db, 'lastBackup', at)
          return { file, sha256 }
        },
      )
      return { ...written, at }
    } finally {
      rmSync(copy, { force: true })
    }
  },
} satisfies Handlers<'safety.backup' | 'safety.verify' | 'profile.restore'>
