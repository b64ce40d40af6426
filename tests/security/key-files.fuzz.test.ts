import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { armor, Decrypter, Encrypter } from 'age-encryption'
import { extract, pack } from 'tar-stream'
import { parseKeys } from '../../electron/engine/profile/keys-file'
import { signText } from '../../electron/engine/sites/keys'
import { RpcError } from '../../shared/contract/rpc'
import { canonicalJson, type Json } from '../../shared/json'
import { type Computer, passphrase, user } from '../support/desks/engine'
import { siteKeyOf } from '../support/desks/own-keys'
import { joinPassphraseOf, makeJoinFile, newComputer, type Pair, pair, session } from '../support/desks/pair'
import { fuzz } from '../support/laws/fuzz'
import { lawSize } from '../support/laws/law-size'
import {
  type BytesStep,
  bytesStep,
  changedBytes,
  changedJson,
  type JsonStep,
  jsonStep,
} from '../support/laws/mutate'
import fc from '../support/laws/property'
import { seedsFor } from '../support/laws/seed'

// The files by which somebody comes in: the wrapped keys, a backup, a joining file. Whoever holds a disk or a stick can write them.

const FINDINGS = join(__dirname, 'findings')
let story: Pair
let own: Computer
let keys: string
let backup: { readonly name: string; readonly content: Buffer }[]
let backupBytes: Buffer
let newestCopy: string
let joinPath: string
let offer: Json
let signKey: string
beforeAll(async () => {
  story = await pair()
  const { a, district, stick, units } = story
  own = a
  await a.save('courtyard-session', session(units.peach))
  const made = await a.rpc.safety.backup({ folder: a.engine.grant(stick) })
  backupBytes = readFileSync(join(stick, made.file))
  backup = await entriesIn(backupBytes)
  joinPath = await makeJoinFile(district, stick, { scope: units.east, letter: 'C' })
  const decrypter = new Decrypter()
  decrypter.addPassphrase(joinPassphraseOf(joinPath))
  offer = JSON.parse(await decrypter.decrypt(armor.decode(readFileSync(joinPath, 'latin1')), 'text')).offer
  signKey = (await siteKeyOf(district)).signKey
  keys = readFileSync(join(own.profile, 'keys.json'), 'utf8')
  // The second rests on the pages of the first.
  await own.rpc.safety.keepCopies({ why: 'close' })
  await a.save('courtyard-session', session(units.peach))
  const { written } = await own.rpc.safety.keepCopies({ why: 'close' })
  newestCopy = basename(written[0] ?? '')
}, 120_000)
afterAll(() => story.close())

async function entriesIn(bytes: Buffer): Promise<{ name: string; content: Buffer }[]> {
  const tar = extract()
  tar.end(bytes)
  const entries: { name: string; content: Buffer }[] = []
  for await (const entry of tar) {
    const chunks: Buffer[] = []
    for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk)
    entries.push({ name: entry.header.name, content: Buffer.concat(chunks) })
  }
  return entries
}

/** The code of a refusal, never one that nobody thought of; `ok` without one. */
async function came(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'ok'
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    expect(error.body.code).not.toMatch(/^(unexpected|call\.)/)
    return error.body.code
  }
}

interface FileCase {
  readonly json: readonly JsonStep[]
  readonly bytes: readonly BytesStep[]
}
const steps: fc.Arbitrary<FileCase> = fc.oneof(
  fc.record({
    json: fc.array(jsonStep(), { minLength: 1, maxLength: 3 }),
    bytes: fc.constant<BytesStep[]>([]),
  }),
  fc.record({
    json: fc.constant<JsonStep[]>([]),
    bytes: fc.array(bytesStep(), { minLength: 1, maxLength: 2 }),
  }),
)

/** The text of JSON after these steps. */
const textOf = (of: string, { json, bytes }: FileCase): Buffer => {
  const said = json.length > 0 ? JSON.stringify(changedJson(JSON.parse(of), json), null, 2) : of
  return changedBytes(Buffer.from(said), bytes)
}

fuzz({
  name: 'keys.json',
  findings: FINDINGS,
  seeds: seedsFor('keys.json', []),
  cases: steps,
  count: lawSize(1500),
  play: async (one) => {
    const path = join(own.profile, 'keys.json')
    const text = textOf(keys, one)
    await own.rpc.session.lock({})
    writeFileSync(path, text)
    let outcome = ''
    try {
      const state = await came(own.rpc.profile.state({}))
      expect(['ok', 'profile.damaged', 'profile.missing', 'profile.trial-version']).toContain(state)
      outcome = await came(own.rpc.session.unlock({ user, passphrase }))
      // Whoever comes in does so by what was written here; members that nobody knows say nothing.
      if (outcome === 'ok') expect(parseKeys(text.toString())).toEqual(parseKeys(keys))
    } finally {
      writeFileSync(path, keys)
      // Wrong passphrases make the next one wait.
      rmSync(join(own.profile, 'tries.json'), { force: true })
    }
    expect(await came(own.rpc.session.unlock({ user, passphrase }))).toBe('ok')
    return [outcome]
  },
})

/** A computer without a profile, which has none afterwards where it was refused. */
async function atNewComputer(work: (computer: Computer) => Promise<unknown>): Promise<string> {
  const computer = newComputer(story.stick, 'new')
  try {
    const outcome = await came(work(computer))
    if (outcome === 'ok')
      expect((await computer.rpc.safety.verify({})).checks.filter(({ ok }) => !ok)).toEqual([])
    else {
      const left = existsSync(computer.profile) ? readdirSync(computer.profile) : []
      expect(left.filter((name) => !name.startsWith('lock.db'))).toEqual([])
    }
    return outcome
  } finally {
    await computer.engine.close()
    rmSync(computer.profile, { recursive: true, force: true })
  }
}

async function packed(entries: readonly { name: string; content: Buffer }[]): Promise<Buffer> {
  const tar = pack({})
  for (const { name, content } of entries) tar.entry({ name }, content)
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

fuzz({
  name: 'backup',
  findings: FINDINGS,
  seeds: seedsFor('backup', []),
  cases: fc.record({ entry: fc.nat(20), order: fc.nat(12), steps }),
  count: lawSize(400),
  play: async ({ entry, order, steps: one }) => {
    const path = join(story.stick, 'forged.ybk')
    if (one.json.length === 0) writeFileSync(path, changedBytes(backupBytes, one.bytes))
    else {
      // The first two are JSON: what is said of the backup, and its keys.
      const entries = backup.map((each, nth) =>
        nth === entry % 2 ? { ...each, content: textOf(each.content.toString(), one) } : each,
      )
      const [last] = entries.slice(-1)
      if (order === 1 && last) entries.push(last)
      if (order === 2) entries.reverse()
      if (order === 3 && last) entries.push({ name: '../outside', content: last.content })
      writeFileSync(path, await packed(entries))
    }
    const asked = { user, passphrase }
    const outcome = await atNewComputer(async ({ rpc, engine }) => {
      const preview = await came(rpc.profile.previewBackup({ file: engine.grant(path), ...asked }))
      await rpc.profile.restore({ file: engine.grant(path), ...asked })
      expect(preview).toBe('ok')
      expect((await rpc.records.count({ kind: 'courtyard-session' })).total).toBe(1)
    })
    expect(existsSync(join(story.stick, 'outside'))).toBe(false)
    return [outcome]
  },
})

/** Every file in and below a folder, as paths from there. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)))
    .sort()

fuzz({
  name: 'copies',
  findings: FINDINGS,
  seeds: seedsFor('copies', []),
  cases: fc.record({
    file: fc.nat(20),
    isGone: fc.boolean(),
    bytes: fc.array(bytesStep(), { maxLength: 2 }),
  }),
  count: lawSize(300),
  play: async ({ file, isGone, bytes }) => {
    const folder = join(story.stick, 'copies')
    cpSync(join(own.profile, 'backups'), folder, { recursive: true })
    try {
      const files = filesBelow(folder)
      const path = join(folder, files[file % files.length] ?? '')
      if (isGone) rmSync(path)
      else writeFileSync(path, changedBytes(readFileSync(path), bytes))
      const newest = join(folder, newestCopy)
      return [
        await atNewComputer(async ({ rpc, engine }) => {
          await rpc.profile.restore({ file: engine.grant(newest), user, passphrase })
          expect((await rpc.records.count({ kind: 'courtyard-session' })).total).toBe(2)
        }),
      ]
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
})

fuzz({
  name: 'joining-file',
  findings: FINDINGS,
  seeds: seedsFor('joining file', []),
  cases: fc.record({ isSigned: fc.boolean(), steps }),
  count: lawSize(600),
  play: async ({ isSigned, steps: one }) => {
    const path = join(story.stick, 'forged.ybj')
    if (one.json.length === 0) writeFileSync(path, changedBytes(readFileSync(joinPath), one.bytes))
    else {
      const made = changedJson(offer, one.json)
      const encrypter = new Encrypter()
      encrypter.setPassphrase(joinPassphraseOf(joinPath))
      encrypter.setScryptWorkFactor(10)
      const text = JSON.stringify({
        offer: made,
        signature: signText(signKey, isSigned ? signable(made) : 'other'),
      })
      writeFileSync(path, armor.encode(await encrypter.encrypt(text)))
    }
    const given = { joinPassphrase: joinPassphraseOf(joinPath), user, passphrase }
    return [
      await atNewComputer(({ rpc, engine }) => rpc.profile.join({ file: engine.grant(path), ...given })),
    ]
  },
})

/** What a district's key would sign; of what has no canonical form something else. */
function signable(made: Json): Json {
  try {
    canonicalJson(made)
    return { joinOffer: made }
  } catch {
    return 'without a form'
  }
}
