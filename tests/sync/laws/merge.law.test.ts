import type { Json } from '../../../shared/json'
import { type Change, DELETED } from '../../../shared/sync/change'
import { foldChanges } from '../../../shared/sync/merge'
import { lawSize } from '../../support/laws/law-size'
import {
  deliver,
  expectAllReachable,
  expectDefinition,
  expectSame,
  type SimSite,
  simSite,
  write,
} from '../../support/laws/merge-simulation'
import fc from '../../support/laws/property'
import { tell } from '../../support/laws/seed'

const RUNS = lawSize(2300)
const SITES = 4
const RECORDS = ['r1', 'r2', 'r3']
const KEYS = ['people', 'summary', 'demands/a', 'demands/b', 'constructor', 'agenda']
const DAY = 86_400_000

const site = fc.nat({ max: SITES - 1 })
const record = fc.constantFrom(...RECORDS)
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.nat({ max: 3 }),
  fc.constantFrom('甲', '乙'),
  fc.constant(null),
  fc.constant({ who: '丙' }),
)
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      site,
      record,
      set: fc.dictionary(fc.constantFrom(...KEYS), value, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('bin' as const), deleted: fc.boolean(), site, record }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('resolve' as const),
      site,
      record,
      key: fc.constantFrom(...KEYS),
      value,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      site,
      to: site,
      picks: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      site,
      offset: fc.integer({ min: -4000 * DAY, max: 4000 * DAY }),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function play(steps: readonly Step[]): { sites: SimSite[]; all: Change[] } {
  const sites = Array.from({ length: SITES }, (_, index) => simSite(index))
  const all: Change[] = []
  let now = 1_790_000_000_000
  const at = (index: number): SimSite => {
    const found = sites[index]
    if (!found) throw new RangeError('no such site')
    return found
  }
  for (const s of steps) {
    now += 60_000
    const here = at(s.site)
    if (s.do === 'edit') all.push(write(here, s.record, s.set, now))
    else if (s.do === 'bin') all.push(write(here, s.record, { [DELETED]: s.deleted }, now))
    else if (s.do === 'resolve') all.push(write(here, s.record, { [s.key]: s.value }, now))
    else if (s.do === 'clock') here.offset = s.offset
    else {
      // Any held change, in any order, again and again: reordered, duplicated and partial delivery at once.
      const held = [...here.held.values()]
      for (const pick of s.picks) {
        const change = held[pick % Math.max(1, held.length)]
        if (change) deliver(at(s.to), change)
      }
    }
  }
  return { sites, all }
}

test('sites with the same changes hold the same records, heads and conflicts, and every typed value stays reachable', () => {
  let total = 0
  const steps = fc.array(step, { minLength: 1, maxLength: 100, size: 'max' })
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat()), (played, shuffle) => {
      total += played.length
      const { sites, all } = play(played)
      for (const one of sites) expectDefinition(one)
      // Everyone gets everything, each in an order of its own.
      for (const one of sites) {
        const order = all
          .map((change) => ({ change, key: shuffle.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
        for (const { change } of order) deliver(one, change)
      }
      const [first, ...others] = sites
      if (!first) throw new RangeError('no sites')
      expectDefinition(first)
      for (const other of others) expectSame(other.states, first.states)
      for (const other of others) expectSame(other.awaited, first.awaited)
      for (const name of RECORDS) {
        const ofRecord = all.filter((change) => change.record === name)
        expectSame(foldChanges(ofRecord), first.states.get(name))
      }
      expectAllReachable(all)
    }),
    { numRuns: RUNS },
  )
  tell(`the law of merging: ${total} steps`)
  expect(total).toBeGreaterThan(lawSize(100_000))
}, 300_000)
