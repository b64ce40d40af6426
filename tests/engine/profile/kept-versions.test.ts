import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { newestVersion } from '../../../electron/engine/db/migrations'
import { version as programVersion } from '../../../package.json'
import {
  fixedClock,
  keptLog,
  passphrase,
  seededRandom,
  startComputer,
  user,
} from '../../support/desks/engine'
import { factsOf, unpackVersion } from '../../support/desks/kept-version'

const fixtures = resolve(__dirname, '../../fixtures/profiles')
const versions = readdirSync(fixtures)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanba-kept-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a profile of this version is kept, as one of every released version', () => {
  expect(versions).toContain(programVersion)
})

test.each(versions)('what %s left opens, is whole and says the same as then', async (version) => {
  const profile = join(folder, 'profile')
  const kept = await unpackVersion(join(fixtures, version), profile)
  expect(kept.schema).toBeLessThanOrEqual(newestVersion)
  const [clock, random, log] = [fixedClock(), seededRandom(2), keptLog()]
  const { rpc, engine } = startComputer({ profile, stick: folder, clock, random, log })
  try {
    expect(await rpc.session.unlock({ user, passphrase })).toMatchObject({ readOnly: false })
    expect((await rpc.safety.verify({})).checks.filter(({ ok }) => !ok)).toEqual([])
    expect((await rpc.drafts.get({ kind: 'activity' })).draft?.body).toEqual({ summary: '写了一半' })
    const now = await factsOf(rpc, kept)
    expect(now.frozen).toEqual(kept.frozen)
    expect(now.attachment).toEqual(kept.attachment)
    expect(now.records).toMatchObject(kept.records)
    // A measure that counts in another way since has another version, and may say another figure.
    const same = Object.entries(kept.figures).filter(
      ([name, { version }]) => now.figures[name]?.version === version,
    )
    expect(same.length).toBeGreaterThan(0)
    expect(now.figures).toMatchObject(Object.fromEntries(same))
    expect(Object.values(kept.figures).filter(({ value }) => value > 0).length).toBeGreaterThan(20)
  } finally {
    await engine.close()
  }
})
