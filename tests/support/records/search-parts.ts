import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadDb, WriteDb } from '../../../electron/engine/context'
import { migrate } from '../../../electron/engine/db/migrate'
import { openForWriting } from '../../../electron/engine/db/open'
import { openRecordIndex } from '../../../electron/engine/search/index-records'
import type { Flat } from '../../../shared/shapes'

/** The data key of these databases. */
export const dataKey = new Uint8Array(32).fill(5)

/** A new database before each test of a file: without a profile around it, and without tables of facts. */
export function databaseEach(name: string): { readonly db: WriteDb } {
  const folder = mkdtempSync(join(tmpdir(), `yuanba-${name}-`))
  let current: WriteDb | undefined
  let files = 0
  beforeEach(() => {
    files += 1
    current = openForWriting(join(folder, `${files}.db`), dataKey)
    migrate(current, join(folder, 'backup.db'))
  })
  afterEach(() => current?.close())
  afterAll(() => rmSync(folder, { recursive: true }))
  return {
    get db() {
      if (!current) throw new RangeError('no test has begun')
      return current
    },
  }
}

/** Puts sessions into the search index in one transaction, from a number on, as an import does that leaves merging for later. */
export function putSessions(db: WriteDb, from: number, count: number): void {
  db.transaction(() => {
    const index = openRecordIndex({ db, dataKey }, count, { isMergedLater: true })
    for (let rid = from; rid < from + count; rid += 1) {
      const flat = { courtyard: `张家院子${rid}号`, remarks: `第${rid * 7919}次，到场群众反映情况` } as Flat
      index.put({ rid, kind: 'courtyard-session', deleted: false, flat })
    }
    index.finish()
  }).immediate()
}

/** Of how many parts the search index consists. */
export function searchParts(db: ReadDb): number {
  return Number(db.prepare('SELECT count(DISTINCT id >> 37) FROM search_data WHERE id > 10').pluck().get())
}
