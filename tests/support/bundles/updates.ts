import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newestVersion } from '../../../electron/engine/db/migrations'
import {
  makePackage,
  type ReleaseFacts,
  releaseKeyLine,
  succeedReleaseKey,
} from '../../../electron/engine/update/make-package'
import type { ReleaseKeyLink } from '../../../electron/engine/update/release-chain'

/** Whoever releases: their keys in the order in which each took over. */
export interface Releaser {
  readonly key: KeyObject
  /** What a program holds that knows this key, as OpenSSH writes one. */
  readonly line: string
  readonly links: readonly ReleaseKeyLink[]
  /** The same releaser once another key has taken over. */
  succeeded(): Releaser
}

export function newReleaser(): Releaser {
  return releaserWith(generateKeyPairSync('ed25519').privateKey, [])
}

function releaserWith(key: KeyObject, links: readonly ReleaseKeyLink[]): Releaser {
  return {
    key,
    links,
    line: releaseKeyLine(key),
    succeeded: () => {
      const { privateKey } = generateKeyPairSync('ed25519')
      return releaserWith(privateKey, [...links, succeedReleaseKey(key, releaseKeyLine(privateKey))])
    },
  }
}

/** Facts of a package for this very machine. */
export const factsHere: ReleaseFacts = {
  version: '9.0.0',
  platform: process.platform === 'win32' ? 'win32' : 'linux',
  arch: process.arch === 'arm64' ? 'arm64' : 'x64',
  layout: 'plain',
  schema: newestVersion,
  notes: '新增：催报单可以按街道分开打印。',
  createdAt: '2026-11-03T01:00:00.000Z',
}

/** Writes a package around an installer of random bytes. @returns its path, and the installer's hash, hex */
export async function writePackage(
  folder: string,
  { key, links }: Pick<Releaser, 'key' | 'links'>,
  facts: Partial<ReleaseFacts> = {},
  bytes = 300_000,
): Promise<{ readonly path: string; readonly sha256: string }> {
  const whole = { ...factsHere, ...facts }
  const ending = whole.platform === 'win32' ? 'exe' : 'deb'
  const installer = join(folder, `yuanba-${whole.version}-${whole.arch}.${ending}`)
  const content = randomBytes(bytes)
  writeFileSync(installer, content)
  const path = join(folder, `${whole.version}-${whole.platform}-${whole.arch}.ybu`)
  await makePackage(path, { facts: whole, installer, key, links })
  return { path, sha256: createHash('sha256').update(content).digest('hex') }
}
