import { createPublicKey, type KeyObject } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { canonicalJson } from '../../../shared/json'
import {
  RELEASE_KEY_NAMESPACE,
  releaseKeyEntry,
  releaseKeySignatureEntry,
  UPDATE_ENTRY,
  UPDATE_FORMAT,
  UPDATE_NAMESPACE,
  UPDATE_SIGNATURE_ENTRY,
  type UpdateManifest,
  updateManifest,
} from '../../../shared/update/manifest'
import { type TarEntry, tarOf } from '../bundle/pack'
import { bytesOf, sha256OfFile, type VerifiedFile, writeVerified } from '../files/verified-file'
import { rawPublicKey } from '../sites/keys'
import { sshPublicKey, sshSign } from '../sites/sshsig'
import type { ReleaseKeyLink } from './release-chain'

/** What whoever releases says of an installer. */
export type ReleaseFacts = Pick<
  UpdateManifest,
  'version' | 'platform' | 'arch' | 'layout' | 'schema' | 'notes' | 'createdAt'
>

interface Release {
  readonly facts: ReleaseFacts
  /** The installer's path. */
  readonly installer: string
  /** The release key, Ed25519. */
  readonly key: KeyObject
  /** The keys that took over up to this one; none where it is the first. */
  readonly links: readonly ReleaseKeyLink[]
}

/** The line of a release key as OpenSSH writes it, with its newline: what a chain signs. */
export const releaseKeyLine = (key: KeyObject): string =>
  `${sshPublicKey(rawPublicKey(createPublicKey(key)).toString('base64'))}\n`

/** The word of a release key that another one takes over from it. @param successor that key, private or public */
export function succeedReleaseKey(key: KeyObject, successor: string): ReleaseKeyLink {
  return { line: successor, signature: signedBy(key, RELEASE_KEY_NAMESPACE, Buffer.from(successor)) }
}

/** Packs an installer, signs it and reads it back. @throws z.ZodError for facts that no package may say, AppError as `writeVerified` */
export async function makePackage(
  out: string,
  { facts, installer, key, links }: Release,
): Promise<VerifiedFile & { readonly manifest: UpdateManifest }> {
  const { size } = statSync(installer)
  const manifest = updateManifest.parse({
    format: UPDATE_FORMAT,
    ...facts,
    installer: { name: basename(installer), size, sha256: await sha256OfFile(installer) },
  })
  const text = Buffer.from(canonicalJson(manifest))
  const entries: TarEntry[] = [
    ...links.flatMap(({ line, signature }, at) => [
      told(releaseKeyEntry(at + 1), line),
      told(releaseKeySignatureEntry(at + 1), signature),
    ]),
    told(UPDATE_ENTRY, text),
    told(UPDATE_SIGNATURE_ENTRY, signedBy(key, UPDATE_NAMESPACE, text)),
    { name: manifest.installer.name, size, content: bytesOf(installer) },
  ]
  const written = await writeVerified(out, tarOf(entries, Date.parse(facts.createdAt)))
  return { ...written, manifest }
}

function told(name: string, content: string | Uint8Array): TarEntry {
  const bytes = Buffer.from(content)
  return { name, size: bytes.length, content: [bytes] }
}

const signedBy = (key: KeyObject, namespace: string, message: Uint8Array): string =>
  sshSign(key.export({ format: 'der', type: 'pkcs8' }).toString('base64'), namespace, message)
