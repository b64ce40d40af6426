import type { Json } from '../../../shared/json'
import { CHAIN_START } from '../../../shared/sync/change'
import { changeShape } from '../../../shared/sync/manifest'
import { isPlainChange } from '../../../shared/sync/plain-change'
import fc from '../../support/laws/property'

const site = 'cb54c41a2a6ac13f'.repeat(2)
const good: Record<string, Json> = {
  clock: '01a20b84d4450000',
  site,
  scope: '*',
  seq: 1,
  prev: CHAIN_START,
  record: '01890000-0000-7000-8000-000000000000',
  kind: 'unit',
  kindVersion: 1,
  author: '张三',
  at: '2026-11-03T01:00:00.000Z',
  set: { name: '东街', 'demands/a': null },
  salt: 'A'.repeat(16),
  over: {},
}
const other = 'f'.repeat(48)

test.each<Record<string, Json>>([
  {},
  { reason: '打错了' },
  { over: { name: [other] } },
  { author: '' },
  { at: '2024-02-29T23:59:59.999Z' },
])('an ordinary change is plain: %j', (over) => {
  expect(isPlainChange({ ...good, ...over })).toBe(true)
})

/** What a forged or broken line may hold in any one place. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    ...[
      good.clock ?? '',
      site,
      other,
      '2026-02-30T01:00:00.000Z',
      '2026-11-03T24:00:00.000Z',
      '2026-11-03',
      '',
    ],
    ...['x'.repeat(101), 'x'.repeat(2001), 0, 1.5, 1_000_001, 2 ** 53, [], [other], { name: [other] }],
    ...[{ name: [] }, { name: [good.clock ?? ''] }, { nobody: [other] }, { '': 1 }, { ['x'.repeat(121)]: 1 }],
    JSON.parse('{"__proto__":1}') as Json,
  ),
)

test('whatever passes as plain passes the schema too', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...Object.keys(good), 'reason', 'more'), odd, {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      }),
      fc.subarray(Object.keys(good), { minLength: Object.keys(good).length - 1 }),
      (over, kept) => {
        const value = { ...Object.fromEntries(kept.map((key) => [key, good[key]])), ...over }
        if (isPlainChange(value)) expect(changeShape.safeParse(value).success).toBe(true)
      },
    ),
    { numRuns: 20_000 },
  )
})
