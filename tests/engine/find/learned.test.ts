import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../../electron/engine/db/migrate'
import { openForWriting } from '../../../electron/engine/db/open'
import { forgetUnused, learnedIn, openLearning } from '../../../electron/engine/search/learned'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-learned-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a learned value that no record says any more is forgotten, and its term stands for no other one', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  migrate(db, join(folder, 'backup.db'))
  const add = db.prepare('INSERT INTO search (rowid, names) VALUES (?, ?)')
  const learn = (value: string, from: number): void => {
    const { written } = openLearning(db, true)
    for (let rid = from; rid < from + 40; rid += 1) add.run(rid, written([value]))
  }
  const termsOf = (terms: string): readonly string[] => learnedIn(db)({ terms, as: 'stand' })
  learn('赵甲', 1)
  learn('钱乙', 100)
  const [second] = termsOf('钱乙')
  expect([termsOf('赵甲').length, second]).toEqual([1, expect.any(String)])
  db.prepare('DELETE FROM search WHERE rowid < 100').run()
  forgetUnused(db)
  expect(db.prepare('SELECT terms FROM search_learned').pluck().all()).toEqual(['钱乙'])
  learn('孙丙', 200)
  expect(termsOf('钱乙')).toEqual([second])
  expect(termsOf('孙丙')).not.toEqual([second])
  db.close()
})
