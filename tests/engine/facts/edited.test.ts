import { writeLocal } from '../../../electron/engine/changes/write'
import type { OpenContext } from '../../../electron/engine/context'
import { compareFacts } from '../../../electron/engine/facts/compare'
import { tableNames } from '../../../shared/facts/dialect'
import { factTablesOf } from '../../../shared/facts/tables'
import { kindOf } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { openLog } from '../../support/desks/log'

const kind = kindOf('activity')
const id = '01900000-0000-7000-8000-000000000001'
const held = { date: '2026-11-03', theme: '民法典进院坝', attendance: 30, laws: ['wages'], topics: ['wages'] }

let log: ReturnType<typeof openLog>
beforeEach(() => {
  log = openLog()
  write(log.ctx, held)
  // A table of the session's own hears of every row that comes or goes.
  for (const table of [...tableNames(factTablesOf(kind)), 'anomalies'])
    for (const event of ['INSERT', 'DELETE', 'UPDATE'])
      log.ctx.db.exec(
        `CREATE TEMP TRIGGER ${table}_${event} AFTER ${event} ON main.${table} BEGIN INSERT INTO touched VALUES ('${table}'); END`,
      )
})
afterEach(() => log.close())

function write({ db, ...ctx }: OpenContext, set: Flat): void {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS touched (name TEXT)')
  db.exec('DELETE FROM touched')
  const edit = { record: id, kind: kind.name, kindVersion: kind.version, scope: 'street-1', set }
  db.transaction(() => writeLocal({ ...ctx, db }, [edit]))()
}

/** The tables of facts in which the edit wrote anything, behind the kind's own name; they agree with the bodies afterwards. */
function touchedBy(set: Flat): readonly string[] {
  write(log.ctx, set)
  const { db } = log.ctx
  expect([...compareFacts(db, [kind])].every(({ same }) => same)).toBe(true)
  return db.prepare<[], string>('SELECT DISTINCT name FROM touched ORDER BY name').pluck().all()
}

test('an edit writes the tables of facts alone in which it changes something', () => {
  expect(touchedBy({ remarks: '天气很好' })).toEqual([])
  expect(touchedBy({ attendance: 31 })).toEqual(['facts_activity'])
  expect(touchedBy({ laws: ['wages', 'civilCode'] })).toEqual(['facts_activity__laws'])
  expect(touchedBy({ attendance: -5 })).toEqual(['anomalies', 'facts_activity'])
  expect(touchedBy({ attendance: -6 })).toEqual([])
  expect(touchedBy({ $deleted: true })).toEqual(['anomalies', 'facts_activity'])
  expect(touchedBy({ $deleted: false })).toEqual(['anomalies', 'facts_activity'])
})
