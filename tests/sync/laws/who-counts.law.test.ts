import { newSiteKeys, type SiteKeys } from '../../../electron/engine/sites/keys'
import { lawSize } from '../../support/laws/law-size'
import { honest, hostile, judgedAt, type OfficeStep, type Said, walk } from '../../support/laws/office-walk'
import fc from '../../support/laws/property'
import { seedsFor, tell } from '../../support/laws/seed'

// Who belongs is a function of what is held, and of nothing else; a thief's words change none of it but what the thief's own key may say.

let keys: readonly SiteKeys[]
beforeAll(async () => {
  keys = await Promise.all(Array.from({ length: 24 }, newSiteKeys))
})

const stepsOf = (...more: OfficeStep['what'][]) =>
  fc.array(
    fc.record<OfficeStep>({
      what: fc.oneof(
        { weight: 10, arbitrary: fc.constantFrom(...honest) },
        { weight: 8, arbitrary: fc.constantFrom(...hostile, ...more) },
      ),
      who: fc.nat(999),
      about: fc.nat(999),
    }),
    { minLength: 5, maxLength: 30 },
  )

/** Where it is judged: at the district, and at each laptop that is not lost. */
const places = ({ laptops }: Said): readonly (readonly string[] | undefined)[] => [undefined, ...laptops]

const rowsAt = (said: Said, place: readonly string[] | undefined) => {
  const { rows, recovery } = judgedAt(said, place)
  return {
    rows: [...rows].sort((one, other) => (one.id < other.id ? -1 : 1)),
    recovery: recovery && [recovery.by, recovery.word.recovery],
  }
}

test.each(seedsFor('who counts', []))(
  'whatever thieves say, whoever belonged belongs, nobody else does, and none is ended nor given another recovery key: seed %i',
  (seed) => {
    let judged = 0
    const law = fc.property(stepsOf(), fc.infiniteStream(fc.nat(9999)), (steps, order) => {
      const { all, honest: true_ } = walk(steps, keys)
      for (const place of places(all)) {
        judged += 1
        const wanted = rowsAt(true_, place)
        expect(rowsAt(all, place)).toEqual(wanted)
        // In whatever order it came.
        const shuffled = [...all.introduced]
        for (let at = shuffled.length - 1; at > 0; at -= 1) {
          const other = (order.next().value ?? 0) % (at + 1)
          ;[shuffled[at], shuffled[other]] = [shuffled[other] as never, shuffled[at] as never]
        }
        expect(rowsAt({ ...all, introduced: shuffled }, place)).toEqual(wanted)
      }
    })
    fc.assert(law, { numRuns: lawSize(3000), seed })
    tell(`who counts: judged ${judged} times in ${lawSize(3000)} walks`)
  },
)

test.each(seedsFor('who was ended', []))(
  'what was ended stays ended, whatever is said afterwards and by whom: seed %i',
  (seed) => {
    fc.assert(
      fc.property(stepsOf('old office ends'), fc.nat(29), (steps, cut) => {
        const before = walk(steps.slice(0, cut), keys).all
        const { all } = walk(steps, keys)
        const later = new Map(judgedAt(all).rows.map((row) => [row.id, row]))
        const ended = judgedAt(before).rows.filter(({ revoked_at }) => revoked_at !== null)
        // Said by any self of the office, whether the present one had heard of it or not.
        const said = all.words.filter(({ by, word }) => word.ended && all.offices.includes(by))
        for (const id of [...ended.map((row) => row.id), ...said.map(({ word }) => word.site)])
          if (later.has(id)) expect([id, later.get(id)?.revoked_at !== null]).toEqual([id, true])
      }),
      { numRuns: lawSize(3000), seed },
    )
  },
)
