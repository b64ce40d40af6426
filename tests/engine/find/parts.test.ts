import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEditing } from '../../../electron/engine/changes/write'
import { migrate } from '../../../electron/engine/db/migrate'
import { openForWriting } from '../../../electron/engine/db/open'
import { openRecordIndex } from '../../../electron/engine/search/index-records'
import { openLog } from '../../support/desks/log'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-parts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const IMPORTS = 12
const ROWS = 50

/** FTS5 merges all parts of a size in the write that makes the sixteenth: a single save must not meet fifteen. */
test('imports leave few parts of the search index for a save to merge', () => {
  const dataKey = new Uint8Array(32).fill(3)
  const db = openForWriting(join(folder, 'profile.db'), dataKey)
  migrate(db, join(folder, 'backup.db'))
  for (let round = 0; round < IMPORTS; round += 1)
    db.transaction(() => {
      const index = openRecordIndex({ db, dataKey }, 1000)
      for (let row = 1; row <= ROWS; row += 1) {
        const rid = round * ROWS + row
        index.put({
          rid,
          kind: 'activity',
          deleted: false,
          flat: { theme: `第${rid}场`, place: `院坝${rid}` },
        })
      }
      index.finish()
    })()
  const parts = db.prepare('SELECT count(DISTINCT segid) FROM search_idx').pluck().get()
  expect(parts).toBeLessThan(8)
  expect(db.prepare(`SELECT count(*) FROM search WHERE search MATCH '第'`).pluck().get()).toBeGreaterThan(0)
  db.close()
})

/** A savepoint makes the index write all it holds; a statement that may fail half way has one. */
test('nothing that is written beside the search index makes it write a part before it is full, and a block has room on its page', () => {
  const { ctx, close } = openLog()
  const parts = ctx.db.prepare('SELECT count(DISTINCT segid) FROM search_idx').pluck()
  ctx.db.transaction(() => {
    const editing = openEditing(ctx, 1500)
    for (let n = 0; n < 1500; n += 1)
      editing.write({
        record: `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`,
        kind: 'activity',
        kindVersion: 1,
        scope: 'street',
        set: { date: '2026-03-01', theme: `第${n}场`, place: `院坝${n}`, leaflets: n },
      })
    expect(parts.get()).toBe(0)
    editing.finish()
  })()
  expect(parts.get()).toBe(1)
  const onSecondPages = `SELECT count(*) FROM dbstat WHERE name = 'search_data' AND pagetype = 'overflow'`
  expect(ctx.db.prepare(onSecondPages).pluck().get()).toBe(0)
  close()
})
