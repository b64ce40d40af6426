import { z } from 'zod'
import { call, defineCalls } from './define'
import { fileToken, operation, passphrase, personHere, userName } from './types'

/** Of a profile that will not open: without its database nothing else can be asked. */
export const rescueCalls = defineCalls('rescue', {
  /**
   * Writes what can still be read of the records into an Excel file: a 管理 with the passphrase, or the recovery key. Where the
   * file of keys is gone, a backup of this profile opens the database; passphrase and recovery key are then the backup's.
   * What was taken is noted beside the database, and in the audit log at the next sign-in.
   */
  toExcel: call({
    input: z.object({
      folder: fileToken,
      user: userName.optional(),
      passphrase: passphrase.optional(),
      /** As it was printed; spaces and line ends do not matter. */
      recoveryKey: z.string().max(400).optional(),
      backup: fileToken.optional(),
      /** A 管理 of now, where the file of keys reads and that is somebody else or has another passphrase than what opens the backup. */
      here: personHere.optional(),
      /** Personal information whole; otherwise as the screens show it. */
      whole: z.boolean().default(false),
      operation: operation.optional(),
    }),
    output: z.object({
      file: z.string(),
      bytes: z.number(),
      records: z.number(),
      /** Records that a person has to look over: not proved, or put together from the log. */
      doubtful: z.number(),
      pages: z.number(),
      lostPages: z.number(),
      /** Whether pages could be proved at all: not where the first one is lost. */
      proved: z.boolean(),
    }),
    effect: 'task',
    right: 'open',
    keys: true,
  }),
  /** What an expert needs to know of the files, as text: no value that anybody typed, no name of a person, no key. */
  diagnose: call({
    input: z.object({ folder: fileToken, operation: operation.optional() }),
    output: z.object({ file: z.string(), bytes: z.number() }),
    effect: 'task',
    right: 'open',
  }),
})
