import { kinds } from '../../../shared/kinds'
import { auditRows } from '../../support/desks/audit-rows'
import { cancelled, refused } from '../../support/desks/cancelling'
import { type Desk, openDistrict } from '../../support/desks/engine'

let desk: Desk
beforeEach(async () => {
  desk = await openDistrict()
})
afterEach(() => desk.close())

const order = { seed: 3, period: '2026', size: 600 }
const units = 7

/** Every record but the units that the desk began with. */
async function made(): Promise<number> {
  let found = -units
  for (const { name } of kinds) found += (await desk.rpc.records.count({ kind: name })).total
  return found
}

test('example data cancelled part-way keeps whole records, all of them told in the audit log', async () => {
  const { rpc } = desk
  expect(await cancelled(desk, (operation) => rpc.profile.demo({ ...order, operation }), 2)).toEqual(refused)
  const written = await made()
  expect(written).toBeGreaterThan(0)
  const notes = (await auditRows(desk)).filter(({ action }) => action === 'profile.demo')
  expect(notes.map(({ detail }) => JSON.parse(detail))).toEqual([
    { records: written, seed: order.seed, period: order.period },
  ])
  expect((await rpc.profile.state({})).demo).toBe(true)
  expect((await rpc.safety.verify({})).ok).toBe(true)
  // Asked for again, it writes what lacks: as much as a district that nobody cancelled has.
  await rpc.profile.demo(order)
  const whole = await made()
  expect(await rpc.profile.demo(order)).toEqual({ records: 0 })
  const other = await openDistrict()
  expect((await other.rpc.profile.demo(order)).records).toBe(whole)
  await other.close()
}, 60_000)

test('example data cancelled before its first record writes none and tells of none', async () => {
  const operation = desk.operation()
  const asked = desk.rpc.profile.demo({ ...order, operation })
  await desk.rpc.tasks.cancel({ operation })
  await expect(asked).rejects.toMatchObject({ body: refused })
  expect(await made()).toBe(0)
  expect((await auditRows(desk)).some(({ action }) => action === 'profile.demo')).toBe(false)
})
