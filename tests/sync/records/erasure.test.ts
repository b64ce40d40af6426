import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { writeLocal } from '../../../electron/engine/changes/write'
import { openForWriting } from '../../../electron/engine/db/open'
import { newId } from '../../../electron/engine/new-id'
import { carriedLine } from '../../../shared/sync/chain'
import { REDACTION_KIND, REDACTION_VERSION } from '../../../shared/sync/redaction'
import {
  changesIn,
  entriesOf,
  type OpenBundle,
  openBundle,
  rechained,
  writeBundle,
} from '../../support/bundles/bundles'
import { backUp, restoreFrom } from '../../support/desks/copies'
import { type Computer, passphrase, refusal, user } from '../../support/desks/engine'
import { pastTheCalls } from '../../support/desks/engine-desks'
import { dataKeyOf } from '../../support/desks/keys'
import { siteKeyOf } from '../../support/desks/own-keys'
import { joinWith, makeJoinFile, newComputer, type Pair, pair, session } from '../../support/desks/pair'
import { photo } from '../../support/records/pictures'

/** Words that stand nowhere else: one typed first, one that an edit put in its place. */
const [FIRST, SECOND] = ['qzfirstword', 'qzsecondword']
const reason = '当事人要求删除'

let story: Pair
let record: string
beforeEach(async () => {
  story = await pair()
  const { a, b, district } = story
  for (const laptop of [a, b]) await district.take((await laptop.send()).file)
  await a.take(await toA())
  await b.take(await toB())
  record = await a.save('courtyard-session', session(story.units.peach, { courtyard: FIRST, agenda: FIRST }))
  await a.rpc.records.save({
    kind: 'courtyard-session',
    id: record,
    patch: { courtyard: SECOND, agenda: SECOND },
    operation: a.operation(),
  })
  await district.take((await a.send()).file)
  await b.take((await a.send('东街街道B')).file)
})
afterEach(() => story.close())

const toA = async (): Promise<string> => (await story.district.send('东街街道A')).file
const toB = async (): Promise<string> => (await story.district.send('东街街道B')).file

/** Every byte of a computer's databases as they lie there, decrypted: also of free pages. */
async function bytesOf(computer: Computer): Promise<string> {
  await computer.rpc.session.lock({})
  const key = await dataKeyOf(computer.profile)
  const texts = readdirSync(computer.profile)
    .filter((name) => /\.db$/.test(name))
    .map((name) => {
      const path = join(computer.profile, name)
      const db = openForWriting(path, key)
      db.pragma('journal_mode = DELETE')
      // An empty key decrypts every page where it stands; nothing is moved or written anew.
      db.pragma(`rekey = ''`)
      db.close()
      return readFileSync(path, 'latin1')
    })
  return texts.join('\n')
}

const nothingOfIt = async (computer: Computer): Promise<void> => {
  expect(await refusal(computer.rpc.records.get({ id: record }))).toMatchObject({
    code: 'record.erased',
    params: { reason, at: '2026-11-03' },
  })
  const { rows } = await computer.rpc.records.list({ kind: 'courtyard-session' })
  expect(rows).toEqual([])
  expect(
    (await computer.rpc.records.list({ kind: 'courtyard-session', filter: { text: SECOND } })).rows,
  ).toEqual([])
  const today = JSON.stringify(await computer.rpc.records.today({}))
  expect([today.includes(record), today.includes('redaction')]).toEqual([false, false])
  expect((await computer.rpc.safety.verify({})).checks.filter(({ ok }) => !ok)).toEqual([])
}

test('what a restore put aside goes with what is erased, and so do the copies from before', async () => {
  const { a, district } = story
  mkdirSync(join(a.profile, 'aside-1'))
  for (const name of ['aside-1/profile.db', 'drafts.db.damaged-1', 'before-bulk.db'])
    writeFileSync(join(a.profile, name), FIRST)
  await district.rpc.records.erase({ id: record, reason })
  await a.take(await toA())
  expect(readdirSync(a.profile).filter((name) => /aside|damaged|before/.test(name))).toEqual([])
})

test('erased at the district, a record is gone at every computer, whatever lies in between, and everything still verifies', async () => {
  const { a, b, district } = story
  await district.rpc.records.erase({ id: record, reason })
  await a.take(await toA())
  await b.take(await toB())
  for (const computer of [a, b, district]) await nothingOfIt(computer)
  // What follows is carried and taken as ever.
  const next = await a.save('courtyard-session', session(story.units.plum))
  await district.take((await a.send()).file)
  await b.take(await toB())
  expect(await b.body(next)).toMatchObject({ courtyard: '解家院子' })
})

test('no byte of it is left in the database, its log, drafts and copies, at the district and at a laptop', async () => {
  const { a, b, district } = story
  const draft = { kind: 'courtyard-session', id: record, body: { courtyard: `${SECOND}draft` } }
  await a.rpc.drafts.save(draft)
  await b.save('courtyard-session', session(story.units.plum))
  await district.take((await b.send()).file)
  await district.rpc.records.erase({ id: record, reason })
  await a.take(await toA())
  for (const computer of [a, district]) {
    const bytes = await bytesOf(computer)
    expect(bytes.includes('SQLite format 3')).toBe(true)
    expect([FIRST, SECOND].filter((word) => bytes.includes(word))).toEqual([])
  }
})

test('the words are found in the decrypted bytes as long as nothing is erased', async () => {
  const bytes = await bytesOf(story.district)
  expect([FIRST, SECOND].filter((word) => bytes.includes(word))).toEqual([FIRST, SECOND])
})

test('a later export and a later backup carry no value of it; who comes new takes the chain without them', async () => {
  const { district, stick, units } = story
  await district.rpc.records.erase({ id: record, reason })
  const late = await story.join(units.east, 'C')
  await district.take((await late.send()).file)
  const { file } = await district.send('东街街道C')
  const { lines } = await openBundle(join(stick, file), story.recoveryKey)
  expect(lines.filter((line) => line.includes(record) && line.includes('"commitment"'))).toHaveLength(2)
  expect(lines.join('\n')).not.toMatch(/qz(first|second)word/)
  await late.take(file)
  await nothingOfIt(late)
  const restored = await restoreFrom(await backUp(district, stick), stick, 'restored')
  await nothingOfIt(restored)
})

test('a redaction that comes before its record does the same as one that comes after', async () => {
  const { a, b, district } = story
  // An edit at B that the district does not know when it erases.
  await b.rpc.records.save({
    kind: 'courtyard-session',
    id: record,
    patch: { courtyard: 'qzthirdword' },
    operation: b.operation(),
  })
  const held = (await b.send()).file
  await district.rpc.records.erase({ id: record, reason })
  await a.take(await toA())
  await district.take(held)
  await a.take(await toA())
  await b.take(await toB())
  for (const computer of [a, b, district]) await nothingOfIt(computer)
  expect(await bytesOf(district)).not.toContain('qzthirdword')
})

test('a photo that only this record names goes with it, and one that another names stays', async () => {
  const { a, district, units } = story
  const other = await a.save('courtyard-session', session(units.plum))
  const add = async (to: string, width: number): Promise<string> =>
    (
      await a.rpc.attachments.add({
        record: to,
        source: { bytes: photo({ width, height: 40 }).toString('base64'), name: '会场.jpg' },
        operation: a.operation(),
      })
    ).file
  await add(record, 50)
  const shared = await add(other, 60)
  await add(record, 60)
  await district.take((await a.send()).file)
  const blobs = (of: Computer): number => readdirSync(join(of.profile, 'blobs')).length
  const before = blobs(district)
  await district.rpc.records.erase({ id: record, reason })
  await a.take(await toA())
  expect(blobs(district)).toBeLessThan(before)
  expect(blobs(a)).toBe(blobs(district))
  expect(await district.rpc.attachments.read({ record: other, file: shared })).toBeTruthy()
})

test('before it is erased, a person sees what goes; nobody but the district erases', async () => {
  const { a, district } = story
  const seen = await district.rpc.records.erasePreview({ id: record })
  expect(seen).toMatchObject({ records: [{ id: record, changes: 2, files: 0 }], namedBy: 0 })
  expect(seen.records[0]?.fields).toContain('议题')
  expect(JSON.stringify(seen)).not.toContain(FIRST)
  for (const call of [
    a.rpc.records.erase({ id: record, reason }),
    a.rpc.records.erasePreview({ id: record }),
  ])
    expect((await refusal(call)).code).toBe('right.missing')
  expect((await refusal(district.rpc.records.erase({ id: story.units.peach, reason }))).code).toBe(
    'record.not-erasable',
  )
  await district.rpc.records.erase({ id: record, reason })
  expect((await refusal(district.rpc.records.erase({ id: record, reason }))).code).toBe('record.erased')
  expect((await district.rpc.safety.audit({ action: 'records.erase' })).entries).toHaveLength(1)
})

describe('forged', () => {
  async function handIn(bundle: OpenBundle): Promise<string | undefined> {
    const { a, district, stick } = story
    const recipient = await identityToRecipient((await siteKeyOf(district)).identity)
    await writeBundle(join(stick, 'forged.ybb'), entriesOf(bundle, (await siteKeyOf(a)).signKey), recipient)
    const taken = await district.take('forged.ybb').catch((error: unknown) => error)
    return Object(taken).body?.code
  }

  async function fresh(): Promise<OpenBundle> {
    const { a, stick, units } = story
    await a.save('courtyard-session', session(units.plum))
    return openBundle(join(stick, (await a.send()).file), story.recoveryKey)
  }

  test('a change without values that nobody erased is refused', async () => {
    const good = await fresh()
    const { lines } = good
    const bare = changesIn(lines).map(({ salt: _, set, ...told }) => ({
      ...told,
      commitment: 'a'.repeat(64),
      set: Object.fromEntries(Object.keys(set).map((key) => [key, null])),
    }))
    const forged = rechained(good, bare, (await siteKeyOf(story.a)).signKey)
    expect(carriedLine(bare[0] ?? raise())).toContain('"commitment"')
    expect(await handIn(forged)).toBe('bundle.values-missing')
  })

  test('a street erases nothing', async () => {
    const good = await fresh()
    const said = changesIn(good.lines).map((change) => ({
      ...change,
      kind: 'redaction',
      set: { record },
      over: {},
    }))
    const forged = rechained(good, said, (await siteKeyOf(story.a)).signKey)
    expect(await handIn(forged)).toBe('bundle.not-permitted')
    expect(await story.district.body(record)).toMatchObject({ courtyard: SECOND })
  })
})

const raise = (): never => {
  throw new Error('there is a change')
}

test('what could not be cleaned away at once is cleaned at the next sign-in', async () => {
  const { district } = story
  const key = await dataKeyOf(district.profile)
  const reader = openForWriting(join(district.profile, 'profile.db'), key)
  reader.exec('BEGIN; SELECT count(*) FROM changes')
  await district.rpc.records.erase({ id: record, reason })
  reader.exec('COMMIT')
  reader.close()
  await district.rpc.session.lock({})
  await district.rpc.session.unlock({ user, passphrase })
  const bytes = await bytesOf(district)
  expect([FIRST, SECOND].filter((word) => bytes.includes(word))).toEqual([])
})

test('a district that would erase a laptop’s own street erases nothing, whichever of the two comes first', async () => {
  const { a, district, units } = story
  await pastTheCalls(district, { user, passphrase }, (ctx) =>
    writeLocal(
      ctx,
      [units.east, units.peach].map((unit) => ({
        record: newId(ctx),
        kind: REDACTION_KIND,
        kindVersion: REDACTION_VERSION,
        scope: '*',
        set: { record: unit },
        reason,
      })),
    ),
  )
  await a.take(await toA())
  for (const computer of [a, district]) {
    expect(await computer.body(units.east)).toMatchObject({ name: '东街街道' })
    expect((await computer.rpc.safety.verify({})).checks.filter(({ ok }) => !ok)).toEqual([])
  }
  // It goes on with its work, and another laptop begins with the redactions.
  await a.save('courtyard-session', session(units.peach))
  await district.take((await a.send()).file)
  const fresh = newComputer(story.stick, 'fresh')
  await joinWith(fresh, await makeJoinFile(district, story.stick, { scope: units.east, letter: 'C' }))
  expect(await fresh.body(units.peach)).toMatchObject({ name: '桃花村' })
  await fresh.engine.close()
})
