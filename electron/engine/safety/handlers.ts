import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { blobFiles } from '../blobs/blob-store'
import type { OpenContext } from '../context'
import { requireMeta, writeMeta } from '../db/meta'
import { DATABASE_FILE } from '../db/open'
import { DRAFTS_FILE } from '../drafts/drafts-file'
import type { Handlers } from '../handler'
import { handOutSealed } from '../handout/hand-out'
import { isoNow } from '../moment'
import { authenticated, keysText } from '../profile/keys-file'
import { knownKeys } from '../profile/known-keys'
import { sealedFor } from '../profile/rotation'
import { writeBackupFile } from './backup-file'
import { copyUnderKey } from './copy-under-key'
import { withHiddenNames } from './hidden-names'
import { restoreProfile } from './restore'
import { verifyProfile } from './verify'

const copiesIn = (profile: string): [database: string, drafts: string] => [
  join(profile, `backup-of-${DATABASE_FILE}`),
  join(profile, `backup-of-${DRAFTS_FILE}`),
]

function sweepCopies(profile: string): void {
  for (const copy of copiesIn(profile)) rmSync(copy, { force: true })
}

/** Every key that attachments may lie under here, base64. */
const keysOf = ({ dataKey, formerKeys }: OpenContext): string[] =>
  [dataKey, ...formerKeys].map((each) => Buffer.from(each).toString('base64'))

export const safetyHandlers = {
  'profile.restore': restoreProfile,
  'safety.verify': (ctx) => verifyProfile(ctx),
  'safety.backup': async (ctx, { folder }) => {
    const target = ctx.pathOf(folder)
    const at = isoNow(ctx.clock)
    // Copies of the database and of the drafts at one moment, under a key that only this backup has: who was removed
    // since then opens none that is made later.
    const [copy, drafts] = copiesIn(ctx.profile)
    try {
      sweepCopies(ctx.profile)
      const key = ctx.random.bytes(32)
      const keys = { dataKey: ctx.dataKey, key }
      copyUnderKey(ctx.db, copy, keys, (db) => writeMeta(db, 'formerKeys', keysOf(ctx)))
      copyUnderKey(ctx.drafts, drafts, keys)
      const held = await sealedFor(ctx.db, knownKeys(ctx), [key])
      const parts = {
        header: {
          format: 1,
          app: ctx.appVersion,
          profile: requireMeta(ctx.db, 'profile'),
          at,
        },
        keys: keysText(authenticated(withHiddenNames(held, key, ctx.random), [key])),
        database: copy,
        drafts,
        // After the copy of the database: contents only ever come, so every one that it names is among them.
        blobs: { profile: ctx.profile, names: blobFiles(ctx.profile) },
      } as const
      const written = await handOutSealed(
        ctx,
        'safety.backup',
        () =>
          writeBackupFile(target, { random: ctx.random, now: ctx.clock.now() }, parts, {
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
      sweepCopies(ctx.profile)
    }
  },
} satisfies Handlers<'safety.backup' | 'safety.verify' | 'profile.restore'>
