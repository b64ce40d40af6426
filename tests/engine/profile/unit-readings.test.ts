import { join } from 'node:path'
import { readMeta, writeMeta } from '../../../electron/engine/db/meta'
import { DATABASE_FILE, openForWriting } from '../../../electron/engine/db/open'
import { READ_BY, readingOf } from '../../../shared/language/order'
import { openDistrict, passphrase, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

test('the readings of the names of units are kept beside them, those of a unit that came since with the next opening', async () => {
  const desk = await openDistrict()
  await desk.save('unit', { name: '重阳村', level: 'village', parent: desk.units.east })
  const again = await desk.reopen()
  const key = await dataKeyOf(desk.profile)
  const kept = () => {
    const db = openForWriting(join(desk.profile, DATABASE_FILE), key)
    const found = readMeta(db, 'unitReadings')
    db.close()
    return found
  }
  expect(kept()?.readings).not.toHaveProperty('重阳村')
  await again.rpc.session.unlock({ user, passphrase })
  const { by, readings = {} } = kept() ?? {}
  expect(by).toBe(READ_BY)
  expect(readings).toHaveProperty('重阳村', 'chong2 yang2 cun1')
  for (const [name, reading] of Object.entries(readings)) expect(reading).toBe(readingOf(name))

  // What another version read is read anew.
  await again.rpc.session.lock({})
  const db = openForWriting(join(desk.profile, DATABASE_FILE), key)
  writeMeta(db, 'unitReadings', { by: 'pinyin-pro 1.0.0', readings: { 重阳村: 'zhong4 yang2 cun1' } })
  db.close()
  await again.rpc.session.unlock({ user, passphrase })
  expect(kept()).toEqual({ by: READ_BY, readings })
  await again.close()
})
