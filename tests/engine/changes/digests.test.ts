import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestsOf, putRegisters, type RegistersRow } from '../../../electron/engine/changes/registers'
import { migrate } from '../../../electron/engine/db/migrate'
import { openForWriting } from '../../../electron/engine/db/open'

const folder = mkdtempSync(join(tmpdir(), 'yuanba-digests-'))
afterAll(() => rmSync(folder, { recursive: true }))

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

test('a digest is one hash over those of all records in the order of their ids, zeros in them too, and of no other scope', () => {
  const db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(3))
  migrate(db, join(folder, 'backup.db'))
  const rows = Array.from({ length: 9001 }, (_, n): RegistersRow => {
    const record = String(n).padStart(6, '0')
    return ['东街', record, n % 5 === 0 ? Buffer.alloc(32, n % 2) : sha256(record)]
  })
  putRegisters(db, rows.toReversed())
  putRegisters(db, [['西街', '000001', sha256('x')]])
  const sum = createHash('sha256')
  for (const [, , hash] of rows) sum.update(hash)
  expect(digestsOf(db, [], ['东街', '空']).东街?.registers).toBe(sum.digest('hex'))
  expect(digestsOf(db, [], ['空']).空?.registers).toBe(createHash('sha256').digest('hex'))
  db.close()
})
