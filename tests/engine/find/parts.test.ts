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
const LARGE = 16_000

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

/** Of a merge that is not at its end all parts stand yet, and the next save would go on with it to the end. */
test('the parts that one large import leaves are merged to the end', () => {
  const dataKey = new Uint8Array(32).fill(3)
  const db = openForWriting(join(folder, 'large.db'), dataKey)
  migrate(db, join(folder, 'large-backup.db'))
  const parts = db.prepare('SELECT count(DISTINCT segid) FROM search_idx').pluck()
  db.transaction(() => {
    const index = openRecordIndex({ db, dataKey }, LARGE)
    for (let rid = 1; rid <= LARGE; rid += 1)
      index.put({
        rid,
        kind: 'activity',
        deleted: false,
        flat: {
          theme: `国家宪法日集中宣传第${rid}场`,
          place: `王家院子${rid}号`,
          organiser: `东街街道司法所${rid % 97}`,
          summary: `讲解民法典婚姻家庭编${rid}，现场答疑${rid * 7}，发放资料${rid * 13}，群众反映欠薪${rid * 3}`,
        },
      })
    expect(parts.get()).toBeGreaterThan(3)
    index.finish()
  })()
  expect(parts.get()).toBe(1)
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
