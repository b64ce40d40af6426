import { join } from 'node:path'
import { openForWriting } from '../../electron/engine/db/open'
import { openStreet, passphrase, user } from '../support/desks/engine'
import { dataKeyOf } from '../support/desks/keys'
import { takeBackTo } from '../support/desks/older-profile'

test('0060 knows no public key of anybody, and each person gets a key pair at the next sign-in', async () => {
  let desk = await openStreet()
  desk = await desk.reopen()
  const path = join(desk.profile, 'profile.db')
  const recipients = (key: Uint8Array): unknown => {
    const db = openForWriting(path, key)
    const rows = db.prepare('SELECT name, recipient FROM users').all()
    db.close()
    return rows
  }
  const key = await dataKeyOf(desk.profile)
  const db = openForWriting(path, key)
  takeBackTo(db, 50)
  db.close()
  await desk.rpc.session.unlock({ user, passphrase })
  await desk.rpc.session.lock({})
  expect(recipients(key)).toEqual([{ name: user, recipient: expect.stringMatching(/^age1/) }])
  await desk.close()
})
