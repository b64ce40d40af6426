import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execFileSync } from '../machine/programs'

/**
 * A second writer of bundles that shares no line with ours. JSON is sorted here.
 * Everything else is done by age, tar, zstd, ssh-keygen, openssl, sha256sum and sqlcipher, as FORMAT.md says.
 * So another team can do what it does.
 */
export interface Bench {
  /** A folder of its own to work in. */
  readonly folder: string
  /** The laptop's private signing key, PKCS#8 in PEM, in a file of that folder. */
  readonly signKey: string
}

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

const run = (bench: Bench, name: string, args: readonly string[], input?: string): Buffer =>
  execFileSync(name, args, {
    cwd: bench.folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  })

/** RFC 8785 for what stands in a bundle: keys sorted, no space, text as JSON writes it. */
export function canonical(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

/** Asks a profile's database with the stock tool. `key` is the raw key in hex. */
export function sqlcipher(bench: Bench, database: string, key: string, query: string): string {
  const script = `PRAGMA key = "x'${key}'";\n${query}\n`
  return run(bench, 'sqlcipher', ['-batch', database], script)
    .toString()
    .trim()
    .split('\n')
    .slice(1)
    .join('\n')
}

/** A laptop's signing key, which its profile keeps as base64 of PKCS#8 DER, as a PEM file that openssl and ssh-keygen read. */
export function openBench(folder: string, pkcs8: string): Bench {
  const bench = { folder, signKey: join(folder, 'sign.pem') }
  writeFileSync(join(folder, 'sign.der'), Buffer.from(pkcs8, 'base64'))
  run(bench, 'openssl', ['pkey', '-inform', 'DER', '-in', 'sign.der', '-out', 'sign.pem'])
  run(bench, 'chmod', ['600', 'sign.pem'])
  writeFileSync(join(folder, 'sign.pem.pub'), run(bench, 'ssh-keygen', ['-y', '-f', 'sign.pem']))
  return bench
}

/** Opens a bundle: its manifest and its changes' lines, each with the hash of the one before put back. `identity` is an age key. */
export function opened(
  bench: Bench,
  file: string,
  identity: string,
): {
  readonly manifest: { vector: { [stream: string]: Value }; [key: string]: Value }
  readonly lines: string[]
} {
  writeFileSync(join(bench.folder, 'identity.txt'), identity)
  run(bench, 'age', ['-d', '-i', 'identity.txt', '-o', 'old.tar', file])
  run(bench, 'tar', ['-xf', 'old.tar'])
  run(bench, 'zstd', ['-d', '-q', '-f', 'changes.jsonl.zst'])
  const manifest = JSON.parse(readFileSync(join(bench.folder, 'manifest.json'), 'utf8'))
  const carried = readFileSync(join(bench.folder, 'changes.jsonl'), 'utf8').trimEnd().split('\n').values()
  const lines: string[] = []
  for (let { from, to, prev } of manifest.segments)
    for (; from <= to; from += 1) {
      const line = canonical({ ...JSON.parse(carried.next().value ?? ''), prev })
      prev = hashOfChange(bench, line)
      lines.push(line)
    }
  return { manifest, lines }
}

/** The hash of a change by its whole line, as FORMAT.md has it. */
export function hashOfChange(bench: Bench, line: string): string {
  const { salt, set, ...said } = JSON.parse(line)
  const commitment = sha256sum(bench, salt + canonical(set))
  return sha256sum(bench, canonical({ ...said, commitment, keys: Object.keys(set).sort() }))
}

/** SHA-256 of a text, hex. */
function sha256sum(bench: Bench, text: string): string {
  return run(bench, 'sha256sum', [], text).toString().slice(0, 64)
}

/** Ed25519 over a canonical text, base64: a checkpoint. */
export function signature(bench: Bench, text: string): string {
  writeFileSync(join(bench.folder, 'text'), text)
  const sign = ['pkeyutl', '-sign', '-rawin', '-inkey', bench.signKey, '-in', 'text']
  return run(bench, 'openssl', sign).toString('base64')
}

/** Puts a bundle together of carried lines and encrypts it; the manifest's counts and entries are filled in from them. */
export function assemble(
  bench: Bench,
  out: string,
  manifest: { readonly [key: string]: Value },
  lines: readonly string[],
  recipients: readonly string[],
): void {
  const text = lines.map((line) => `${line}\n`).join('')
  writeFileSync(join(bench.folder, 'changes.jsonl'), text)
  run(bench, 'zstd', ['-q', '-f', '-3', 'changes.jsonl'])
  const packed = readFileSync(join(bench.folder, 'changes.jsonl.zst'))
  const sum = run(bench, 'sha256sum', ['changes.jsonl.zst']).toString().slice(0, 64)
  const whole = {
    ...manifest,
    counts: { changes: lines.length, blobs: 0, bytes: Buffer.byteLength(text) },
    entries: [{ name: 'changes.jsonl.zst', size: packed.length, sha256: sum }],
  }
  writeFileSync(join(bench.folder, 'manifest.json'), canonical(whole))
  run(bench, 'rm', ['-f', 'manifest.json.sig'])
  run(bench, 'ssh-keygen', ['-q', '-Y', 'sign', '-f', bench.signKey, '-n', 'yuanba-bundle', 'manifest.json'])
  const names = ['manifest.json', 'manifest.json.sig', 'changes.jsonl.zst']
  run(bench, 'tar', ['--format=ustar', '-cf', 'new.tar', ...names])
  const to = recipients.flatMap((recipient) => ['-r', recipient])
  run(bench, 'age', [...to, '-o', out, 'new.tar'])
}
