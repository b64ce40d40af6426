import Database from 'better-sqlite3'
import type { WriteDb } from '../../electron/engine/context'
import { reconcileColumns } from '../../electron/engine/db/columns'
import { foundation } from '../../electron/engine/db/migrations/0001-foundation'
import { figureRows, figuresOf } from '../../electron/engine/reports/figures'
import { type Period, parsePeriod } from '../../shared/period'
import type { Figure } from '../../shared/reports/document'
import { measures } from '../../shared/reports/measures'
import { naiveFigure } from '../support/naive-figures'
import fc from '../support/property'
import { fill, someRecords, units } from '../support/random-records'

let db: WriteDb

beforeAll(() => {
  db = new Database(':memory:') as Database.Database as WriteDb
  db.exec(foundation.sql)
  reconcileColumns(db)
})
afterAll(() => db.close())

const parentOf = new Map(units.map(({ id, parent }) => [id, parent]))
const levels = new Map<unknown, string>(units.map(({ id, level }) => [id, level]))
const scopes = [null, 'district', 'east', 'far']

function isUnder(scope: string | null, unit: unknown): boolean {
  if (scope === null) return true
  for (let at: unknown = unit; typeof at === 'string'; at = parentOf.get(at) ?? null)
    if (at === scope) return true
  return false
}

/** Every row behind a figure, in pages of three, each seen once. */
function rowsBehind(figure: Figure, period: Period): { sum: number; records: number } {
  const seen = new Set<string>()
  let hundredths = 0
  let after: string | undefined
  do {
    const query = { measure: figure.measure, period, unit: figure.unit, after, limit: 3 }
    const page = figureRows(db, query)
    for (const row of page.rows) {
      const key = `${row.kind} ${row.id}`
      expect(row.amount).toBeGreaterThan(0)
      expect([figure.id, key, seen.has(key)]).toEqual([figure.id, key, false])
      seen.add(key)
      hundredths += Math.round(row.amount * 100)
    }
    after = page.next ?? undefined
  } while (after !== undefined)
  return { sum: hundredths / 100, records: seen.size }
}

test('every figure of any records is what a second computation finds, and its rows add up to it', () => {
  const names = measures.map((measure) => measure.name)
  fc.assert(
    fc.property(someRecords, fc.constantFrom('2026-11', '2026-Q4', '2026'), (records, periodName) => {
      const period = parsePeriod(periodName)
      fill(db, records)
      for (const scope of scopes) {
        const figures = figuresOf(db, names, period, scope)
        const naive = (name: string): number =>
          naiveFigure(
            name,
            records,
            period,
            (unit) => isUnder(scope, unit),
            (unit) => levels.get(unit),
          )
        for (const figure of figures) {
          if (figure.parts) {
            const [part, whole] = figure.parts
            expect([figure.id, part?.value, whole?.value]).toEqual([
              figure.id,
              naive(part?.measure ?? ''),
              naive(whole?.measure ?? ''),
            ])
            expect(figure.text === '—').toBe(whole?.value === 0)
            continue
          }
          expect([figure.id, figure.value]).toEqual([figure.id, naive(figure.measure)])
          expect([figure.id, rowsBehind(figure, period)]).toEqual([
            figure.id,
            { sum: figure.value, records: figure.records },
          ])
        }
      }
    }),
    { numRuns: 60 },
  )
})
