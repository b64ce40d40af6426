import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { hash, siteId, siteRole } from '../../../shared/sync/manifest'
import type { OwnSite, ReadDb, WriteDb } from '../context'
import { prepared } from './prepared'

/** An installation's own site, keys and all. */
export const ownSite: z.ZodType<OwnSite> = z.object({
  id: z.string(),
  role: siteRole,
  scope: z.string(),
  unit: z.string(),
  unitName: z.string(),
  letter: z.string(),
  signKey: z.string(),
  identity: z.string(),
})

/** A backup that the program made by itself. */
const ownCopy = z.object({
  file: z.string(),
  /** The folder that it lies in. */
  folder: z.string(),
  at: z.string(),
  bytes: z.number(),
  /** The packs of pages that it needs, and their bytes and SHA-256 as they lie there (safety/pages-beside.ts). */
  packs: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
  /** A digest of what was there to be kept: where nothing has changed since, no other is made. Empty until it was read back. */
  state: z.string(),
  /** How many erasures it knows: one from before the last holds values that must be gone. */
  erased: z.number(),
  /** The key of its database, base64: it is sealed anew when somebody may no longer come in. */
  key: z.base64(),
  /** Digest of the file of keys that it was last sealed after. */
  sealedAfter: z.string(),
})
export type OwnCopy = z.infer<typeof ownCopy>

/** A backup that lies where the program does not look after it. */
const backupElsewhere = z.object({
  file: z.string(),
  /** The folder that it was written into. */
  folder: z.string(),
  /** When it was made, ISO 8601. */
  at: z.string(),
})
export type BackupElsewhere = z.infer<typeof backupElsewhere>

/** What a profile knows about itself, by key; another fact is another line here. */
const facts = {
  /** The profile's id, also in `keys.json`, where it binds the wrapped keys to this database. */
  profile: z.uuid(),
  site: ownSite,
  /** age recipient that every bundle and the data key are also encrypted to. */
  recoveryRecipient: z.string(),
  createdAt: z.string(),
  /** The newest version of the program that wrote this profile: a newer profile says by it which version is wanted. */
  program: z.string(),
  /** When the last backup was written and verified, ISO 8601. */
  lastBackup: z.string(),
  /** The backups that the program makes by itself, in the order in which they were written (safety/copies). */
  copies: z.array(ownCopy),
  /** Places whose newest copy was found spoilt: the next one there rests on none before it (copies/keep-copies.ts). */
  spoiltPlaces: z.array(z.string()),
  /** What the attachments beside the copies lie under besides, base64; another one with each data key (safety/blobs-beside.ts). */
  besideKey: z.base64(),
  /** Place → when packs there were last read, and for each, ISO 8601, when it was found as it was written; null: it was not (copies/spoilt-packs.ts). */
  packsRead: z.record(
    z.string(),
    z.object({ day: z.string(), packs: z.record(z.string(), z.string().nullable()) }),
  ),
  /** Place → when a copy there was last opened and found good, ISO 8601. */
  goodPlaces: z.record(z.string(), z.string()),
  /** Backups that a person had written into a folder, the oldest first; where they are since, nobody knows. */
  elsewhere: z.array(backupElsewhere),
  /** When the database was last copied before many records were changed at once, ISO 8601 (db/before-bulk.ts). */
  copiedBeforeBulk: z.string(),
  /** When a backup became this profile, ISO 8601 (profile/old-keys.ts). */
  restored: z.string(),
  /** When that backup was made, as it says itself, ISO 8601: what an office has said since may be unknown here (recovery/replace.ts). */
  restoredFrom: z.string(),
  /** Somebody's passphrase opens what lies aside, and must open nothing any more (profile/old-keys.ts). */
  asideStale: z.boolean(),
  /** The folder of the second place for them. */
  secondPlace: z.string(),
  /** When a copy was last opened and compared, ISO 8601. */
  rehearsed: z.string(),
  /** Example data was put in: screens say so. */
  demo: z.boolean(),
  /** What lies here is for practice alone: paper says so, and nothing goes to another computer. */
  practice: z.boolean(),
  /** Data keys from before, base64, the newest first (profile/rotation.ts). */
  formerKeys: z.array(z.base64()),
  /** SHA-256, hex, of the file of keys that is believed; of two while it is replaced (profile/known-keys.ts). */
  keysFiles: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(2),
  /** The text of the file of keys before the one that is being written, until that is believed alone (profile/known-keys.ts). */
  keysBefore: z.string(),
  /** Somebody was removed or has another passphrase, and the data key is still the one that the old passphrase opens. */
  rekeyDue: z.boolean(),
  /** This was a copy, brought up to date without what is made out of the log (db/catch-up.ts): to be made anew. */
  projectionBehind: z.boolean(),
  /** To which version the projection was upgraded, by kind that has upgrades (changes/project-all.ts). */
  upgradedTo: z.record(z.string(), z.number()),
  /** How the search index was made, by kind (search/index-records.ts). */
  searchForms: z.record(z.string(), z.string()),
  /** How the names of units are read, by the name, and which version read them (search/unit-readings.ts). */
  unitReadings: z.object({ by: z.string(), readings: z.record(z.string(), z.string()) }),
  /** What is kept of months was counted by these statements and this rule; none: nothing that is kept holds (figures/kept-sums.ts). */
  sumsForm: z.string(),
  /** The hybrid clock's newest reading (shared/sync/hlc.ts). */
  clock: z.string().regex(/^[0-9a-f]{16}$/),
  /** The self of the office above that this computer works with: its joining file named it, and letters led on from there. */
  office: siteId,
  /** The last line of what was done while the database could not be opened that the audit log knows (profile/outside-log.ts). */
  outsideNoted: z.string(),
  /** Requests for another passphrase that were answered here, by their hash, each once (recovery/answer.ts). */
  answeredRequests: z.array(z.object({ request: hash, at: z.string() })),
  /** What this installation was before it was restored or found out of date, keys and all, the oldest first. */
  formerSites: z.array(ownSite),
}

type Facts = { readonly [K in keyof typeof facts]: z.output<(typeof facts)[K]> }

const select = 'SELECT value FROM meta WHERE key = ?'
const upsert =
  'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'

/** One fact, or `null` when it was never written. @throws AppError `profile.damaged` when it does not read */
export function readMeta<K extends keyof Facts>(db: ReadDb, key: K): Facts[K] | null {
  const row = prepared<[string], { value: string }>(db, select).get(key)
  if (!row) return null
  const read = facts[key].safeParse(JSON.parse(row.value))
  if (!read.success) throw new AppError('profile.damaged', { fact: key })
  return read.data as Facts[K]
}

/** Writes one fact; part of the caller's transaction when there is one. */
export function writeMeta<K extends keyof Facts>(db: WriteDb, key: K, value: Facts[K]): void {
  prepared<[string, string]>(db, upsert).run(key, JSON.stringify(value))
}

/** Forgets one fact; part of the caller's transaction when there is one. */
export function dropMeta(db: WriteDb, key: keyof Facts): void {
  prepared<[string]>(db, 'DELETE FROM meta WHERE key = ?').run(key)
}

/** One fact that every profile has. @throws AppError `profile.damaged` */
export function requireMeta<K extends keyof Facts>(db: ReadDb, key: K): Facts[K] {
  const value = readMeta(db, key)
  if (value === null) throw new AppError('profile.damaged', { fact: key })
  return value
}
