import { join } from 'node:path'
import { openForWriting } from '../../electron/engine/db/open'
import { passphrase, user } from '../support/desks/engine'
import { dataKeyOf } from '../support/desks/keys'
import { takeBackTo } from '../support/desks/older-profile'
import { pair, session } from '../support/desks/pair'

test('0030 keeps the log of bundles; what was exported before it counts as not exported until the next export', async () => {
  const { a, units, close } = await pair()
  const id = await a.save('courtyard-session', session(units.peach))
  const sent = await a.send()
  await a.rpc.session.lock({})
  const db = openForWriting(join(a.profile, 'profile.db'), await dataKeyOf(a.profile))
  takeBackTo(db, 20)
  db.close()
  await a.rpc.session.unlock({ user, passphrase })

  const { entries } = await a.rpc.sync.log({})
  expect(entries).toMatchObject([{ direction: 'export', sha256: sent.sha256, result: 'ok' }])
  expect((await a.rpc.records.get({ id })).receipt).toMatchObject({ delivery: 'unsent' })
  const again = await a.send()
  expect((await a.rpc.records.get({ id })).receipt).toMatchObject({
    delivery: 'sent',
    serial: again.serial,
  })
  await close()
})
