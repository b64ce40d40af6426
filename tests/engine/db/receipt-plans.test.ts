import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteDb } from '../../../electron/engine/context'
import { migrate } from '../../../electron/engine/db/migrate'
import { openForWriting } from '../../../electron/engine/db/open'
import { receiptSql } from '../../../electron/engine/exchange/queries'
import { reconcileFacts } from '../../../electron/engine/facts/reconcile'
import { planFilter } from '../../../electron/engine/lists/filter'
import { orderOf, pageQuery } from '../../../electron/engine/lists/list'
import { kindOf } from '../../../shared/kinds'
import { receiptState } from '../../../shared/records/receipt'

const session = kindOf('courtyard-session')
const folder = mkdtempSync(join(tmpdir(), 'yuanba-receipt-plans-'))
let db: WriteDb

/** A street's laptop with `waiting` changes that no bundle has carried yet. */
function waiting(changes: number): void {
  db.exec(
    `DELETE FROM branches; INSERT INTO branches (branch, site, scope, after, seq, hash, counts_to) VALUES (1, 'own', 'street', 0, ${changes}, '', ${changes})`,
  )
}

beforeAll(() => {
  db = openForWriting(join(folder, 'profile.db'), new Uint8Array(32).fill(9))
  migrate(db, join(folder, 'backup.db'))
  reconcileFacts(db)
  db.exec(`INSERT INTO sites (id, own, role, scope, unit, unit_name, letter, sign_key, recipient, office)
           VALUES ('own', 1, 'street', 'street', 'street', '东街街道', 'A', '', '', '')`)
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const stepsOf = (sql: string, params: readonly (string | number)[]): readonly string[] =>
  db
    .prepare<(string | number)[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...params)
    .map(({ detail }) => detail)

test('the receipts of a page come out of the index of changes alone, without reading a change', () => {
  const steps = stepsOf(receiptSql.lastOfRecords, ['[]'])
  expect(steps).toContainEqual(
    expect.stringContaining('SEARCH c USING COVERING INDEX changes_record (record=?)'),
  )
  expect(steps.filter((step) => /^SCAN c\b/.test(step))).toEqual([])
})

test('what waits is read from where it begins in its branch', () => {
  expect(stepsOf(receiptSql.changesAbove, [1, 5])).toContainEqual(
    expect.stringContaining('SEARCH c USING PRIMARY KEY (branch=? AND seq>?)'),
  )
})

test.each(['countAbove', 'countNewAbove'] as const)(
  '%s takes its list of places apart once, not for each change of the log',
  (name) => {
    const steps = stepsOf(receiptSql[name], ['[{"branch":1,"seq":0,"from":5},{"branch":2,"seq":3,"from":9}]'])
    expect(steps).toContainEqual('MATERIALIZE place')
    expect(steps.filter((step) => step.includes('VIRTUAL TABLE'))).toEqual([
      expect.stringContaining('SCAN json_each'),
    ])
  },
)

test.each([100, 100_000])(
  'with %i waiting changes, every filter by receipt reads the list along an index',
  (many) => {
    waiting(many)
    for (const receipt of receiptState.options) {
      const plan = planFilter(db, session, { receipt }, orderOf(session))
      const { sql, params } = pageQuery(plan, orderOf(session), 101)
      const steps = stepsOf(sql, params)
      expect(steps.filter((step) => /^SCAN records(?! USING (COVERING )?INDEX)/.test(step))).toEqual([])
      for (const step of steps.filter((one) => /^(SCAN|SEARCH) (c|r) /.test(one)))
        expect(step).toContain('COVERING INDEX')
    }
  },
)
