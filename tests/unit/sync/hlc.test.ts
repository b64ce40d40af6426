import {
  ADOPT_LIMIT_MS,
  CLOCK_START,
  idAt,
  msOf,
  readingOver,
  receive,
  siteOf,
  tick,
} from '../../../shared/sync/hlc'
import fc from '../../support/laws/property'

const SITE = 'ab12ab12ab12ab12'
const NOON = Date.UTC(2026, 10, 3, 4)

test('an id is milliseconds, counter and site, and sorts as text', () => {
  const id = idAt(tick(CLOCK_START, NOON), SITE)
  expect(id).toMatch(/^[0-9a-f]{12}0000ab12ab12ab12ab12$/)
  expect(msOf(id)).toBe(NOON)
  expect(siteOf(id)).toBe(SITE)
  expect(idAt(tick(id.slice(0, 16), NOON + 1), SITE) > id).toBe(true)
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
  const seen = idAt(tick(CLOCK_START, NOON + 60_000), SITE)
  const clock = receive(tick(CLOCK_START, NOON), seen, NOON)
  expect(tick(clock, NOON) > seen.slice(0, 16)).toBe(true)
})

test('a clock more than a day ahead is not caught', () => {
  const own = tick(CLOCK_START, NOON)
  const nearly = idAt(tick(CLOCK_START, NOON + ADOPT_LIMIT_MS), SITE)
  const wild = idAt(tick(CLOCK_START, NOON + ADOPT_LIMIT_MS + 1), SITE)
  expect(receive(own, nearly, NOON)).toBe(nearly.slice(0, 16))
  expect(receive(own, wild, NOON)).toBe(own)
})

test('an older id changes nothing', () => {
  const own = tick(CLOCK_START, NOON)
  expect(receive(own, idAt(tick(CLOCK_START, NOON - 5000), SITE), NOON)).toBe(own)
})

test('a change sorts after the one it builds on, though that is from the future, and the own clock stays', () => {
  const own = tick(CLOCK_START, NOON)
  const future = idAt(tick(CLOCK_START, Date.UTC(2099, 0, 1)), 'ff'.repeat(8))
  const over = idAt(readingOver(own, future), SITE)
  expect(over > future).toBe(true)
  expect(idAt(readingOver(own, over), SITE) > over).toBe(true)
  expect(readingOver(own, idAt(tick(CLOCK_START, NOON - 5000), SITE))).toBe(own)
  expect(readingOver(own, undefined)).toBe(own)
  expect(readingOver(own, 'f'.repeat(32))).toBe(own)
})
