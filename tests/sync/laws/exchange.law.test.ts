import type { Json } from '../../../shared/json'
import { DELETED, DISTRICT_SCOPE } from '../../../shared/sync/change'
import { foldChanges } from '../../../shared/sync/merge'
import {
  branchesOn,
  changesOn,
  copyOf,
  mayHold,
  mayWrite,
  newComputer,
  putBack,
  restore,
  type SimBundle,
  send,
  take,
  type,
} from '../../support/laws/exchange-simulation'
import { lawSize } from '../../support/laws/law-size'
import { expectAllReachable, expectDefinitionOf, expectSame } from '../../support/laws/merge-simulation'
import fc from '../../support/laws/property'
import { tell } from '../../support/laws/seed'

const YEARS = 5 * 366 * 86_400_000
const START = 1_790_000_000_000
const [EAST, WEST] = ['east', 'west']
/** Records by scope; a person at a street reaches only its own. */
const records = [
  { scope: EAST, record: 'e1' },
  { scope: EAST, record: 'e2' },
  { scope: EAST, record: 'e3' },
  { scope: WEST, record: 'w1' },
  { scope: DISTRICT_SCOPE, record: 'u1' },
]
/** Keys that every version knows, and those of the newer one. */
const keys = {
  1: ['people', 'summary', 'demands/a', 'constructor'],
  2: ['drones', 'photos/x', 'people', 'agenda'],
}

/** A district of the newer version, two laptops of one street, one of them old, and an old one of another street. */
const desks = () => [
  newComputer(0, { role: 'district', scope: DISTRICT_SCOPE, version: 2 }),
  newComputer(1, { role: 'street', scope: EAST, version: 2 }),
  newComputer(2, { role: 'street', scope: EAST, version: 1 }),
  newComputer(3, { role: 'street', scope: WEST, version: 1 }),
]
type Desks = ReturnType<typeof desks>

const who = fc.nat({ max: 3 })
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.nat({ max: 3 }),
  fc.constantFrom('甲', '乙', null),
  fc.constant({ who: '丙', of: [1, null] }),
)
/** @param forks how often old copies are put back, to 19 edits and exchanges: already 1 is far more often than in life */
const stepWith = (forks: number) =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('edit' as const),
        who,
        record: fc.nat({ max: records.length - 1 }),
        values: fc.array(fc.tuple(fc.nat({ max: 3 }), value), { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('bin' as const),
        who,
        record: fc.nat({ max: records.length - 1 }),
        deleted: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), who, to: who }) },
    {
      weight: 6,
      // Any bundle ever written, however late and often: lost, reordered, duplicated and replayed ones among them.
      arbitrary: fc.record({
        do: fc.constant('take' as const),
        which: fc.nat(),
        newest: fc.boolean(),
        ends: fc.oneof(
          { weight: 4, arbitrary: fc.constant({ how: 'whole' as const }) },
          {
            weight: 1,
            arbitrary: fc.record({
              how: fc.constantFrom('crash' as const, 'half' as const),
              writes: fc.oneof(fc.nat({ max: 8 }), fc.nat({ max: 60 })),
            }),
          },
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('clock' as const),
        who,
        offset: fc.integer({ min: -YEARS, max: YEARS }),
      }),
    },
    { weight: forks > 2 ? 3 : 1, arbitrary: fc.record({ do: fc.constant('backup' as const), who }) },
    // Each time a stream may go two ways.
    { weight: forks, arbitrary: fc.record({ do: fc.constant('put back' as const), who }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('restore' as const), who, chance: fc.nat({ max: 3 }) }),
    },
  )
type Step = ReturnType<typeof stepWith> extends fc.Arbitrary<infer S> ? S : never

function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new RangeError('no such item')
  return item
}

function play(steps: readonly Step[]): Desks {
  const all = desks()
  const sticks: SimBundle[] = []
  let now = START
  for (const s of steps) {
    now += 60_000
    if (s.do === 'take') {
      // A clerk mostly takes what lies on top; sometimes whatever is found in the drawer.
      const bundle = s.newest ? sticks.at(-1 - (s.which % 3)) : sticks[s.which % Math.max(1, sticks.length)]
      const one = all.find(({ disk }) => disk.site === bundle?.to)
      if (one && bundle) take(one, bundle, s.ends)
      continue
    }
    const one = at(all, s.who)
    if (s.do === 'clock') one.offset = s.offset
    else if (s.do === 'backup') one.backup = copyOf(one.disk)
    else if (s.do === 'put back') putBack(one)
    else if (s.do === 'restore') {
      if (s.chance === 0) restore(one)
    } else if (s.do === 'send') {
      const to = at(all, s.to)
      // Two streets never meet; two laptops of one street may.
      if (to !== one && (mayHold(one, to.scope) || mayHold(to, one.scope))) sticks.push(send(one, to))
    } else {
      const { scope, record } = at(records, s.record)
      if (!mayWrite(one, scope)) continue
      const known = keys[one.version === 1 ? 1 : 2]
      const set =
        s.do === 'bin'
          ? { [DELETED]: s.deleted }
          : Object.fromEntries(s.values.map(([key, typed]) => [at(known, key), typed]))
      type(one, scope, record, set, now)
    }
  }
  return all
}

/** Everyone exchanges whole bundles with the district until nobody lacks anything: the protocol's own way to heal. */
function settle([district, ...streets]: Desks): void {
  if (!district) throw new RangeError('no district')
  for (let round = 0; round < 3; round += 1) {
    for (const street of streets) take(district, send(street, district), { how: 'whole' })
    for (const street of streets) take(street, send(district, street), { how: 'whole' })
  }
}

/** 10 are eight times as many as in the walks of the model. Of the steps of all runs what counts is their sum. */
test.each([
  { forks: 2, runs: 4500, length: 120, least: { steps: 200_000, branches: 500 } },
  { forks: 10, runs: 1500, length: 240, least: { steps: 100_000, branches: 120 } },
])(
  'whatever happens to sticks, clocks, power and disks, and whatever branched, at $forks old copies to 19 steps, an exchange in both directions makes all sites agree and loses no typed value',
  ({ forks, runs, length, least }) => {
    let [total, branched] = [0, 0]
    const steps = fc.array(stepWith(forks), { minLength: 1, maxLength: length, size: 'max' })
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (played, shuffle) => {
        total += played.length
        const all = play(played)
        const typed = new Map(
          all
            .flatMap(({ disk }) => changesOn(disk))
            .map((change) => [`${change.record}/${change.id}`, change]),
        )
        for (const { disk } of all) expectDefinitionOf(changesOn(disk), disk.states)
        settle(all)
        const district = at(all, 0)
        // Nothing that any disk held is missing at the district, and nothing is there that nobody wrote.
        const there = changesOn(district.disk)
        expectSame(new Set(there.map((change) => `${change.record}/${change.id}`)), new Set(typed.keys()))
        for (const one of all) {
          const visible = there
            .filter(({ scope }) => mayHold(one, scope))
            .map(({ record, id }) => `${record}/${id}`)
          const held = changesOn(one.disk).map(({ record, id }) => `${record}/${id}`)
          expectSame(held.sort(), visible.sort())
          for (const [record, state] of one.disk.states) expectSame(state, district.disk.states.get(record))
        }
        branched += branchesOn(district.disk) - district.disk.tips.size
        expectDefinitionOf(there, district.disk.states)
        expectAllReachable(there)
        for (const [record, state] of district.disk.states) {
          const shuffled = there
            .filter((change) => change.record === record)
            .map((change) => ({ change, key: shuffle.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
          expectSame(foldChanges(shuffled.map(({ change }) => change)), state)
        }
      }),
      { numRuns: lawSize(runs) },
    )
    tell(`the law of the exchange, forks ×${forks}: ${total} steps, ${branched} branches beside the first`)
    expect(branched).toBeGreaterThan(lawSize(least.branches))
    expect(total).toBeGreaterThan(lawSize(least.steps))
  },
  300_000,
)
