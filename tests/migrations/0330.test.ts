import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, schemaVersion } from '../../electron/engine/db/migrate'
import { migrations } from '../../electron/engine/db/migrations'
import { searchTermsByName } from '../../electron/engine/db/migrations/0330-search-terms'
import { openForWriting } from '../../electron/engine/db/open'
import { termsFrom } from '../../electron/engine/search/terms'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-0330-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('0330 tells the terms that begin so, each once, and none where they are many', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  migrate(
    db,
    join(folder, 'backup.db'),
    migrations.filter(({ version }) => version <= searchTermsByName.version),
  )
  expect(schemaVersion(db)).toBe(searchTermsByName.version)
  const add = db.prepare('INSERT INTO search (rowid, texts, names) VALUES (?, ?, ?)')
  for (let rid = 1; rid <= 200; rid += 1)
    add.run(rid, `zhangjia zhangjiayuan 院子 n${100 + rid}`, 'zhangjian zhang')
  const from = termsFrom(db)
  expect(from('zhangjia')).toEqual(['zhangjia', 'zhangjian', 'zhangjiayuan'])
  expect(from('zhangjiay')).toEqual(['zhangjiayuan'])
  expect(from('zhangz')).toEqual([])
  expect(from('院')).toEqual(['院子'])
  expect(from('n')).toBeNull()
  db.prepare('DELETE FROM search WHERE rowid > 1').run()
  expect(from('n')).toEqual(['n101'])
  db.close()
})
