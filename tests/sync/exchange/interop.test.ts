import { createPublicKey } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DATABASE_FILE } from '../../../electron/engine/db/open'
import { privateKeyOf, rawPublicKey } from '../../../electron/engine/sites/keys'
import { sshPublicKey } from '../../../electron/engine/sites/sshsig'
import { canonicalJson, type Json } from '../../../shared/json'
import {
  assemble,
  canonical,
  hashOfChange,
  openBench,
  opened,
  signature,
  sqlcipher,
} from '../../support/bundles/stock-tools'
import { passphrase, user } from '../../support/desks/engine'
import { dataKeyOf, siteKeyOf } from '../../support/desks/own-keys'
import { joinPassphraseOf, makeJoinFile, type Pair, pair, session } from '../../support/desks/pair'
import { needs } from '../../support/machine/needs'
import { execFileSync, spawnSync } from '../../support/machine/programs'

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

needs(
  'age',
  'zstd',
  'ssh-keygen',
).test('age, tar, zstd and ssh-keygen open a bundle and agree with its signature', async () => {
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
    'padding',
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
  expect(lines.join('')).not.toContain('"prev"')
})

needs(
  'age',
  'script',
).test('age opens a joining file with the passphrase that a person types, and with no other', async () => {
  const { district, stick, units } = story
  const file = await makeJoinFile(district, stick, { scope: units.east, letter: 'D' })
  const words = joinPassphraseOf(file)
  expect(words).toMatch(/^(\d{4}-){5}\d{4}$/)
  const { offer } = JSON.parse(openedAtTerminal(file, words))
  expect(offer).toMatchObject({ format: 4, letter: 'D', unit: { name: '东街街道' } })
  expect(offer.snapshot.lines.join('\n')).toContain('桃花村')
  expect(() => openedAtTerminal(file, `${words}4`)).toThrow('incorrect passphrase')
})

/** What age makes of a file for a person at a terminal of its own: it takes a passphrase from nowhere else. */
function openedAtTerminal(file: string, typed: string): string {
  const out = join(folder, 'typed.json')
  const run = spawnSync('script', ['-qec', `age -d -o '${out}' '${file}'`, '/dev/null'], {
    encoding: 'utf8',
    input: `${typed}\n`,
  })
  if (run.status !== 0) throw new Error(run.stdout)
  return readFileSync(out, 'utf8')
}

needs('sqlcipher').test('the stock sqlcipher opens the database with the raw key', async () => {
  const { a } = story
  await a.engine.call('session.lock', {})
  const key = Buffer.from(await dataKeyOf(a)).toString('hex')
  const script = `PRAGMA key = "x'${key}'";\nSELECT count(*) FROM changes;\nPRAGMA cipher_integrity_check;\n`
  const said = tool('sqlcipher', ['-batch', join(a.profile, DATABASE_FILE)], Buffer.from(script))
  expect(said.trim().split('\n').at(-1)).toMatch(/^[1-9]\d*$/)
})

needs(
  'sqlcipher',
).test('the stock sqlcipher opens the database after a change of the data key too', async () => {
  const { b } = story
  await b.rpc.users.add({ name: '王录入', role: 'entry', passphrase: '另一句口令一二三' })
  const before = Buffer.from(await dataKeyOf(b)).toString('hex')
  expect(await b.rpc.users.remove({ name: '王录入' })).toMatchObject({ rekeyed: true })
  await b.engine.call('session.lock', {})
  const key = Buffer.from(await dataKeyOf(b)).toString('hex')
  const bench = mkdtempSync(join(folder, 'bench-'))
  const asked = (hex: string): string =>
    sqlcipher(
      { folder: bench, signKey: '' },
      join(b.profile, DATABASE_FILE),
      hex,
      'SELECT count(*) FROM users;',
    )
  expect(asked(key)).toBe('2')
  expect(() => asked(before)).toThrow()
  await b.rpc.session.unlock({ user, passphrase })
})

needs(
  'age',
  'zstd',
  'ssh-keygen',
  'sqlcipher',
  'openssl',
  'sha256sum',
).test('a bundle that was put together with the stock tools alone is taken, passed on and proved', async () => {
  const { a, b, district, stick, units } = story
  await a.rpc.session.unlock({ user, passphrase })
  const id = await a.save('courtyard-session', session(units.plum, { people: 60 }))
  const sent = await a.send()
  await district.take(sent.file)
  await a.engine.call('session.lock', {})

  const bench = mkdtempSync(join(folder, 'bench-'))
  const key = Buffer.from(await dataKeyOf(a)).toString('hex')
  const database = join(a.profile, DATABASE_FILE)
  const asked = (query: string): string => sqlcipher({ folder: bench, signKey: '' }, database, key, query)
  const site = JSON.parse(asked(`SELECT value FROM meta WHERE key = 'site';`))
  const recipients = [
    asked(`SELECT recipient FROM sites WHERE role = 'district';`),
    JSON.parse(asked(`SELECT value FROM meta WHERE key = 'recoveryRecipient';`)),
  ]
  const tools = openBench(bench, site.signKey)
  const old = opened(tools, join(stick, sent.file), story.recoveryKey)

  // One edit more of the record that the laptop saved last, chained to its line.
  const line = old.lines.at(-1) ?? ''
  const before = JSON.parse(line)
  const prev = hashOfChange(tools, line)
  const name = before.clock + prev.slice(0, 32)
  const at = '2026-11-03T02:00:00.000Z'
  const edit = {
    at,
    author: '王录入',
    kind: before.kind,
    kindVersion: before.kindVersion,
    record: id,
    scope: before.scope,
    seq: before.seq + 1,
    site: site.id,
    reason: '数错了人',
    clock: `${Date.parse(at).toString(16).padStart(12, '0')}0000`,
    salt: 'c2FsdHNhbHRzYWx0',
    set: { people: 61, $deleted: false },
    over: { people: [name], $deleted: [name] },
  }
  const head = hashOfChange(tools, canonical({ ...edit, prev }))
  const place = { site: site.id, scope: before.scope, seq: edit.seq, hash: head }
  const segment = {
    site: site.id,
    scope: before.scope,
    from: edit.seq,
    to: edit.seq,
    prev,
    head,
    checkpoint: signature(tools, canonical({ checkpoint: place })),
  }
  const manifest = {
    ...old.manifest,
    app: '另一家的程序 1.0',
    platform: 'linux',
    arch: 'loong64',
    serial: sent.serial + 1,
    createdAt: at,
    segments: [segment],
    // The district's own tips, with the district's own signatures in `own`, as they were.
    vector: { ...old.manifest.vector, [`${site.id}/${before.scope}`]: [[edit.seq, head.slice(0, 32)]] },
  }
  assemble(tools, join(stick, 'stock.ybb'), manifest, [canonical(edit)], recipients)

  expect((await district.take('stock.ybb'))[0]).toMatchObject({ result: 'applied', changed: 1 })
  expect(await district.rpc.records.get({ id })).toMatchObject({ body: { people: 61 }, conflicts: 0 })
  await district.take((await b.send()).file)
  // Under the letter that it has since somebody was removed there.
  const { site: now } = await b.rpc.profile.state({})
  await b.take((await district.send(`东街街道${now?.letter}`)).file)
  expect(await b.body(id)).toMatchObject({ people: 61 })
  for (const computer of [b, district])
    expect((await computer.rpc.safety.verify({})).checks.filter((check) => !check.ok)).toEqual([])
})
