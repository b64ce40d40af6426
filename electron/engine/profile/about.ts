import { BUNDLE_FORMAT } from '../../../shared/sync/manifest'
import type { ReadDb } from '../context'
import { schemaVersion } from '../db/migrate'
import { newestVersion } from '../db/migrations'
import type { Handlers } from '../handler'

const textOf = (db: ReadDb, sql: string): string => String(db.prepare(sql).pluck().get())

/** What runs here, as the running parts say it themselves. */
export const aboutHandlers = {
  'profile.about': ({ profile, db }) => ({
    folder: profile,
    node: process.versions.node,
    sqlite: textOf(db, 'SELECT sqlite_version()'),
    cipher: textOf(db, 'SELECT sqlite3mc_version()'),
    schema: schemaVersion(db),
    newestSchema: newestVersion,
    bundleFormat: BUNDLE_FORMAT,
  }),
} satisfies Handlers<'profile.about'>
