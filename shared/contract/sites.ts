import { z } from 'zod'
import { siteRole } from '../sync/manifest'
import { call, defineCalls } from './define'
import { importedFile, refusedFile } from './exchanged-files'
import { fileToken, operation, passphrase } from './types'

/** The computers that belong together: who they are, and how one ends. */
export const siteCalls = defineCalls('sites', {
  /** Every computer known here, our own first; ended ones stay, because their records do. */
  list: call({
    input: z.object({}),
    output: z.object({
      sites: z.array(
        z.object({
          site: z.string(),
          own: z.boolean(),
          name: z.string(),
          role: siteRole,
          scope: z.string(),
          letter: z.string(),
          /** Whether the district has vouched for it. */
          certified: z.boolean(),
          /** What two people compare by telephone: words of its key. */
          fingerprint: z.array(z.string()),
          revokedAt: z.string().nullable(),
          reason: z.string(),
          successor: z.string().nullable(),
          lastImport: z.string().nullable(),
          /** Of a lost computer: changes that are held and do not count, until a person lets them in. */
          waiting: z.number().int(),
        }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Whether this computer itself asks to be let in, and has no answer yet; the new computers that ask here. */
  newcomers: call({
    input: z.object({}),
    output: z.object({
      asking: z.boolean(),
      newcomers: z.array(
        z.object({
          site: z.string(),
          name: z.string(),
          role: siteRole,
          /** The letter that it asks for, and the one that it gets; null where none is free. */
          asked: z.string(),
          letter: z.string().nullable(),
          fingerprint: z.array(z.string()),
          askedAt: z.string(),
          /** Its joining file or letter was used by another computer; it comes later than a joining file waits. */
          isUsed: z.boolean(),
          isLate: z.boolean(),
          /** It was let in already, and only its files wait. */
          isAdmitted: z.boolean(),
          files: z.array(
            z.object({ file: z.string(), serial: z.number(), createdAt: z.string(), changes: z.number() }),
          ),
        }),
      ),
    }),
    effect: 'read',
    right: 'record.read',
  }),
  /** Lets a new computer in, after its fingerprint was read out by telephone, and imports its files that wait. */
  admit: call({
    input: z.object({
      site: z.string(),
      /** The words that were compared, with spaces between them. */
      fingerprint: z.string().max(200),
      /** Also where its joining file or letter was used, under a free letter, or where it comes late. */
      despite: z.boolean().default(false),
      operation: operation.optional(),
    }),
    output: z.object({
      site: z.string(),
      name: z.string(),
      letter: z.string(),
      fingerprint: z.string(),
      files: z.array(importedFile),
      refused: z.array(refusedFile),
    }),
    effect: 'task',
    inWorker: true,
    right: 'profile.manage',
  }),
  /** The words were not the same: the computer stays outside, and its files go. It may ask anew by a fresh joining file. */
  refuse: call({
    input: z.object({ site: z.string() }),
    output: z.object({ site: z.string(), name: z.string() }),
    effect: 'task',
    inWorker: true,
    right: 'profile.manage',
  }),
  /** Connects this district to its city by the city's joining file; its next bundle for the city asks to be let in. */
  joinCity: call({
    input: z.object({ file: fileToken, joinPassphrase: passphrase }),
    output: z.object({ site: z.string(), unit: z.string() }),
    effect: 'task',
    inWorker: true,
    right: 'profile.manage',
  }),
  /** A laptop that its district has not let in takes a fresh joining file; what it holds stays. */
  rejoin: call({
    input: z.object({ file: fileToken, joinPassphrase: passphrase }),
    output: z.object({ site: z.string(), unit: z.string(), letter: z.string() }),
    effect: 'task',
    inWorker: true,
    right: 'profile.manage',
  }),
  /** The district ends a lost computer: what it holds of it stays, what comes later is refused everywhere. */
  revoke: call({
    input: z.object({ site: z.string(), reason: z.string().trim().min(1).max(200) }),
    output: z.object({ site: z.string(), name: z.string(), revokedAt: z.string() }),
    effect: 'task',
    inWorker: true,
    right: 'profile.manage',
  }),
  /** The district lets in what it holds of a lost computer and what did not count: it counts for everybody from then on. */
  letIn: call({
    input: z.object({ site: z.string() }),
    output: z.object({ site: z.string(), name: z.string(), changes: z.number().int() }),
    effect: 'task',
    inWorker: true,
    right: 'profile.manage',
  }),
})
