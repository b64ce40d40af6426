import type { Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { DELETED, NUMBER } from '../../../shared/sync/change'
import { type JsonStep, jsonStep } from '../laws/mutate'
import fc from '../laws/property'

/** A change that begins as a good one. The numbers choose, and fit whatever there is. */
export interface ChangePlan {
  readonly base: number
  /** Whose record it speaks of: a new one, that of the good change, or one that is none of the forger's. */
  readonly record: 'new' | 'own' | 'honest'
  readonly over: 'none' | 'own' | 'honest'
  /** Fields of its kind, each with a value that is right or nearly so. */
  readonly typed: readonly { readonly field: number; readonly value: number }[]
  readonly set: readonly JsonStep[]
  readonly member: readonly JsonStep[]
}

/** A bundle to be made. Plain JSON, so that a finding can be kept. */
export interface BundlePlan {
  readonly changes: readonly ChangePlan[]
  /** What says who is who, more than a good bundle of the forger's would carry. */
  readonly official: readonly {
    readonly base: number
    readonly by: 'own' | 'nobody'
    readonly set: readonly JsonStep[]
  }[]
  readonly manifest: readonly JsonStep[]
  readonly blobs: number
}

/** Words for what only a story knows: `@record3` is the fourth of its honest records. */
const told = ['record', 'name', 'unit', 'site', 'scope', 'hash', 'own'].flatMap((word) =>
  [0, 1, 2, 3, 7].map((nth) => `@${word}${nth}`),
)
const file = { hash: '@hash0', name: 'a.jpg', type: 'image/jpeg', bytes: 5, width: 1e6, height: 1e6 }
const setKeys = [
  ...[
    DELETED,
    NUMBER,
    '$mergedInto',
    '$merged/@record0',
    '$moved/@record1',
    '$distinct/@own0',
    '$unheardOf',
    '#review',
  ],
  ...[
    '$file/01900000-0000-7000-8000-000000000001',
    '$file/x',
    'demands',
    'demands/x',
    'demands//',
    'unit',
    'record',
  ],
]
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight: number, maxLength: number): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 100 - weight, arbitrary: fc.constant<T[]>([]) },
    { weight, arbitrary: fc.array(arbitrary, { minLength: 1, maxLength }) },
  )

const changePlan: fc.Arbitrary<ChangePlan> = fc.record({
  base: fc.nat(9999),
  record: fc.constantFrom('new', 'new', 'own', 'own', 'honest'),
  over: fc.constantFrom('none', 'own', 'own', 'honest'),
  typed: fc.array(fc.record({ field: fc.nat(99), value: fc.nat(99) }), { maxLength: 3 }),
  set: sometimes(jsonStep([...told, file], setKeys), 45, 3),
  member: sometimes(jsonStep(told), 12, 2),
})

/** Most bundles are changed inside their records; some in a change's own members, few where they say who is who. */
export const bundlePlan = (): fc.Arbitrary<BundlePlan> =>
  fc.record({
    changes: fc.array(changePlan, { minLength: 1, maxLength: 4 }),
    official: sometimes(
      fc.record({
        base: fc.nat(9999),
        by: fc.constantFrom('own', 'own', 'nobody'),
        set: fc.array(jsonStep(told), { maxLength: 2 }),
      }),
      12,
      2,
    ),
    manifest: sometimes(jsonStep(told), 8, 2),
    blobs: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 2),
  })

/** Values that are right for a type, or nearly so. */
export const near: Readonly<Record<Field['type'], readonly Json[]>> = {
  text: ['桃花', '', 'x'.repeat(61), ' 桃花 ', '13800001234', '=1+1', 'a\nb', '\u0000', 5],
  longText: ['桃花\n李子', '', 'x'.repeat(20_001), '\r\n', '\u202e', ['x']],
  date: [
    '2026-11-04',
    '2026-12-01',
    '2026-02-29',
    '0000-01-01',
    '9999-12-31',
    '2026-11-4',
    '2026-11-04T00:00:00Z',
    46_329,
  ],
  time: ['09:30', '23:59', '24:00', '9:30', '09:30:00', 930],
  count: [0, 7, 99_999_999, 100_000_000, -1, 0.5, 2 ** 53, '7'],
  money: [0, 100, 10 ** 12, -1, 0.1, 2 ** 53, '1.00'],
  decimal: ['0', '66.67', '66.670', '066', '-1', '1e3', '9'.repeat(40), 66.67],
  flag: [true, false, 'true', 1],
  choice: ['other', 'law', '', 'x'.repeat(200), 0],
  choices: [[], ['other'], ['other', 'other'], ['x'.repeat(200)], 'other'],
  ref: ['@unit0', '@unit1', '@unit2', '@record0', '@own0', 'x', '01900000-0000-7000-8000-000000000001'],
  refs: [[], ['@record0'], ['@own0', '@own0'], Array(300).fill('@own1'), ['x'], '@own0'],
  origin: ['@record0', '@own0', '@own0/@own1', 'x/y', 5],
  rows: [[], null, {}, 5],
}
