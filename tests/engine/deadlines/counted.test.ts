import { join } from 'node:path'
import { openForReading } from '../../../electron/engine/db/open'
import { countOpenDeadlines, openDeadlines } from '../../../electron/engine/deadlines/compute'
import { openDistrict } from '../../support/desks/engine'
import { dataKeyOf } from '../../support/desks/keys'

test('open deadlines are as many as the list names, on any day, of any unit', async () => {
  const desk = await openDistrict()
  await desk.rpc.profile.demo({ seed: 5, period: '2026', size: 300 })
  const db = openForReading(join(desk.profile, 'profile.db'), await dataKeyOf(desk.profile))
  const found = ['2026-03-02', '2026-07-15', '2026-11-03', '2027-01-31'].flatMap((today) =>
    ['2026-11-08', '2027-02-07'].flatMap((until) =>
      [undefined, desk.units.east, desk.units.peach].map((unit) => {
        const reach = { today, until, unit }
        expect([reach, countOpenDeadlines(db, reach)]).toEqual([reach, openDeadlines(db, reach).length])
        return countOpenDeadlines(db, reach)
      }),
    ),
  )
  expect(new Set(found).size).toBeGreaterThan(3)
  expect((await desk.rpc.waiting.counts({})).deadlines).toBeGreaterThan(0)
  db.close()
  await desk.close()
}, 60_000)
