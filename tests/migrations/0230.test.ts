import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations, newestVersion } from '../../electron/engine/db/migrations'
import { openForWriting } from '../../electron/engine/db/open'
import { openStreet, passphrase, refusal, user } from '../support/desks/engine'
import { dataKeyOf } from '../support/desks/keys'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0230-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What the trial versions did not keep of a branch. */
const asTrialVersion = 'ALTER TABLE branches RENAME COLUMN counts_to TO reach'
const asToday = 'ALTER TABLE branches RENAME COLUMN reach TO counts_to'

test('0230 refuses a profile of the trial versions, whose branches all counted, and touches nothing of it', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  migrate(
    db,
    join(folder, 'backup.db'),
    migrations.filter(({ version }) => version < 230),
  )
  db.exec(asTrialVersion)
  expect(() => migrate(db, join(folder, 'backup.db'))).toThrow('profile.trial-version')
  expect(schemaVersion(db)).toBeLessThan(230)
  expect(existsSync(join(folder, 'backup.db'))).toBe(false)
  db.exec(asToday)
  migrate(db, join(folder, 'backup.db'))
  expect(schemaVersion(db)).toBe(newestVersion)
  db.close()
})

test('a person who opens such a profile is told what it is', async () => {
  const desk = await openStreet()
  await desk.engine.close()
  const db = openForWriting(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
  db.exec(asTrialVersion)
  db.pragma('user_version = 220')
  db.close()
  const again = await desk.reopen()
  expect((await refusal(again.rpc.session.unlock({ user, passphrase }))).code).toBe('profile.trial-version')
  await again.close()
})
