import { ADOPT_LIMIT_MS, CLOCK_START, msOf, readingOver, receive, tick } from '../../../shared/sync/hlc'
import fc from '../../support/laws/property'

/** The rest of a change's name, behind its clock. */
const NAME = 'ab12'.repeat(8)
const NOON = Date.UTC(2026, 10, 3, 4)

test('a reading is milliseconds and counter, and sorts as text', () => {
  const reading = tick(CLOCK_START, NOON)
  expect(reading).toMatch(/^[0-9a-f]{12}0000$/)
  expect(msOf(reading)).toBe(NOON)
  expect(tick(reading, NOON + 1) > reading).toBe(true)
})

test('readings of one site only ever grow, whatever its wall clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 })), (times) => {
      let last = CLOCK_START
      for (const now of times) {
        const next = tick(last, now)
        expect(next > last).toBe(true)
        last = next
      }
    }),
  )
})

test('a full counter moves the milliseconds', () => {
  const full = `${NOON.toString(16).padStart(12, '0')}ffff`
  const next = tick(full, NOON)
  expect(msOf(next)).toBe(NOON + 1)
  expect(next.slice(12)).toBe('0000')
})

test('what was seen is behind what is written next', () => {
  const seen = tick(CLOCK_START, NOON + 60_000)
  const clock = receive(tick(CLOCK_START, NOON), seen, NOON)
  expect(tick(clock, NOON) > seen).toBe(true)
})

test('a clock more than a day ahead is not caught', () => {
  const own = tick(CLOCK_START, NOON)
  const nearly = tick(CLOCK_START, NOON + ADOPT_LIMIT_MS)
  const wild = tick(CLOCK_START, NOON + ADOPT_LIMIT_MS + 1)
  expect(receive(own, nearly, NOON)).toBe(nearly)
  expect(receive(own, wild, NOON)).toBe(own)
})

test('an older reading changes nothing', () => {
  const own = tick(CLOCK_START, NOON)
  expect(receive(own, tick(CLOCK_START, NOON - 5000), NOON)).toBe(own)
})

test('a change sorts after the one it builds on, though that is from the future, and the own clock stays', () => {
  const own = tick(CLOCK_START, NOON)
  const future = tick(CLOCK_START, Date.UTC(2099, 0, 1)) + NAME
  const over = readingOver(own, future) + NAME
  expect(over > future).toBe(true)
  expect(readingOver(own, over) > over).toBe(true)
  expect(readingOver(own, tick(CLOCK_START, NOON - 5000))).toBe(own)
  expect(readingOver(own, undefined)).toBe(own)
  expect(readingOver(own, 'f'.repeat(48))).toBe(own)
})
