import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { keptSums } from '../../electron/engine/db/migrations/0430-kept-sums'
import { openForWriting } from '../../electron/engine/db/open'
import { reconcileFacts } from '../../electron/engine/facts/reconcile'
import { refreshSome } from '../../electron/engine/figures/refresh-sums'
import { amountsIn } from '../../electron/engine/reports/amounts'
import { parsePeriod } from '../../shared/period'
import { fill } from '../support/records/random-records'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0430-'))
afterAll(() => rmSync(folder, { recursive: true }))

const session = (at: number) => ({
  id: `session-${at}`,
  kind: 'courtyard-session',
  body: { date: '2026-11-03', unit: 'peach', people: 20 + at },
  deleted: false,
})

test('0430 holds nothing of the months before it until they are added up, and figures are the same', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  const before = migrations.filter((step) => step.version < keptSums.version)
  migrate(db, join(folder, 'backup.db'), before)
  reconcileFacts(db)
  fill(db, [session(0), session(1)])
  migrate(db, join(folder, 'backup.db'), [...before, keptSums])
  expect(schemaVersion(db)).toBe(keptSums.version)
  const attendance = () =>
    amountsIn(db, ['attendance'], parsePeriod('2026-11')).get('peach')?.get('attendance')
  expect(attendance()).toEqual({ value: 41, rows: 2 })
  while (refreshSome(db));
  expect(db.prepare(`SELECT value FROM fact_sums WHERE measure = 'attendance'`).pluck().all()).toEqual([41])
  expect(attendance()).toEqual({ value: 41, rows: 2 })
  db.close()
})
