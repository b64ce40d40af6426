import { writeLocal } from '../../../electron/engine/changes/write'
import type { OpenContext } from '../../../electron/engine/context'
import { compareFacts } from '../../../electron/engine/facts/compare'
import { openLog } from '../../support/desks/log'

let log: ReturnType<typeof openLog>
let ctx: OpenContext

beforeEach(() => {
  log = openLog()
  ctx = log.ctx
  const set = { name: '周律师', from: '2026-01-01', villages: ['peach', 'plum'], phone: 5 }
  const edit = { record: 'adviser', kind: 'adviser', kindVersion: 1, scope: 'street-1', set }
  const filed = {
    record: 'lead',
    kind: 'wage-arrears-lead',
    kindVersion: 1,
    scope: 'street-1',
    set: { filedOn: '2026-02-03' },
  }
  ctx.db.transaction(() => writeLocal(ctx, [edit, filed]))()
})
afterEach(() => log.close())

const differences = (): number => [...compareFacts(ctx.db)].filter(({ same }) => !same).length

test('facts as they were written are what the bodies make', () => {
  expect(differences()).toBe(0)
})

const spoilt = [
  ['another day', `UPDATE facts_adviser SET f_from = f_from + 1`],
  ['a village less', `DELETE FROM facts_adviser__villages WHERE rid = 1 AND value = 1`],
  ['a village more', `INSERT INTO facts_adviser__villages VALUES (1, 99)`],
  ['villages of no record', `INSERT INTO facts_adviser__villages VALUES (7, 1)`],
  ['a record more', `INSERT INTO facts_team (rid, deleted) VALUES (7, 0)`],
  ['a record less', `DELETE FROM facts_adviser`],
  ['a day that nothing says', `INSERT INTO facts_wage_arrears_lead__days VALUES ('filedOn', 5, 2)`],
  ['a day less', `DELETE FROM facts_wage_arrears_lead__days`],
  ['a wrong value that nobody is told of', `DELETE FROM anomalies`],
  ['a wrong value that is right', `INSERT INTO anomalies VALUES (2, 'filedOn', 'date.invalid')`],
  ['a record that is deleted only there', `UPDATE facts_adviser SET deleted = 1`],
] as const

test.each(spoilt)('%s is found', (_, sql) => {
  ctx.db.exec(sql)
  expect(differences()).toBeGreaterThan(0)
})
