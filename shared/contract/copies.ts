import { z } from 'zod'
import { call, defineCalls } from './define'
import { fileToken, operation } from './types'

/** What can be said of one place for backups. */
const place = z.object({
  folder: z.string(),
  /** Whether the folder is there now: a stick may be elsewhere. */
  isThere: z.boolean(),
  /** On the same disk as the data: when that fails, both are lost. */
  sameDisk: z.boolean(),
  /** When the newest copy there was made, ISO 8601; it was read back then and found whole. */
  newest: z.string().nullable(),
  count: z.number(),
})
export type BackupPlace = z.output<typeof place>

export const backupPlaces = z.object({
  here: place,
  second: place.nullable(),
  /** When a copy was last opened and its figures compared, ISO 8601. */
  rehearsed: z.string().nullable(),
})

/** Backups that lie where the program does not look after them, the newest first. */
const elsewhere = z.object({
  backups: z.array(
    z.object({
      file: z.string(),
      /** The folder that it was written into. */
      folder: z.string(),
      /** When it was made, ISO 8601. */
      at: z.string(),
      /** Who was removed since: their passphrases still open it. */
      former: z.array(z.string()),
    }),
  ),
})

/** The backups that the program makes by itself. */
export const copyCalls = defineCalls('safety', {
  /**
   * Sees to it that what is here now is in a backup at each place that is there: nothing is written where nothing has changed since
   * the newest one. `daily`: only where today has none. Then those that need not be kept go, and once a month the newest is opened
   * and compared with what is here.
   */
  keepCopies: call({
    input: z.object({
      why: z.enum(['daily', 'close', 'before']),
      operation: operation.optional(),
    }),
    output: z.object({
      /** Names of the files that were written. */
      written: z.array(z.string()),
      /** Places that got none although they should: codes of errors. */
      problems: z.array(z.string()),
      /** Whether the copy that was opened says the same as the data; null: none was due. */
      rehearsal: z.boolean().nullable(),
    }),
    effect: 'task',
    inWorker: true,
    right: 'record.read',
  }),
  /** Where the backups lie, and since when the newest is good. */
  places: call({ input: z.object({}), output: backupPlaces, effect: 'read', right: 'record.read' }),
  /** Another disk or a stick for a second copy of each; null: none. */
  setSecondPlace: call({
    input: z.object({ folder: fileToken.nullable() }),
    output: backupPlaces,
    effect: 'write',
    right: 'sync.export',
    notes: [],
  }),
  /** Backups on sticks and in other folders, by where and when they were written. */
  elsewhere: call({ input: z.object({}), output: elsewhere, effect: 'read', right: 'record.read' }),
  /** Somebody has destroyed one of them: it is listed no more. */
  forgetElsewhere: call({
    input: z.object({ file: z.string().max(200), folder: z.string().max(4000) }),
    output: elsewhere,
    effect: 'write',
    right: 'profile.manage',
    notes: ['file'],
  }),
})
