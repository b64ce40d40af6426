import { openAppender } from '../../../electron/engine/changes/log'
import { openProjector, type Projector } from '../../../electron/engine/changes/project'
import { openLog } from '../../support/desks/log'

const idNumbered = (number: number): string => `01900000-0000-7000-8000-00000000000${number}`

test('a record that goes leaves its number used: a hub’s desk has the highest and not all below it', () => {
  const log = openLog()
  const { db, site } = log.ctx
  const appender = openAppender(db)
  const add = (projector: Projector, number: number): void => {
    const said = {
      record: idNumbered(number),
      kind: 'activity',
      kindVersion: 1,
      scope: 'street-1',
      site: site.id,
    }
    const clock = number.toString(16).padStart(16, '0')
    const typed = { author: '张三', at: '2026-11-03T01:00:00.000Z', set: { people: 46 }, over: {} }
    projector.apply(appender.extend({ ...said, ...typed, clock }, 'A'.repeat(16)).change)
  }
  try {
    const first = openProjector(db, appender)
    for (const number of [1, 2]) add(first, number)
    first.finish()
    db.prepare('UPDATE records SET rid = 100 WHERE id = ?').run(idNumbered(2))
    const second = openProjector(db, appender)
    second.drop(idNumbered(2))
    add(second, 3)
    second.finish()
    expect(db.prepare('SELECT rid FROM records ORDER BY rid').pluck().all()).toEqual([1, 101])
  } finally {
    log.close()
  }
})
