import { join } from 'node:path'
import { openForWriting } from '../../electron/engine/db/open'
import { openStreet, passphrase, sessionPatch, user } from '../support/desks/engine'
import { dataKeyOf } from '../support/desks/keys'
import { takeBackTo } from '../support/desks/older-profile'

test('0090 gives what was there before its facts at the next start', async () => {
  const desk = await openStreet()
  const kind = 'courtyard-session'
  const patch = sessionPatch(desk)
  await desk.rpc.records.save({ kind, patch, operation: desk.operation() })
  await desk.engine.close()
  const path = join(desk.profile, 'profile.db')
  const key = await dataKeyOf(desk.profile)
  const before = openForWriting(path, key)
  takeBackTo(before, 80)
  before.close()
  const again = await desk.reopen()
  await again.rpc.session.unlock({ user, passphrase })
  await again.engine.close()
  const db = openForWriting(path, key)
  const found = db
    .prepare(
      `SELECT name AS unit, f_people AS people FROM facts_courtyard_session JOIN fact_ids ON id = f_unit WHERE deleted = 0`,
    )
    .all()
  expect(found).toEqual([{ unit: patch.unit, people: patch.people }])
  db.close()
  await again.close()
})
