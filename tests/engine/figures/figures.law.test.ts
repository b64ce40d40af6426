import { figureRows, figuresOf } from '../../../electron/engine/reports/figures'
import type { Figure } from '../../../shared/figures/figure'
import { datedSums, measures } from '../../../shared/figures/measures'
import { isDated } from '../../../shared/figures/measures/define'
import type { UnitPart } from '../../../shared/figures/unit-tree'
import { type Period, parsePeriod } from '../../../shared/period'
import { isFullSize } from '../../support/laws/law-size'
import fc from '../../support/laws/property'
import { factsInMemory } from '../../support/records/facts-in-memory'
import { byHand, naiveFigure, naiveShare } from '../../support/records/naive-figures'
import { fill, someRecords, units } from '../../support/records/random-records'

const db = factsInMemory()

const parentOf = new Map(units.map(({ id, parent }) => [id, parent]))
const levels = new Map<unknown, string>(units.map(({ id, level }) => [id, level]))
const periods = ['2026-01', '2026-11', '2026-Q4', '2026-H1', '2026-T11', '2026']

type Scope = readonly [unit: string | null, part: UnitPart | undefined, holds: (unit: unknown) => boolean]

/** What a figure is asked of, and by hand which units that means. */
const scopes: readonly Scope[] = [
  [null, undefined, () => true],
  // Records of a unit that nobody knows, or of none, are at the district itself.
  [null, 'own', (unit) => !['east', 'west', 'near', 'peach', 'plum', 'far'].includes(String(unit))],
  [null, 'rest', (unit) => !['east', 'west', 'peach', 'plum', 'far'].includes(String(unit))],
  ['district', undefined, (unit) => isUnder('district', unit)],
  ['district', 'own', (unit) => unit === 'district'],
  ['district', 'rest', (unit) => unit === 'district' || unit === 'near'],
  ['east', undefined, (unit) => isUnder('east', unit)],
  ['east', 'own', (unit) => unit === 'east'],
  ['far', undefined, (unit) => unit === 'far'],
]

function isUnder(scope: string, unit: unknown): boolean {
  for (let at: unknown = unit; typeof at === 'string'; at = parentOf.get(at) ?? null)
    if (at === scope) return true
  return false
}

/** A share as people would work it out on paper: one decimal, and neither all nor nothing before it is. */
function percent(part: number, whole: number): string {
  if (whole === 0) return '—'
  const tenths = Math.round((1000 * part) / whole)
  const kept = part < whole ? Math.min(tenths, 999) : tenths
  return String((part > 0 ? Math.max(kept, 1) : kept) / 10)
}

/** Every row behind a figure, in pages of three, each seen once. */
function rowsBehind(figure: Figure, period: Period): { sum: number; records: number } {
  const seen = new Set<string>()
  let hundredths = 0
  let after: string | undefined
  do {
    const { measure, unit, part } = figure
    const page = figureRows(db, { measure, period, unit, part, after, limit: 3 })
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

test('every figure there is has been worked out by hand', () => {
  expect([...byHand].sort()).toEqual(measures.map(({ name }) => name).sort())
})

test('every figure of any records is what a second computation finds, and its rows add up to it', () => {
  const names = measures.map((measure) => measure.name)
  const dated = measures.filter((measure) => isDated(measure)).map(({ name }) => name)
  fc.assert(
    fc.property(someRecords, fc.constantFrom(...periods), (records, periodName) => {
      const period = parsePeriod(periodName)
      fill(db, records)
      for (const [unit, part, holds] of scopes) {
        const figures = figuresOf(db, names, period, unit, part)
        const naive = (name: string): number =>
          naiveFigure(name, {
            records,
            period,
            inScope: holds,
            levelOf: (unit) => levels.get(unit),
          })
        const isAnything = (some: readonly string[]): boolean =>
          figures.some(({ measure, records }) => some.includes(measure) && records > 0)
        expect([unit, part, isAnything(datedSums)]).toEqual([unit, part, isAnything(dated)])
        for (const figure of figures) {
          const share = naiveShare(figure.measure)
          if (share) {
            const [part, whole] = share.map(naive)
            expect([figure.id, ...(figure.parts ?? []).map(({ value }) => value)]).toEqual([
              ...[figure.id, part, whole],
            ])
            expect([figure.id, figure.text]).toEqual([figure.id, percent(part ?? 0, whole ?? 0)])
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
    { numRuns: isFullSize ? 20 : 5 },
  )
})
