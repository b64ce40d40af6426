import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { dropMeta, readMeta, writeMeta } from '../db/meta'
import { OWN_PLACE } from '../db/older-copies'
import type { Handlers } from '../handler'
import { headerOf } from '../safety/backup-file'
import { backupHeader } from '../safety/read-backup'
import { tokenFor } from '../session'
import { backupsElsewhere } from './elsewhere'
import { keepCopies } from './keep-copies'
import { placesSaid } from './places'

export const copyHandlers = {
  'profile.backups': (door) => {
    const folder = join(door.profile, OWN_PLACE)
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ybk')) : []
    const backups = files.flatMap((file) => {
      const path = join(folder, file)
      const header = backupHeader.safeParse(headerOf(path)).data
      return header ? [{ file, token: tokenFor(door, path), at: header.at, bytes: statSync(path).size }] : []
    })
    return { backups: backups.sort((a, b) => (a.at < b.at ? 1 : -1)) }
  },
  'safety.keepCopies': keepCopies,
  'safety.places': (ctx) => placesSaid(ctx),
  'safety.setSecondPlace': (ctx, { folder }) => {
    if (folder === null) dropMeta(ctx.db, 'secondPlace')
    else writeMeta(ctx.db, 'secondPlace', ctx.pathOf(folder))
    return placesSaid(ctx)
  },
  'safety.elsewhere': (ctx) => ({ backups: backupsElsewhere(ctx) }),
  'safety.forgetElsewhere': (ctx, gone) => {
    const others = (readMeta(ctx.db, 'elsewhere') ?? []).filter(
      ({ file, folder }) => file !== gone.file || folder !== gone.folder,
    )
    writeMeta(ctx.db, 'elsewhere', others)
    ctx.emit('changed', { kinds: [] })
    return { backups: backupsElsewhere(ctx) }
  },
} satisfies Handlers<
  | 'profile.backups'
  | 'safety.keepCopies'
  | 'safety.places'
  | 'safety.setSecondPlace'
  | 'safety.elsewhere'
  | 'safety.forgetElsewhere'
>
