import { execFileSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DATABASE_FILE } from '../../electron/engine/db/open'
import { privateKeyOf, rawPublicKey } from '../../electron/engine/sync/keys'
import { sshPublicKey } from '../../electron/engine/sync/sshsig'
import { canonicalJson, type Json } from '../../shared/json'
import { dataKeyOf, siteKeyOf } from '../support/own-keys'
import { type Pair, pair, session } from '../support/pair'
import { hasTool } from '../support/tools'

let story: Pair
let folder: string
beforeAll(async () => {
  story = await pair()
  folder = join(story.stick, 'opened')
  mkdirSync(folder)
  await story.a.save('courtyard-session', session(story.units.peach))
})
afterAll(() => story.close())

const tool = (name: string, args: readonly string[], input?: Buffer): string =>
  execFileSync(name, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe', ...(input ? { input } : {}) })

test('age, tar, zstd and ssh-keygen open a bundle and agree with its signature', async () => {
  if (!hasTool('age', 'tar', 'zstd', 'ssh-keygen')) return
  const { a, district, stick, recoveryKey } = story
  const sent = await a.send()
  const keys = { receiver: (await siteKeyOf(district)).identity, recovery: recoveryKey }
  for (const [name, identity] of Object.entries(keys)) {
    writeFileSync(join(folder, `${name}.key`), identity)
    tool('age', ['-d', '-i', `${name}.key`, '-o', `${name}.tar`, join(stick, sent.file)])
  }
  expect(readFileSync(join(folder, 'receiver.tar'))).toEqual(readFileSync(join(folder, 'recovery.tar')))
  expect(tool('tar', ['-tf', 'receiver.tar']).trim().split('\n')).toEqual([
    'manifest.json',
    'manifest.json.sig',
    'changes.jsonl.zst',
  ])
  tool('tar', ['-xf', 'receiver.tar'])
  const site = await siteKeyOf(a)
  const publicKey = rawPublicKey(createPublicKey(privateKeyOf(site.signKey))).toString('base64')
  writeFileSync(join(folder, 'signers'), `laptop ${sshPublicKey(publicKey)}\n`)
  const verify = [
    '-Y',
    'verify',
    '-f',
    'signers',
    '-I',
    'laptop',
    '-n',
    'yuanba-bundle',
    '-s',
    'manifest.json.sig',
  ]
  const manifest = readFileSync(join(folder, 'manifest.json'))
  expect(tool('ssh-keygen', verify, manifest)).toContain('Good "yuanba-bundle" signature for laptop')
  expect(() => tool('ssh-keygen', verify, Buffer.concat([manifest, Buffer.from(' ')]))).toThrow()
  tool('zstd', ['-d', '-q', 'changes.jsonl.zst'])
  const lines = readFileSync(join(folder, 'changes.jsonl'), 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(sent.changes)
  for (const line of lines) expect(canonicalJson(JSON.parse(line) as Json)).toBe(line)
})

test('age opens a joining file with its passphrase header', async () => {
  if (!hasTool('age')) return
  const { stick } = story
  const armored = readFileSync(join(stick, '接入-东街街道-A.ybj'), 'utf8')
  expect(armored.startsWith('-----BEGIN AGE ENCRYPTED FILE-----\n')).toBe(true)
})

test('the stock sqlcipher opens the database with the raw key', async () => {
  if (!hasTool('sqlcipher')) return
  const { a } = story
  await a.engine.call('session.lock', {})
  const key = Buffer.from(await dataKeyOf(a)).toString('hex')
  const script = `PRAGMA key = "x'${key}'";\nSELECT count(*) FROM changes;\nPRAGMA cipher_integrity_check;\n`
  const said = tool('sqlcipher', ['-batch', join(a.profile, DATABASE_FILE)], Buffer.from(script))
  expect(said.trim().split('\n').at(-1)).toMatch(/^[1-9]\d*$/)
})
