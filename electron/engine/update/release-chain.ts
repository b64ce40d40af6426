import { AppError } from '../../../shared/errors'
import { MAX_RELEASE_KEYS, RELEASE_KEY_NAMESPACE } from '../../../shared/update/manifest'
import { sshSigner, sshVerify } from '../sites/sshsig'

/** A release key that took over: its line as OpenSSH writes it, and the signature of the key before it over that line. */
export interface ReleaseKeyLink {
  readonly line: string
  readonly signature: string
}

const KEY_TYPE = 'ssh-ed25519'
/** Before the 32 raw bytes of a key stand, in its blob, the type and the length. */
const RAW_LENGTH = 32

/** The raw bytes, base64, of a line `ssh-ed25519 AAAA…`; undefined for anything else. */
export function keyOfLine(line: string): string | undefined {
  const [type, blob = ''] = line.trimEnd().split(' ')
  const bytes = Buffer.from(blob, 'base64')
  const head = Buffer.alloc(4 + KEY_TYPE.length + 4)
  head.writeUInt32BE(KEY_TYPE.length)
  head.write(KEY_TYPE, 4)
  head.writeUInt32BE(RAW_LENGTH, 4 + KEY_TYPE.length)
  const isKey =
    type === KEY_TYPE &&
    bytes.toString('base64') === blob &&
    bytes.length === head.length + RAW_LENGTH &&
    bytes.subarray(0, head.length).equals(head)
  return isKey ? bytes.subarray(head.length).toString('base64') : undefined
}

/**
 * The key that a package must be signed by: the one that this program holds, or the last of those that took over from it, each
 * signed by the one before. A chain may begin before the key that is held here: what lies before it is passed over.
 * @param line the release key of this program, as OpenSSH writes one
 * @returns the key, raw, base64
 * @throws AppError `update.other-signer` for a link that the key before it did not sign
 */
export function lastReleaseKey(line: string, links: readonly ReleaseKeyLink[], file: string): string {
  const held = keyOfLine(line)
  if (held === undefined) throw new TypeError('the release key is no line of an Ed25519 key')
  if (links.length > MAX_RELEASE_KEYS) throw new AppError('update.damaged', { file })
  const from = links.findLastIndex(({ line }) => keyOfLine(line) === held) + 1
  return links.slice(from).reduce((trusted, { line, signature }) => {
    const next = keyOfLine(line)
    if (next === undefined) throw new AppError('update.damaged', { file })
    requireSigned(
      { key: trusted, namespace: RELEASE_KEY_NAMESPACE, message: Buffer.from(line), signature },
      file,
    )
    return next
  }, held)
}

/** Something and its signature, and by which key it has to be signed (raw, base64). */
interface Signed {
  readonly key: string
  readonly namespace: string
  readonly message: Uint8Array
  readonly signature: string
}

/** @throws AppError `update.unsigned`, `update.other-signer`, `update.forged` */
export function requireSigned({ key, namespace, message, signature }: Signed, file: string): void {
  const signer = sshSigner(signature)
  if (signer === undefined) throw new AppError('update.unsigned', { file })
  if (signer !== key) throw new AppError('update.other-signer', { file })
  if (!sshVerify(key, namespace, message, signature)) throw new AppError('update.forged', { file })
}
