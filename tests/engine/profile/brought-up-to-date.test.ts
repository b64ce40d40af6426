import { join } from 'node:path'
import { DATABASE_FILE, openForWriting } from '../../../electron/engine/db/open'
import { openStreet, passphrase, sessionPatch, user } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

test('a profile whose facts and search terms are made anew at its opening says how far that is; the next opening says nothing', async () => {
  const desk = await openStreet()
  await desk.save('courtyard-session', sessionPatch(desk))
  const again = await desk.reopen()
  const db = openForWriting(join(desk.profile, DATABASE_FILE), await dataKeyOf(desk.profile))
  db.exec(`DELETE FROM fact_forms; DELETE FROM meta WHERE key = 'searchForms'`)
  db.close()
  const told: number[] = []
  again.engine.on('progress', ({ task, done, total }) => {
    if (task === 'arrange') told.push(done / total)
  })
  await again.rpc.session.unlock({ user, passphrase })
  // The facts are the third of five steps, and the search terms the fourth.
  expect(told.some((part) => part >= 0.4 && part < 0.6)).toBe(true)
  expect(told.some((part) => part >= 0.6 && part < 0.8)).toBe(true)
  expect(told).toEqual(told.toSorted((one, other) => one - other))
  expect((await again.rpc.safety.verify({})).checks.filter(({ ok }) => !ok)).toEqual([])
  told.length = 0
  await again.rpc.session.lock({})
  await again.rpc.session.unlock({ user, passphrase })
  expect(told).toEqual([])
  await again.close()
})
