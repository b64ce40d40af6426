import { z } from 'zod'
import { call, defineCalls } from './define'

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
})
