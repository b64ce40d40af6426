import { openAppender } from '../../../electron/engine/changes/log'
import { openProjector } from '../../../electron/engine/changes/project'
import { projectAll, reconcileProjection } from '../../../electron/engine/changes/project-all'
import { rebuildRecords } from '../../../electron/engine/changes/rebuild'
import { reconcileFacts } from '../../../electron/engine/facts/reconcile'
import type { Kind } from '../../../shared/definition/define'
import { canonicalJson } from '../../../shared/json'
import { kindOf, kinds } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { openLog } from '../../support/desks/log'
import { storedAnomalies } from '../../support/records/stored-facts'

const uuid = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session = kindOf('courtyard-session')
const before = kinds.filter((kind) => kind !== session)
const named =
  (known: readonly Kind[]) =>
  (name: string): Kind | undefined =>
    known.find((kind) => kind.name === name)

let log: ReturnType<typeof openLog>
beforeEach(() => {
  log = openLog()
})
afterEach(() => log.close())

interface Wrote {
  readonly record: string
  readonly kind: string
  readonly scope: string
  readonly set: Flat
}

/** What came while the program knew these kinds. */
const arriving: readonly Wrote[] = [
  {
    record: uuid(1),
    kind: 'courtyard-session',
    scope: 'street-1',
    set: { people: 45, courtyard: '解家院子' },
  },
  { record: uuid(1), kind: 'courtyard-session', scope: 'street-1', set: { people: -1 } },
  // A street's kind where only the district's stand.
  { record: uuid(2), kind: 'courtyard-session', scope: '*', set: { people: 7 } },
  { record: uuid(3), kind: 'team', scope: 'street-1', set: { name: '一队' } },
]

function take(known: readonly Kind[]): void {
  const { db, site } = log.ctx
  db.transaction(() => {
    const appender = openAppender(db)
    const projector = openProjector(db, undefined, named(known))
    arriving.forEach(({ record, kind, scope, set }, nth) => {
      const told = { site: site.id, author: '张三', at: '2026-11-03T01:00:00.000Z', kindVersion: 1, over: {} }
      const clock = (nth + 1).toString(16).padStart(16, '0')
      const { change } = appender.extend({ ...told, clock, record, kind, scope, set }, 'A'.repeat(16))
      projector.apply(change, canonicalJson(set))
    })
    appender.finish()
    projector.finish()
  })()
}

/** All that the program shows of what it holds. */
const held = (): unknown[] =>
  log.ctx.db
    .prepare('SELECT id, kind, scope, body, heads, deleted, last_change FROM records ORDER BY id')
    .all()
const isProved = (known: readonly Kind[]): boolean =>
  [...rebuildRecords(log.ctx.db, named(known))].every(({ same }) => same)

test('a kind unknown here waits in the log, and an app that learns it holds what one held that knew it from the start', () => {
  const { dataKey } = log.ctx
  take(before)
  projectAll(log.ctx.db, dataKey, before)
  expect(held()).toMatchObject([{ id: uuid(3) }])
  expect(isProved(before)).toBe(true)
  reconcileProjection(log.ctx.db, dataKey, kinds)
  const learned = held()
  expect(learned).toMatchObject([{ id: uuid(1) }, { id: uuid(3) }])
  expect(isProved(kinds)).toBe(true)
  log.close()
  log = openLog()
  take(kinds)
  projectAll(log.ctx.db, dataKey, kinds)
  expect(held()).toEqual(learned)
})

test('what a newer version of a kind wrote is not judged before this program is that version', () => {
  const { db } = log.ctx
  const write = (kindVersion: number, people: number): void => {
    const { db: database, site } = log.ctx
    database.transaction(() => {
      const appender = openAppender(database)
      const projector = openProjector(database, { put: () => undefined, finish: () => undefined })
      const told = { site: site.id, author: '张三', at: '2026-11-03T01:00:00.000Z', over: {} }
      const clock = kindVersion.toString(16).padStart(16, '0')
      const edit = { record: uuid(1), kind: session.name, scope: 'street-1', set: { people } }
      const { change } = appender.extend({ ...told, ...edit, clock, kindVersion }, 'A'.repeat(16))
      projector.apply(change)
      appender.finish()
      projector.finish()
    })()
  }
  write(session.version, -1)
  expect(storedAnomalies(db, 1)).toEqual(['people'])
  write(session.version + 1, -2)
  expect(storedAnomalies(db, 1)).toEqual([])
  reconcileFacts(db, [...before, { ...session, version: session.version + 1 }])
  expect(storedAnomalies(db, 1)).toEqual(['people'])
})
