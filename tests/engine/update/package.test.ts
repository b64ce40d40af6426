import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sshPublicKey } from '../../../electron/engine/sites/sshsig'
import { releaseKeyLine, succeedReleaseKey } from '../../../electron/engine/update/make-package'
import { onlyLook, readPackage } from '../../../electron/engine/update/read-package'
import { keyOfLine } from '../../../electron/engine/update/release-chain'
import { releaseKey } from '../../../electron/engine/update/release-key'
import { factsHere, newReleaser, writePackage } from '../../support/bundles/updates'
import { refusal } from '../../support/desks/engine'
import { needs } from '../../support/machine/needs'
import { execFileSync } from '../../support/machine/programs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-update-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = (path: string, line: string) => readPackage(path, line, onlyLook)

test('what was packed is read back: what it says of itself, and every byte of the installer', async () => {
  const releaser = newReleaser()
  const { path, sha256 } = await writePackage(folder, releaser)
  const found = await contentOf(path, releaser.line)
  expect(found.manifest).toMatchObject({ format: 1, ...factsHere, installer: { size: 300_000, sha256 } })
  expect(found.sha256).toBe(sha256)
})

test('a key that took over is believed by programs that hold any key before it, and by its own', async () => {
  const first = newReleaser()
  const second = first.succeeded()
  const third = second.succeeded()
  const { path } = await writePackage(folder, third)
  for (const { line } of [first, second, third])
    expect((await read(path, line)).manifest.version).toBe('9.0.0')
  const older = await writePackage(folder, first, { version: '8.0.0' })
  expect((await refusal(read(older.path, second.line))).code).toBe('update.other-signer')
})

test('a key that the one before it did not sign takes over from nobody', async () => {
  const releaser = newReleaser()
  const { privateKey } = generateKeyPairSync('ed25519')
  const link = { line: releaseKeyLine(privateKey), signature: '' }
  const forged = [
    { ...link, signature: succeedReleaseKey(privateKey, link.line).signature },
    { ...link, signature: succeedReleaseKey(releaser.key, 'ssh-ed25519 AAAA\n').signature },
  ]
  const codes = []
  for (const one of forged) {
    const { path } = await writePackage(folder, { key: privateKey, links: [one] })
    codes.push((await refusal(read(path, releaser.line))).code)
  }
  expect(codes).toEqual(['update.other-signer', 'update.forged'])
})

test('a package of somebody else is refused, and one without a signature', async () => {
  const { path } = await writePackage(folder, newReleaser())
  expect((await refusal(read(path, newReleaser().line))).code).toBe('update.other-signer')
  expect((await refusal(read(path, releaseKey))).code).toBe('update.other-signer')
  const bytes = readFileSync(path)
  const at = bytes.indexOf('-----BEGIN SSH')
  bytes.write('-----NOTHING', at)
  writeFileSync(path, bytes)
  expect((await refusal(read(path, newReleaser().line))).code).toBe('update.unsigned')
})

test('whatever is changed in a package, it is refused, or it says and holds the same as before', async () => {
  const releaser = newReleaser()
  const { path } = await writePackage(folder, releaser, {}, 3000)
  const whole = readFileSync(path)
  const before = await contentOf(path, releaser.line)
  const codes = new Set<string>()
  for (let at = 0; at < whole.length; at += 23) {
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(path, bytes)
    const found = await contentOf(path, releaser.line).catch(({ code }) => String(code))
    if (typeof found === 'string') codes.add(found)
    else expect([at, found]).toEqual([at, before])
  }
  expect([...codes].filter((code) => !code.startsWith('update.'))).toEqual([])
  expect([...codes]).toEqual(expect.arrayContaining(['update.forged', 'update.damaged']))
})

async function contentOf(path: string, line: string) {
  const hash = createHash('sha256')
  const { manifest } = await readPackage(path, line, async (content) => {
    for await (const chunk of content) hash.update(chunk)
  })
  return { manifest, sha256: hash.digest('hex') }
}

test('a package that ends early is damaged, wherever it ends', async () => {
  const releaser = newReleaser()
  const { path } = await writePackage(folder, releaser, {}, 5000)
  for (let length = readFileSync(path).length - 1100; length > 600; length -= 500) {
    truncateSync(path, length)
    const { code } = await refusal(read(path, releaser.line))
    expect(['update.damaged', 'update.unsigned', 'update.not-a-package']).toContain(code)
  }
})

test('what is no package is said to be none', async () => {
  const path = join(folder, 'a.ybu')
  const { line } = newReleaser()
  for (const text of ['', 'MZ this is a program', 'x'.repeat(5000)]) {
    writeFileSync(path, text)
    expect((await refusal(read(path, line))).code).toBe('update.not-a-package')
  }
  expect((await refusal(read(join(folder, 'none.ybu'), line))).code).toBe('file.unreadable')
})

test('the key that this program holds is a key', () => {
  const raw = keyOfLine(releaseKey)
  expect(raw).toBeDefined()
  expect(sshPublicKey(raw ?? '')).toBe(releaseKey)
})

needs(
  'ssh-keygen',
).test('ssh-keygen agrees with the signature of a package, and with those of the keys that took over', async () => {
  const first = newReleaser()
  const second = first.succeeded()
  const { path } = await writePackage(folder, second)
  execFileSync('tar', ['-xf', path], { cwd: folder })
  const verify = (signer: string, namespace: string, file: string): string => {
    writeFileSync(join(folder, 'signers'), `release ${signer}`)
    const args = ['-Y', 'verify', '-f', 'signers', '-I', 'release', '-n', namespace, '-s', `${file}.sig`]
    return execFileSync('ssh-keygen', args, {
      cwd: folder,
      encoding: 'utf8',
      input: readFileSync(join(folder, file)),
    })
  }
  expect(verify(first.line, 'yuanba-release-key', 'keys/1.pub')).toContain('Good "yuanba-release-key"')
  expect(verify(second.line, 'yuanba-update', 'update.json')).toContain('Good "yuanba-update"')
  expect(() => verify(first.line, 'yuanba-update', 'update.json')).toThrow()
  const { signer } = await read(path, first.line)
  expect(execFileSync('ssh-keygen', ['-l', '-f', 'keys/1.pub'], { cwd: folder, encoding: 'utf8' })).toContain(
    signer,
  )
})
