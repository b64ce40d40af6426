import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openForWriting } from '../../../electron/engine/db/open'
import { remembered, rolledBack } from '../../../electron/engine/db/remembered'

test('what was read inside a transaction that was taken back is forgotten with it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanba-remembered-'))
  const db = openForWriting(join(folder, 'words.db'), new Uint8Array(32))
  db.exec('CREATE TABLE words (word TEXT)')
  const words = remembered((reading) => reading.prepare<[], string>('SELECT word FROM words').pluck().all())
  expect(words(db)).toEqual([])
  db.exec(`BEGIN; INSERT INTO words VALUES ('禁毒')`)
  expect(words(db)).toEqual(['禁毒'])
  db.exec('ROLLBACK')
  rolledBack(db)
  expect(words(db)).toEqual([])
  db.close()
  rmSync(folder, { recursive: true })
})
