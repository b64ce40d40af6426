import { openOutcomes, type Standing } from '../../../electron/engine/changes/outcomes'
import fc from '../../support/laws/property'

const standing = fc.record({
  deleted: fc.boolean(),
  conflicts: fc.nat(2),
  scope: fc.constantFrom('东街', '西街'),
})

test('what is only counted adds up to what a list of every record says', () => {
  fc.assert(
    fc.property(
      fc.array(standing, { maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(8), standing), { maxLength: 30 }),
      (stored, steps) => {
        const rows = new Map<number, Standing>(stored.map((one, at) => [at + 1, one]))
        const start = new Map(rows)
        const touched = new Set<number>()
        const outcomes = openOutcomes()
        for (const [place, now] of steps) {
          // Some row that is there, or else the next new one.
          const rid = place < rows.size ? place + 1 : rows.size + 1
          outcomes.note(rid, rows.get(rid), now)
          rows.set(rid, now)
          touched.add(rid)
        }
        const all = [...touched].map((rid) => ({ before: start.get(rid), now: rows.get(rid) as Standing }))
        const lives = (one: Standing | undefined): boolean => one !== undefined && !one.deleted
        const summary = outcomes.summary(['activity'])
        expect(summary).toMatchObject({
          created: all.filter(({ before }) => !before).length,
          changed: all.filter(({ before }) => before).length,
          deleted: all.filter(({ before, now }) => lives(before) && now.deleted).length,
          conflicts: all.reduce(
            (sum, { before, now }) => sum + Math.max(0, now.conflicts - (before?.conflicts ?? 0)),
            0,
          ),
        })
        for (const scope of ['东街', '西街']) {
          const here = all.filter(({ now }) => now.scope === scope)
          expect(summary.scopes.get(scope) ?? { deleted: 0, revived: 0 }).toEqual({
            deleted: here.filter(({ before, now }) => lives(before) && now.deleted).length,
            revived: here.filter(({ before, now }) => !lives(before) && lives(now)).length,
          })
        }
      },
    ),
  )
})
