import { z } from 'zod'
import { call, defineCalls } from './define'
import { fileToken, id, passphrase } from './types'

export const exportResult = z.object({
  /** The file's name inside the chosen folder. */
  file: z.string(),
  serial: z.number(),
  /** Who it is for, by name. */
  peer: z.string(),
  changes: z.number(),
  blobs: z.number(),
  bytes: z.number(),
  sha256: z.string(),
  medium: z.string().nullable(),
})
export type ExportResult = z.infer<typeof exportResult>

export const importedFile = z.object({
  file: z.string(),
  /** The sender's unit and letter, and its site id. */
  from: z.string(),
  fromSite: z.string(),
  serial: z.number(),
  createdAt: z.string(),
  /** Changes carried, records new here, records changed, keys that now hold several values, deleted records. */
  changes: z.number(),
  new: z.number(),
  changed: z.number(),
  deleted: z.number(),
  conflicts: z.number(),
  /** Changes of an ended computer beyond what counts of it, left out. */
  closed: z.number(),
  /** Serial numbers of this sender's earlier bundles that never arrived here. */
  gaps: z.array(z.number()),
  /** Of our own changes, how many the sender now confirms holding (the receipt). */
  confirmed: z.number(),
  /** A sender's clock that is off by more than a day, in seconds; null when fine. */
  clockOffset: z.number().nullable(),
  result: z.enum(['ready', 'applied', 'nothing-new', 'partial']),
})
export type ImportedFile = z.infer<typeof importedFile>

export const syncCalls = defineCalls('sync', {
  /** Where things stand: streams held, what each peer lacks, receipts. */
  status: call({
    input: z.object({}),
    output: z.object({
      site: z.string(),
      streams: z.array(
        z.object({ site: z.string(), siteName: z.string(), scope: z.string(), seq: z.number() }),
      ),
      peers: z.array(
        z.object({
          site: z.string(),
          name: z.string(),
          role: z.enum(['district', 'street']),
          revoked: z.boolean(),
          /** Changes this peer is not known to hold. */
          pending: z.number(),
          lastExport: z.object({ serial: z.number(), at: z.string(), file: z.string() }).nullable(),
          lastImport: z.object({ serial: z.number(), at: z.string(), file: z.string() }).nullable(),
          gaps: z.array(z.number()),
          /** The newest serial of ours that the peer confirmed, or null. */
          confirmedSerial: z.number().nullable(),
        }),
      ),
      conflicts: z.number(),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Writes one bundle for a peer (a street's is the district) into a folder, reads it back and compares. */
  exportBundle: call({
    input: z.object({
      folder: fileToken,
      peer: z.string().optional(),
      medium: z.string().trim().max(40).optional(),
    }),
    output: exportResult,
    effect: 'task',
    right: 'sync.export',
  }),
  /** Everything an import would do, without doing it. */
  preview: call({
    input: z.object({ files: z.array(fileToken).min(1).max(200), acceptClosed: z.boolean().default(false) }),
    output: z.object({ files: z.array(importedFile) }),
    effect: 'task',
    right: 'sync.import',
  }),
  /** Imports files in the order that fits; a refused file changes nothing and stops the rest. */
  importBundles: call({
    input: z.object({
      files: z.array(fileToken).min(1).max(200),
      allowMassDelete: z.boolean().default(false),
      /** At the district, after asking the people concerned: lets in what an ended computer wrote or its successor brings. */
      acceptClosed: z.boolean().default(false),
    }),
    output: z.object({ files: z.array(importedFile) }),
    effect: 'task',
    right: 'sync.import',
  }),
  log: call({
    input: z.object({ limit: z.number().int().min(1).max(500).default(50) }),
    output: z.object({
      entries: z.array(
        z.object({
          at: z.string(),
          direction: z.enum(['export', 'import']),
          file: z.string(),
          peer: z.string(),
          serial: z.number().nullable(),
          changes: z.number(),
          user: z.string(),
          medium: z.string().nullable(),
          sha256: z.string(),
          /** `ok`, or the error code that refused it. */
          result: z.string(),
        }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Every computer known here, our own first; ended ones stay, because their records do. */
  sites: call({
    input: z.object({}),
    output: z.object({
      sites: z.array(
        z.object({
          site: z.string(),
          own: z.boolean(),
          name: z.string(),
          role: z.enum(['district', 'street']),
          scope: z.string(),
          letter: z.string(),
          /** Whether the district has vouched for it. */
          certified: z.boolean(),
          revokedAt: z.string().nullable(),
          reason: z.string(),
          successor: z.string().nullable(),
          lastImport: z.string().nullable(),
        }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** The district ends a lost computer: what it holds of it stays, what comes later is refused everywhere. */
  revoke: call({
    input: z.object({ site: z.string(), reason: z.string().trim().min(1).max(200) }),
    output: z.object({ site: z.string(), name: z.string(), revokedAt: z.string() }),
    effect: 'task',
    right: 'profile.manage',
  }),
  /** The district writes a joining file for one laptop of a street. */
  createJoinFile: call({
    input: z.object({
      scope: id,
      letter: z
        .string()
        .trim()
        .regex(/^[A-Z]$/),
      folder: fileToken,
      passphrase,
    }),
    output: z.object({ file: z.string(), expires: z.string() }),
    effect: 'task',
    right: 'profile.manage',
  }),
})

export const safetyCalls = defineCalls('safety', {
  /** Pages, chains, audit; rebuilds the projection from the log and compares. */
  verify: call({
    input: z.object({}),
    output: z.object({
      ok: z.boolean(),
      checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
    }),
    effect: 'longRead',
    right: 'record.read',
  }),
  /** An encrypted copy of the whole profile into a folder, read back and compared. */
  backup: call({
    input: z.object({ folder: fileToken }),
    output: z.object({ file: z.string(), bytes: z.number(), sha256: z.string(), at: z.string() }),
    effect: 'task',
    right: 'sync.export',
  }),
})
