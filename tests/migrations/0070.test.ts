import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { openForWriting } from '../../electron/engine/db/open'
import { listFrozen } from '../../electron/engine/reports/queries'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0070-'))
afterAll(() => rmSync(folder, { recursive: true }))

const any = () => true

test('0070 finds reports signed off by report, period and unit, and holds those that stood there before', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  migrate(
    db,
    join(folder, 'backup.db'),
    migrations.filter(({ version }) => version < 70),
  )
  const body = { report: 'monthly', period: '2026-11', unit: 'u', title: '月报', hash: 'h' }
  db.prepare(
    `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
     VALUES ('f', 'frozen-report', '*', ?, '{}', 0, 0, '2026-12-01', '审核员', '', '')`,
  ).run(JSON.stringify(body))
  migrate(
    db,
    join(folder, 'backup.db'),
    migrations.filter(({ version }) => version <= 70),
  )
  expect(schemaVersion(db)).toBe(70)
  expect(listFrozen(db, { report: 'monthly', period: '2026-11', unit: 'u' }, 5, any)).toEqual([
    { id: 'f', scope: '*', ...body, at: '2026-12-01', by: '审核员' },
  ])
  expect(listFrozen(db, { report: 'monthly', period: '2026-10', unit: 'u' }, 5, any)).toEqual([])
  expect(listFrozen(db, null, 5, any)).toHaveLength(1)
  expect(db.pragma('quick_check', { simple: true })).toBe('ok')
  db.close()
})
