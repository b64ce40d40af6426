import { paddedLength } from '../../../shared/sync/padding'

test('few lengths are left, none shorter, none an eighth longer, and a padded length stays as it is', () => {
  const left = new Set<number>()
  for (let length = 1; length <= 1_000_000; length += 7) {
    const padded = paddedLength(length)
    if (padded < length || padded > length * 1.125 + 1 || paddedLength(padded) !== padded)
      throw new Error(`${length} becomes ${padded}`)
    left.add(padded)
  }
  expect(left.size).toBeLessThan(400)
})

test('the lengths are those of the paper that describes Padmé', () => {
  expect([0, 1, 9, 100, 1000, 65_537, 1_000_001].map(paddedLength)).toEqual([
    0, 1, 10, 104, 1024, 67_584, 1_015_808,
  ])
})

test('beyond what 32 bits hold too', () => {
  expect(paddedLength(2 ** 40 + 1)).toBe(2 ** 40 + 2 ** 34)
})
