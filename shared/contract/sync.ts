import { z } from 'zod'
import { siteRole } from '../sync/manifest'
import { call, defineCalls } from './define'
import { exportResult, importedFile, refusedFile } from './exchanged-files'
import { fileToken, id, operation, readFrom } from './types'

/** What became of each file of a pile. A file that came alone is never `refused` here: its refusal is the call's error. */
const pile = z.object({ files: z.array(importedFile), refused: z.array(refusedFile) })

const kindVersion = z.object({
  kind: z.string(),
  label: z.string(),
  /** 0: unknown there, or here. */
  theirs: z.number(),
  ours: z.number(),
})

const peerProgram = z.object({
  app: z.string(),
  /** Its system and processor as Node names them, `linux` and `x64`. */
  platform: z.string(),
  arch: z.string(),
  kinds: z.record(z.string(), z.number()),
  /** Record kinds that it knows in an older, or a newer, version than this program. */
  older: z.array(kindVersion),
  newer: z.array(kindVersion),
})

export const syncCalls = defineCalls('sync', {
  /** Where things stand: streams held, what each peer lacks, receipts. */
  status: call({
    input: z.object({}),
    output: z.object({
      site: z.string(),
      /** Each stream with how many changes of it are held, on all its branches. */
      streams: z.array(
        z.object({ site: z.string(), siteName: z.string(), scope: z.string(), seq: z.number() }),
      ),
      peers: z.array(
        z.object({
          site: z.string(),
          name: z.string(),
          role: siteRole,
          revoked: z.boolean(),
          /** Whether another self of it took over: a file without records tells an old copy of it that it is one. */
          replaced: z.boolean(),
          /** Changes this peer is not known to hold. */
          pending: z.number(),
          lastExport: z.object({ serial: z.number(), at: z.string(), file: z.string() }).nullable(),
          lastImport: z.object({ serial: z.number(), at: z.string(), file: z.string() }).nullable(),
          /** The newest serial received from it, or null. */
          lastSerial: z.number().nullable(),
          gaps: z.array(z.number()),
          /** The newest serial of ours that the peer confirmed, or null. */
          confirmedSerial: z.number().nullable(),
          /** What its newest bundle said of its program; null before the first. */
          program: peerProgram.nullable(),
          /** How far its clock is off, in seconds; null when nothing is wrong or known. */
          clockOffset: z.number().nullable(),
          /** Names of the parts in which its newest bundle showed other records made of the same changes. */
          differs: z.array(z.string()),
          /** When its audit log was noticed to be cut or written anew. */
          auditChanged: z.string().nullable(),
          /** Whole days since its newest bundle was read here, by our clock; null before the first. */
          silentDays: z.number().nullable(),
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
      operation: operation.optional(),
    }),
    output: exportResult,
    effect: 'task',
    inWorker: true,
    right: 'sync.export',
  }),
  /** Everything an import would do, without doing it. A file that rests on another of them may be refused here and fit later. */
  preview: call({
    input: z.object({
      files: z.array(fileToken).min(1).max(200),
      acceptClosed: z.boolean().default(false),
      acceptForgotten: z.boolean().default(false),
      operation: operation.optional(),
    }),
    output: pile,
    effect: 'task',
    inWorker: true,
    right: 'sync.import',
  }),
  /** Imports files in the order that fits, whatever order they came in; a refused file changes nothing and stops no other. */
  importBundles: call({
    input: z.object({
      files: z.array(fileToken).min(1).max(200),
      allowMassDelete: z.boolean().default(false),
      /** At the district, after asking the people concerned: lets in what an ended computer wrote or its successor brings. */
      acceptClosed: z.boolean().default(false),
      /** At a district that was restored, after asking: lets a laptop in again that it let in after its backup was made. */
      acceptForgotten: z.boolean().default(false),
      operation: operation.optional(),
    }),
    output: pile,
    effect: 'task',
    inWorker: true,
    right: 'sync.import',
  }),
  /** Reads files on a stick again, once it was taken out and put in: whether each is what this computer wrote or read. */
  recheck: call({
    input: z.object({ files: z.array(fileToken).min(1).max(200), operation: operation.optional() }),
    output: z.object({
      files: z.array(
        z.object({
          file: z.string(),
          sha256: z.string(),
          /** The entry of the log with the same content; null where no entry has it. */
          same: z
            .object({
              direction: z.enum(['export', 'import']),
              peer: z.string(),
              serial: z.number(),
              at: z.string(),
            })
            .nullable(),
          readFrom,
        }),
      ),
    }),
    effect: 'longRead',
    inWorker: true,
    right: 'record.read',
  }),
  log: call({
    input: z.object({ limit: z.number().int().min(1).max(500).default(50) }),
    output: z.object({
      entries: z.array(
        z.object({
          /** Names the entry for `slip`. */
          entry: z.number(),
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
  /** 收发登记单 of one exchange: by its entry in the log, or the newest of a serial. */
  slip: call({
    input: z.union([
      z.object({ entry: z.number().int().min(1) }),
      z.object({
        serial: z.number().int().min(1),
        direction: z.enum(['export', 'import']).default('export'),
        /** A site; without it the newest of any. */
        peer: z.string().max(40).optional(),
      }),
    ]),
    output: z.object({
      entry: z.number(),
      direction: z.enum(['export', 'import']),
      serial: z.number(),
      medium: z.string().nullable(),
      from: z.string(),
      to: z.string(),
      /** The words of this computer's key while it waits to be let in. */
      fingerprint: z.string().nullable(),
      file: z.string(),
      /** What the file held; null where it was exchanged before this was noted. `bytes` of the file. */
      changes: z.number().nullable(),
      blobs: z.number().nullable(),
      bytes: z.number().nullable(),
      /** Changes that were new here; null for an export. */
      added: z.number().nullable(),
      sha256: z.string(),
      /** Local time of this computer. */
      at: z.string(),
      user: z.string(),
      title: z.string(),
      /** The laid-out A4 page for `shared/paper/print-style`. */
      markup: z.string(),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Notes in the audit log that a slip was printed or written. */
  slipPrinted: call({
    input: z.object({ entry: z.number().int().min(1), how: z.enum(['print', 'html']) }),
    output: z.object({ file: z.string() }),
    effect: 'write',
    notes: ['file', 'how'],
    right: 'record.read',
  }),
  /** The district writes a joining file for one laptop of a street, or, with its own unit as `scope`, for one more computer of its office. */
  createJoinFile: call({
    input: z.object({
      scope: id,
      letter: z
        .string()
        .trim()
        .regex(/^[A-Z]$/),
      folder: fileToken,
      /** Writes one more for a letter that an earlier file promises already. */
      again: z.boolean().default(false),
    }),
    /** `promised`: until when an earlier file promises the letter, which nobody has used yet. */
    output: z.object({
      file: z.string(),
      /** Opens it; told by telephone, kept nowhere. */
      passphrase: z.string(),
      /** For whom it is: the file's name does not tell. */
      unit: z.string(),
      letter: z.string(),
      expires: z.string(),
      promised: z.string().nullable(),
      readFrom,
    }),
    effect: 'task',
    inWorker: true,
    right: 'profile.manage',
  }),
})
