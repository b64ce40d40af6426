import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditRow, auditHash } from '../../../electron/engine/audit'
import { DATABASE_FILE, openForWriting } from '../../../electron/engine/db/open'
import { openBundle } from '../../support/bundles/bundles'
import { type Computer, passphrase, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'
import { type Pair, pair, session } from '../../support/desks/pair'

const ALIKE = { differs: [], peerLog: 'kept', ownLog: 'kept' }

let story: Pair
beforeEach(async () => {
  story = await pair()
  const { a, district } = story
  await district.take((await a.send()).file)
  await a.take(await toA())
  await a.save('courtyard-session', session(story.units.peach))
})
afterEach(() => story.close())

const toA = async (): Promise<string> => (await story.district.send('东街街道A')).file
const fromA = async (): Promise<string> => (await story.a.send()).file

/** Writes into a computer's database behind the program's back. */
async function tamper(computer: Computer, sql: string): Promise<void> {
  await computer.rpc.session.lock({})
  const db = openForWriting(join(computer.profile, DATABASE_FILE), await dataKeyOf(computer.profile))
  db.exec(sql)
  db.close()
  await computer.rpc.session.unlock({ user, passphrase })
}

const agreement = async (at: Computer, file: string) => (await at.take(file))[0]?.agreement

test('two computers that hold the same changes say the same digests, whatever came in between, and nobody is told anything', async () => {
  const { a, district, stick, units, recoveryKey } = story
  const id = await a.save('courtyard-session', session(units.plum))
  await a.rpc.records.delete({ id, operation: a.operation() })
  expect(await agreement(district, await fromA())).toEqual(ALIKE)
  const back = await toA()
  expect(await agreement(a, back)).toEqual(ALIKE)
  const [mine, theirs] = await Promise.all(
    [await fromA(), back].map(
      async (file) => (await openBundle(join(stick, file), recoveryKey)).manifest.digests,
    ),
  )
  expect(Object.keys(mine ?? {}).sort()).toEqual(['*', units.east].sort())
  expect(mine).toEqual(theirs)
  const { peers } = await district.rpc.sync.status({})
  expect(peers.every(({ differs, auditChanged }) => differs.length === 0 && auditChanged === null)).toBe(true)
})

test('a record that became another one at one computer is told at both, and there verifying finds it', async () => {
  const { a, district } = story
  await district.take(await fromA())
  await tamper(a, `UPDATE registers SET hash = zeroblob(32) WHERE scope <> '*'`)
  expect(await agreement(district, await fromA())).toEqual({ ...ALIKE, differs: ['东街街道'] })
  const { peers } = await district.rpc.sync.status({})
  expect(peers.find(({ name }) => name === '东街街道A')).toMatchObject({ differs: ['东街街道'] })
  // The laptop has gone on, so that only the district's word tells it.
  await a.save('courtyard-session', session(story.units.plum))
  expect(await agreement(a, await toA())).toEqual({ ...ALIKE, differs: ['东街街道'] })
  const failed = (at: Computer) =>
    at.rpc.safety.verify({}).then(({ checks }) => checks.filter(({ ok }) => !ok).map(({ name }) => name))
  expect([(await failed(a)).length, (await failed(district)).length]).toEqual([1, 0])
})

test('an audit log that was cut is told by whoever saw it longer, and to the computer itself', async () => {
  const { a, district } = story
  await district.take(await fromA())
  await tamper(a, 'DELETE FROM audit WHERE seq > (SELECT max(seq) - 8 FROM audit)')
  expect(await agreement(district, await fromA())).toEqual({ ...ALIKE, peerLog: 'changed' })
  const { peers } = await district.rpc.sync.status({})
  expect(peers.find(({ name }) => name === '东街街道A')?.auditChanged).toMatch(/^2026-11-03T/)
})

test('an audit log that was written anew and is longer by now is told to the computer itself', async () => {
  const { a, district } = story
  await district.take(await fromA())
  await tamper(a, `UPDATE audit SET hash = '${'e'.repeat(64)}'`)
  expect(await agreement(a, await toA())).toEqual({ ...ALIKE, ownLog: 'changed' })
})

test('a log that was written anew down to its hashes is told by a check, to the computer itself and to whoever saw it', async () => {
  const { a, district } = story
  await district.take(await fromA())
  await district.take(await fromA())
  await a.take(await toA())
  await rewriteLog(a)
  const audit = async () => (await a.rpc.safety.verify({})).checks.find(({ name }) => name === '操作日志链')
  expect(await audit()).toMatchObject({ ok: false, detail: expect.stringContaining('对方电脑见过') })
  // It is longer than what the district saw, so that only the laptop's own word tells.
  for (let saved = 0; saved < 3; saved += 1) await a.save('courtyard-session', session(story.units.plum))
  expect(await agreement(district, await fromA())).toEqual({ ...ALIKE, peerLog: 'changed' })
  // What the district has seen since is there; what it saw before is gone for good.
  await a.take(await toA())
  expect((await audit())?.ok).toBe(false)
})

/** As if nobody outside had ever said what was seen of the log. */
const unseen = `UPDATE peer_agreement SET own_count = 0, own_head = ''`

test('a log that was written anew and has grown since is told by whoever saw it, also where the computer has forgotten that', async () => {
  const { a, district } = story
  await district.take(await fromA())
  await a.take(await toA())
  await rewriteLog(a)
  await tamper(a, unseen)
  // Nothing here can tell it any more.
  expect((await a.rpc.safety.verify({})).ok).toBe(true)
  for (let saved = 0; saved < 3; saved += 1) await a.save('courtyard-session', session(story.units.plum))
  expect(await agreement(district, await fromA())).toEqual({ ...ALIKE, peerLog: 'changed' })
  const { peers } = await district.rpc.sync.status({})
  expect(peers.find(({ name }) => name === '东街街道A')?.auditChanged).toMatch(/^2026-11-03T/)
  // What the district says it saw is the new log; what it noticed stays noticed.
  expect(await agreement(a, await toA())).toEqual(ALIKE)
})

test('rows cut out of the middle of a log that fits together again are missed', async () => {
  const { a, district } = story
  await district.take(await fromA())
  await a.take(await toA())
  await tamper(a, `${unseen}; DELETE FROM audit WHERE action = 'sync.begin'`)
  await rewriteLog(a)
  for (let saved = 0; saved < 5; saved += 1) await a.save('courtyard-session', session(story.units.plum))
  expect((await a.rpc.safety.verify({})).ok).toBe(true)
  expect(await agreement(district, await fromA())).toEqual({ ...ALIKE, peerLog: 'changed' })
})

test('a log whose rows do not fit together is told at the next exchange too', async () => {
  const { a, district } = story
  await district.take(await fromA())
  await tamper(a, `UPDATE audit SET user = '别人' WHERE seq = 3; ${unseen}`)
  expect(await agreement(district, await fromA())).toEqual({ ...ALIKE, peerLog: 'changed' })
})

test('a database file of before that went on is told by whoever saw the log go on', async () => {
  const { a, district } = story
  await a.rpc.session.lock({})
  const path = join(a.profile, DATABASE_FILE)
  const before = readFileSync(path)
  await a.rpc.session.unlock({ user, passphrase })
  await district.take(await fromA())
  await a.rpc.session.lock({})
  writeFileSync(path, before)
  await a.rpc.session.unlock({ user, passphrase })
  for (let saved = 0; saved < 9; saved += 1) await a.save('courtyard-session', session(story.units.plum))
  // The file has the number of one that came before, and says nothing new of the log; the next one does.
  await fromA()
  expect(await agreement(district, await fromA())).toMatchObject({ peerLog: 'changed' })
})

test('a log whose rows nobody outside has seen can be written anew, and nothing tells it', async () => {
  const { far } = story
  await far.save('courtyard-session', session(story.units.remote))
  await rewriteLog(far)
  expect((await far.rpc.safety.verify({})).ok).toBe(true)
})

/** Another person stands in every row, and the chain fits: as somebody can write it who has the folder and a passphrase. */
async function rewriteLog(computer: Computer): Promise<void> {
  await computer.rpc.session.lock({})
  const db = openForWriting(join(computer.profile, DATABASE_FILE), await dataKeyOf(computer.profile))
  let prev = '0'.repeat(64)
  const rows = db.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY seq').all()
  db.exec('DELETE FROM audit')
  for (const [at, row] of rows.entries()) {
    const said = { ...row, seq: at + 1, user: '别人', prev }
    prev = auditHash(said)
    db.prepare(
      `INSERT INTO audit (seq, at, user, action, detail, prev, hash)
       VALUES (@seq, @at, @user, @action, @detail, @prev, @hash)`,
    ).run({ ...said, hash: prev })
  }
  db.close()
  await computer.rpc.session.unlock({ user, passphrase })
}

test('an earlier file that comes late says nothing of a shorter log', async () => {
  const { district } = story
  const [early, late] = [await fromA(), await fromA()]
  expect(await agreement(district, late)).toEqual(ALIKE)
  expect(await agreement(district, early)).toEqual(ALIKE)
})
