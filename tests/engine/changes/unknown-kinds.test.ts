import { openAppender } from '../../../electron/engine/changes/log'
import { openProjector } from '../../../electron/engine/changes/project'
import { projectAll, reconcileProjection } from '../../../electron/engine/changes/project-all'
import { rebuildRecords } from '../../../electron/engine/changes/rebuild'
import type { Kind } from '../../../shared/definition/define'
import { canonicalJson } from '../../../shared/json'
import { kindOf, kinds } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { openLog } from '../../support/desks/log'

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
    const projector = openProjector(db, appender, undefined, named(known))
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

/** What the digests are made of. */
const registers = (): unknown[] =>
  log.ctx.db.prepare('SELECT scope, record, hex(hash) FROM registers ORDER BY scope, record').raw().all()

test('a kind unknown here waits in the log, and an app that learns it holds what one held that knew it from the start', () => {
  const { dataKey } = log.ctx
  take(before)
  expect(held()).toMatchObject([{ id: uuid(3) }])
  expect(isProved(before)).toBe(true)
  const merged = registers()
  expect(merged).toHaveLength(3)
  projectAll(log.ctx.db, dataKey, before)
  expect(held()).toMatchObject([{ id: uuid(3) }])
  expect([isProved(before), registers()]).toEqual([true, merged])
  reconcileProjection(log.ctx.db, dataKey, kinds)
  const learned = held()
  expect(learned).toMatchObject([{ id: uuid(1) }, { id: uuid(3) }])
  expect([isProved(kinds), registers()]).toEqual([true, merged])
  log.close()
  log = openLog()
  take(kinds)
  expect([held(), registers()]).toEqual([learned, merged])
  expect(isProved(kinds)).toBe(true)
})

test('verify finds a waiting record that was changed, one that is gone, and one that no change makes', () => {
  const { db } = log.ctx
  take(before)
  db.exec(`UPDATE waiting_records SET body = '{"people":1}' WHERE id = '${uuid(1)}'`)
  expect(isProved(before)).toBe(false)
  projectAll(db, log.ctx.dataKey, before)
  db.exec(`DELETE FROM waiting_records WHERE id = '${uuid(1)}'`)
  expect(isProved(before)).toBe(false)
  projectAll(db, log.ctx.dataKey, before)
  db.exec(`UPDATE waiting_records SET id = '${uuid(9)}' WHERE id = '${uuid(1)}'`)
  expect(isProved(before)).toBe(false)
})
