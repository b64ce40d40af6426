import { CLOCK_START, msOf, nextReading, PUSH_LIMIT_MS } from '../../../shared/sync/hlc'
import fc from '../../support/laws/property'

/** The rest of a change's name, behind its clock. */
const NAME = 'ab12'.repeat(8)
const NOON = Date.UTC(2026, 10, 3, 4)
const at = (ms: number): string => nextReading(CLOCK_START, [], ms)

test('a reading is milliseconds and counter, and sorts as text', () => {
  const reading = at(NOON)
  expect(reading).toMatch(/^[0-9a-f]{12}0000$/)
  expect(msOf(reading)).toBe(NOON)
  expect(nextReading(reading, [], NOON + 1) > reading).toBe(true)
})

test('readings of one site grow while its wall clock goes back by less than two days', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: NOON, max: NOON + PUSH_LIMIT_MS / 2 })), (times) => {
      let last = CLOCK_START
      for (const now of times) {
        const next = nextReading(last, [], now)
        expect(next > last).toBe(true)
        last = next
      }
    }),
  )
})

test('a full counter moves the milliseconds', () => {
  const full = `${NOON.toString(16).padStart(12, '0')}ffff`
  const next = nextReading(full, [], NOON)
  expect(msOf(next)).toBe(NOON + 1)
  expect(next.slice(12)).toBe('0000')
})

test('a change sorts after what it replaces within two days, and the next one of the site after it', () => {
  const seen = at(NOON + PUSH_LIMIT_MS) + NAME
  const over = nextReading(at(NOON), [at(NOON - 5000), seen], NOON)
  expect(over + NAME > seen).toBe(true)
  expect(nextReading(over, [], NOON + 1) > over).toBe(true)
})

test('what lies further ahead pushes nothing: neither what is replaced nor, once it is repaired, the own clock', () => {
  const wild = at(NOON + PUSH_LIMIT_MS + 1)
  expect(nextReading(at(NOON - 1), [wild + NAME, 'f'.repeat(48)], NOON)).toBe(at(NOON))
  expect(nextReading(wild, [], NOON)).toBe(at(NOON))
})
