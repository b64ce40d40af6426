import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { hash, isoTime } from '../../../shared/sync/manifest'
import { writeFileAtomically } from '../files/atomic-file'
import { removeNow } from '../files/rename'
import { wrappedKey } from './wrapping'

/** The one request for another passphrase of this computer that waits for its answer (recovery/ask.ts). */
const REQUEST_FILE = 'recovery-request.json'

const pendingRequest = z.strictObject({
  format: z.literal(1),
  at: isoTime,
  /** Who comes in with the answer. */
  user: z.string(),
  /** SHA-256 of the request, hex: an answer that does not name it is of another. */
  request: hash,
  /** The key pair that the answer is encrypted to and that is the person's from then on, under the new passphrase. */
  identity: wrappedKey,
})
export type PendingRequest = z.infer<typeof pendingRequest>

/** Takes the place of an earlier one, whose answer opens nothing any more. @throws AppError `file.unwritable`, `file.no-space` */
export function keepRequest(profile: string, request: PendingRequest): void {
  writeFileAtomically(join(profile, REQUEST_FILE), `${JSON.stringify(request, null, 2)}\n`, 0o600)
}

/** `undefined` where there is none; one that does not read is none, and can be written again. */
export function pendingRequestIn(profile: string): PendingRequest | undefined {
  const path = join(profile, REQUEST_FILE)
  if (!existsSync(path)) return undefined
  try {
    return pendingRequest.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
  } catch {
    return undefined
  }
}

export function dropRequest(profile: string): void {
  removeNow(join(profile, REQUEST_FILE))
}
