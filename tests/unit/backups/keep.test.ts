import { copiesToKeep } from '../../../shared/backups/keep'

const DAY = 24 * 3600 * 1000
const copyOf = (day: number, n = 0) => {
  const at = new Date(Date.UTC(2026, 0, 1, 3 + n) + day * DAY).toISOString()
  return { file: `${day}-${n}`, at, bytes: 10 }
}
const files = (copies: readonly { readonly file: string }[]) => copies.map(({ file }) => file)

test('two copies a day over two years, each pruned as it comes: seven days, four weeks and twelve months have one', () => {
  let kept: ReturnType<typeof copyOf>[] = []
  for (let day = 0; day < 730; day++)
    for (const n of [0, 1]) kept = copiesToKeep([...kept, copyOf(day, n)], Number.MAX_SAFE_INTEGER)
  const last = kept.slice(-7)
  expect(files(last)).toEqual(['723-1', '724-1', '725-1', '726-1', '727-1', '728-1', '729-1'])
  expect(new Set(kept.map(({ at }) => at.slice(0, 7))).size).toBe(12)
  expect(kept.length).toBeLessThanOrEqual(7 + 4 + 12)
  // Sundays end the weeks: 2027-12-12, 19 and 26.
  expect(kept.filter(({ at }) => /^2027-12-(12|19|26)/.test(at))).toHaveLength(3)
})

test('where the room is small the oldest go, and the newest stays however large it is', () => {
  const copies = [0, 40, 80].map((day) => copyOf(day))
  expect(files(copiesToKeep(copies, 25))).toEqual(['40-0', '80-0'])
  expect(files(copiesToKeep(copies, 1))).toEqual(['80-0'])
})

test('a clock that was set back takes nothing away from the copy that was written last', () => {
  const copies = [copyOf(100), copyOf(10)]
  expect(files(copiesToKeep(copies, 10))).toEqual(['10-0'])
  expect(files(copiesToKeep(copies, 100))).toEqual(['100-0', '10-0'])
})
