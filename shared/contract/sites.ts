import { z } from 'zod'
import { siteRole } from '../sync/manifest'
import { call, defineCalls } from './define'
import { fileToken, passphrase } from './types'

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
