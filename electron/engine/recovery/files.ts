import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { armor, Decrypter, Encrypter } from 'age-encryption'
import { z } from 'zod'
import { AppError, type ErrorCode } from '../../../shared/errors'
import { fingerprintOf } from '../../../shared/exchange/fingerprint'
import { canonicalJson } from '../../../shared/json'
import { hash, isoTime, siteId } from '../../../shared/sync/manifest'
import { ageRecipient } from '../../../shared/sync/site'
import { webStreamOfBytes, wholeOf } from '../bundle/web-streams'
import { keysFile } from '../profile/keys-file'

/** Some twenty people's keys are far smaller. */
const MAX_BYTES = 1024 * 1024

const request = z.strictObject({
  format: z.literal(1),
  /** 32 random bytes, base64: no two requests are the same. */
  nonce: z.base64().max(100),
  /** By the clock of the computer that asks. */
  at: isoTime,
  /** Who is to come in. */
  user: z.string().min(1).max(40),
  /** A new key pair's: the answer is encrypted to it. */
  recipient: ageRecipient,
  /** The file of keys as it lies on the computer that asks; what it seals to the recovery key is asked for. */
  keys: keysFile,
})
export type RecoveryRequest = z.infer<typeof request>
const requestFile = z.strictObject({ recoveryRequest: request })

const answer = z.strictObject({
  format: z.literal(1),
  /** The request that it answers, as `requestHash`. */
  request: hash,
  /** The data keys that the recovery key opened, base64. */
  dataKeys: z.array(z.base64().max(100)).min(1).max(2),
  /** Who answered. */
  office: siteId,
  unitName: z.string().max(60),
  user: z.string().max(40),
  at: isoTime,
})
export type RecoveryAnswer = z.infer<typeof answer>
const answerFile = z.strictObject({ recoveryAnswer: answer })

/** SHA-256 of a request, hex: what binds request and answer. */
export const requestHash = (of: RecoveryRequest): string =>
  createHash('sha256').update(canonicalJson(of)).digest('hex')

/** The eight words of a request that two people compare by telephone. */
export const requestWords = (of: string): readonly string[] => fingerprintOf(of)

/** The request as it goes onto the stick: an armored age file that the recovery key alone opens. */
export const sealedRequest = (recipient: string, recoveryRequest: RecoveryRequest): Promise<Buffer> =>
  sealed(recipient, { recoveryRequest })

/** The answer as it goes onto the stick: for the key pair of the request alone. */
export const sealedAnswer = (recipient: string, recoveryAnswer: RecoveryAnswer): Promise<Buffer> =>
  sealed(recipient, { recoveryAnswer })

/** @throws AppError `file.unreadable`, `recovery.not-a-request`, `recovery.other-key` */
export async function openRequest(path: string, recoveryKey: string): Promise<RecoveryRequest> {
  const codes = { notOne: 'recovery.not-a-request', notForKey: 'recovery.other-key' } as const
  return (await opened(path, recoveryKey, requestFile, codes)).recoveryRequest
}

/** @throws AppError `file.unreadable`, `recovery.not-an-answer`, `recovery.other-answer` */
export async function openAnswer(path: string, identity: string): Promise<RecoveryAnswer> {
  const codes = { notOne: 'recovery.not-an-answer', notForKey: 'recovery.other-answer' } as const
  return (await opened(path, identity, answerFile, codes)).recoveryAnswer
}

async function sealed(recipient: string, content: object): Promise<Buffer> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const bytes = webStreamOfBytes(Buffer.from(JSON.stringify(content)))
  return Buffer.from(armor.encode(await wholeOf(await encrypter.encrypt(bytes))))
}

async function opened<T>(
  path: string,
  identity: string,
  shape: z.ZodType<T>,
  codes: { readonly notOne: ErrorCode; readonly notForKey: ErrorCode },
): Promise<T> {
  const file = basename(path)
  const text = textIn(path)
  let bytes: Uint8Array
  try {
    bytes = armor.decode(text)
  } catch (cause) {
    throw new AppError(codes.notOne, { file }, { cause })
  }
  let content: Buffer
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    content = await wholeOf(await decrypter.decrypt(webStreamOfBytes(bytes)))
  } catch (cause) {
    throw new AppError(codes.notForKey, { file }, { cause })
  }
  try {
    return shape.parse(JSON.parse(content.toString('utf8')))
  } catch (cause) {
    throw new AppError(codes.notOne, { file }, { cause })
  }
}

function textIn(path: string): string {
  try {
    if (statSync(path).size > MAX_BYTES) return ''
    return readFileSync(path, 'latin1')
  } catch (cause) {
    throw new AppError('file.unreadable', { file: basename(path) }, { cause })
  }
}
