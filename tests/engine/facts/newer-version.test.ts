import { openAppender } from '../../../electron/engine/changes/log'
import { openProjector } from '../../../electron/engine/changes/project'
import { compareFacts } from '../../../electron/engine/facts/compare'
import { reconcileFacts } from '../../../electron/engine/facts/reconcile'
import type { RecordIndex } from '../../../electron/engine/search/index-records'
import { kindOf } from '../../../shared/kinds'
import { openLog } from '../../support/desks/log'
import { storedAnomalies } from '../../support/records/stored-facts'

const session = kindOf('courtyard-session')
const next = { ...session, version: session.version + 1 }
const RECORD = '01900000-0000-7000-8000-000000000001'

/** Nobody looks for anything here. */
const noIndex: RecordIndex = { put: () => undefined, drop: () => undefined, finish: () => undefined }

let log: ReturnType<typeof openLog>
beforeEach(() => {
  log = openLog()
})
afterEach(() => log.close())

/** A change of some version comes, later than those of lower ones. */
function take(kindVersion: number, people: number): void {
  const { db, site } = log.ctx
  db.transaction(() => {
    const appender = openAppender(db)
    const projector = openProjector(db, appender, noIndex)
    const clock = kindVersion.toString(16).padStart(16, '0')
    const about = { record: RECORD, kind: session.name, kindVersion, scope: 'street-1', site: site.id }
    const told = {
      ...about,
      clock,
      author: '张三',
      at: '2026-11-03T01:00:00.000Z',
      set: { people },
      over: {},
    }
    projector.apply(appender.extend(told, 'A'.repeat(16)).change)
    appender.finish()
    projector.finish()
  })()
}

test('what a newer version of a kind wrote is not judged before this program is that version', () => {
  const { db } = log.ctx
  const isRight = (kind = session): boolean => [...compareFacts(db, [kind])].every(({ same }) => same)
  take(session.version, -1)
  expect(storedAnomalies(db, 1)).toEqual(['people'])
  take(session.version + 1, -2)
  expect([storedAnomalies(db, 1), isRight()]).toEqual([[], true])
  reconcileFacts(db, [next])
  expect([storedAnomalies(db, 1), isRight(next)]).toEqual([['people'], true])
})
