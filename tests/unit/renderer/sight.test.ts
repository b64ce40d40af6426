import { blockRows, sightOf, topFor } from '../../../renderer/kinds-ui/record-table/sight'
import { createPrng } from '../../../shared/demo/prng'

/** The rows that are drawn, of so many, with what is in the window among them. */
function drawn(top: number, height: number, row: number, count: number) {
  const { first, rows } = sightOf({ top, height, row }, count)
  const numbers = Array.from({ length: Math.min(count, first + rows) - first }, (_, at) => first + at)
  const inWindow = Array.from({ length: count }, (_, at) => at).filter(
    (at) => (at + 1) * row > top && at * row < top + height,
  )
  return { numbers, inWindow }
}

test('wherever a list stands, every row in its window is drawn once', () => {
  const prng = createPrng('sight')
  for (let round = 0; round < 2000; round += 1) {
    const [row, height, count] = [prng.between(20, 80), prng.between(0, 900), prng.below(300)]
    const lowest = Math.max(0, count * row - height)
    const top = prng.chance(20) ? lowest : prng.below(lowest + 1)
    const { numbers, inWindow } = drawn(top, height, row, count)
    expect({ round, missing: inWindow.filter((at) => !numbers.includes(at)) }).toEqual({ round, missing: [] })
    expect(new Set(numbers).size).toBe(numbers.length)
  }
})

test('how many rows are drawn depends on the window alone, and is little more than it shows', () => {
  const counts = Array.from(
    { length: 500 },
    (_, at) => sightOf({ top: at * 97, height: 600, row: 44 }, 100_000).rows,
  )
  expect(new Set(counts)).toEqual(new Set([28]))
})

test('a move by one row mostly draws nothing anew', () => {
  const firsts = Array.from(
    { length: 40 },
    (_, at) => sightOf({ top: at * 44, height: 600, row: 44 }, 1000).first,
  )
  expect(new Set(firsts).size).toBeLessThanOrEqual(40 / blockRows)
})

test('a list that has become shorter than where it stands shows its end', () => {
  expect(drawn(44_000, 600, 44, 10).numbers).toContain(9)
})

test('a row is brought wholly into the window, and no further than needed', () => {
  const scrolled = { top: 1000, height: 500, row: 50 }
  expect(topFor(24, scrolled, 'nearest')).toBe(1000)
  expect(topFor(29, scrolled, 'nearest')).toBe(1000)
  expect(topFor(30, scrolled, 'nearest')).toBe(1050)
  expect(topFor(19, scrolled, 'nearest')).toBe(950)
  expect(topFor(0, scrolled, 'nearest')).toBe(0)
  expect(topFor(40, scrolled, 'center')).toBe(1775)
  expect(topFor(1, scrolled, 'center')).toBe(0)
})
