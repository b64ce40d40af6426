import { openFacts } from '../../../electron/engine/facts/write'
import { areSumsKept, keptOfPeriod } from '../../../electron/engine/figures/kept-sums'
import { compareSums, refreshSome } from '../../../electron/engine/figures/refresh-sums'
import { kindOf } from '../../../shared/kinds'
import { parsePeriod } from '../../../shared/period'
import type { Flat } from '../../../shared/shapes'
import { addUpAll, amountsSaid } from '../../support/desks/added-up'
import { isFullSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'
import { factsInMemory } from '../../support/records/facts-in-memory'
import type { Counted } from '../../support/records/naive-figures'
import { fill, someRecords } from '../../support/records/random-records'

const db = factsInMemory()

const periods = ['2025-12', '2026-11', '2026-Q4', '2026', '2026-T11', '2026-11@26', '2026@26'].map(
  parsePeriod,
)

const said = (from: 'kept' | 'facts') => amountsSaid(db, periods, from)

/** All report from the 26th to the 25th, one street from the 16th to the 15th. */
const rules = [
  { from: '2026-01-01', firstDay: 26 },
  { from: '2025-01-01', firstDay: 16, dueDays: 5, units: ['east'] },
].map((body, at): Counted => ({ id: `rule-${at}`, kind: 'reporting-rule', body, deleted: false }))

/** A record comes, changes or goes, as it does in a transaction of the log. */
function put({ id, kind, body, deleted }: Counted): void {
  interface Row {
    readonly rid: number
    readonly deleted: number
    readonly body: string
  }
  const row = db.prepare<[string], Row>('SELECT rid, deleted, body FROM records WHERE id = ?').get(id)
  const text = JSON.stringify(body)
  if (row) db.prepare('UPDATE records SET body = ?, deleted = ? WHERE id = ?').run(text, deleted ? 1 : 0, id)
  else
    db.prepare(
      `INSERT INTO records (id, kind, scope, body, heads, deleted, conflicts, created_at, created_by, updated_at, last_change)
       VALUES (?, ?, '*', ?, '{}', ?, 0, '', '', '', '')`,
    ).run(id, kind, text, deleted ? 1 : 0)
  const rid = row?.rid ?? Number(db.prepare('SELECT max(rid) FROM records').pluck().get())
  const before = row && { kind, deleted: row.deleted === 1, flat: JSON.parse(row.body) as Flat }
  openFacts(db, kindOf).write([{ rid, id, kind, before, deleted, flat: body }])
}

const isSame = (): boolean => [...compareSums(db)].every(({ same }) => same)

test('whatever was edited since months were added up, figures are those of the facts', () => {
  fc.assert(
    fc.property(
      someRecords,
      someRecords,
      fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
      fc.boolean(),
      fc.boolean(),
      (before, after, luck, isRuled, isCut) => {
        fill(db, before)
        db.exec('DELETE FROM facts_reporting_rule; DELETE FROM facts_reporting_rule__units')
        if (isCut) for (const rule of rules) put(rule)
        expect(areSumsKept(db)).toBe(false)
        addUpAll(db)
        expect(areSumsKept(db)).toBe(true)
        expect(said('kept')).toEqual(said('facts'))
        for (const record of after) {
          db.transaction(() => put(record))()
          const drawn = Number(luck.next().value)
          if (drawn < 3) refreshSome(db)
          if (drawn === 9) expect([said('kept'), isSame()]).toEqual([said('facts'), true])
        }
        expect([said('kept'), isSame()]).toEqual([said('facts'), true])
        if (isRuled) {
          put({ id: 'rule', kind: 'counting-rule', body: { from: '2026-11-02' }, deleted: false })
          expect(areSumsKept(db)).toBe(false)
          expect(said('kept')).toEqual(said('facts'))
        }
        addUpAll(db)
        expect(said('kept')).toEqual(said('facts'))
        const kept = periods.map((period) => keptOfPeriod(db, period)?.stale.size)
        expect(kept).toEqual(periods.map(({ name }) => (isCut || !name.includes('@') ? 0 : undefined)))
        expect(isSame()).toBe(true)
        db.exec('DELETE FROM facts_counting_rule')
      },
    ),
    { numRuns: isFullSize ? 15 : 5 },
  )
})
