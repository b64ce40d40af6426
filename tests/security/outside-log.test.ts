import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { OUTSIDE_LOG } from '../../electron/engine/profile/outside-log'
import { auditRows } from '../support/desks/audit-rows'
import { type Desk, openStreet, passphrase, user } from '../support/desks/engine'

let desk: Desk
beforeEach(async () => {
  desk = await openStreet()
})
afterEach(() => desk.close())

test('whoever has the folder and no passphrase writes no sign-in and no removal into the audit log', async () => {
  await desk.rpc.session.lock({})
  const before = (await auditRows(desk)).length
  const forged = (action: string, id: string) =>
    `${JSON.stringify({ id, at: '2026-11-03T01:00:00.000Z', user, action, detail: {} })}\n`
  const path = join(desk.profile, OUTSIDE_LOG)
  for (const action of ['session.unlock', 'users.remove', 'records.erase'])
    appendFileSync(path, forged(action, action))
  // What can be done with a closed profile anybody may have done: the row says where it was noted.
  appendFileSync(path, forged('rescue.toExcel', 'last'))
  await desk.rpc.session.unlock({ user, passphrase })
  const added = (await auditRows(desk)).slice(before)
  expect(added.map(({ action }) => action)).toEqual(['session.unlock', 'rescue.toExcel'])
  expect(JSON.parse(added[1]?.detail ?? '{}')).toEqual({ outside: 1 })
  const { entries } = await desk.rpc.safety.audit({ limit: 1 })
  expect(entries[0]?.facts).toEqual([{ label: '记于', text: '登录之前' }])
})
