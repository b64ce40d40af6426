import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../../electron/engine/db/migrate'
import { openForWriting } from '../../../electron/engine/db/open'
import { openRecordIndex } from '../../../electron/engine/search/index-records'

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
