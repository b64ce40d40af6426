import { z } from 'zod'
import { isDate } from '../dates'
import { bodySchema } from '../json-schema'

export const id = z.uuid()
/** Written once per user action: repeating a call with the same operation id does nothing and answers as before. */
export const operation = z.uuid()
export const kindName = z.string().min(1).max(40)
export const dateText = z.string().refine(isDate, 'date.invalid')
/** `2026-11`, `2026-Q4`, `2026-H1`, `2026`, `2026-11@26` or `2026-12-01..2026-12-07`. */
export const periodText = z.string().max(22)
export const passphrase = z.string().min(1).max(200)
export const userName = z.string().trim().min(1).max(40)
/** Somebody who can sign in to what lies here now. */
export const personHere = z.object({ user: userName, passphrase })
export const changeId = z.string().regex(/^[0-9a-f]{80}$/)

/**
 * A path the person chose, as a token. The host hands out tokens for what its file dialog returned, the command line
 * for its arguments.
 * Only the engine turns them back into paths. No caller can name a path of its own.
 */
export const fileToken = z.string().min(1).max(100).brand<'FileToken'>()
export type FileToken = z.infer<typeof fileToken>

/** Field → new value. Sub-rows as an array: a row without `id` is new, `$deleted: true` removes it, cells given replace. */
export const patch = bodySchema

/** Which numbers: `live` as they are now, or those of one report signed off; absent: the newest one signed off, if any. */
export const reportVersion = z.union([z.literal('live'), id]).optional()

/** From where a file was read back: the medium itself, or only what the system remembers of it. */
export const readFrom = z.enum(['medium', 'memory'])
