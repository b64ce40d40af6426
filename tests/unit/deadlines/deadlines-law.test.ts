import { addDays, addMonths, dateOf, dayNumber, weekday } from '../../../shared/dates'
import { dayKind } from '../../../shared/deadlines/calendar'
import { deadlineOf } from '../../../shared/deadlines/compute'
import { holidayNotices } from '../../../shared/deadlines/holidays'
import type { Rule, Unit } from '../../../shared/deadlines/rule'
import { isStatutoryHoliday } from '../../../shared/deadlines/statutory'
import fc from '../../support/laws/property'
import { theRule } from '../../support/records/deadlines'

const first = dayNumber('2019-01-01')
const last = dayNumber('2026-12-31')
const start = fc.integer({ min: first, max: last }).map(dateOf)
const unit = fc.constantFrom<Unit>('day', 'workday', 'month', 'year')
const length = fc.integer({ min: 1, max: 60 })

const rule = (count: number, by: Unit): Rule => ({
  ...theRule('legal-aid-review'),
  length: count,
  unit: by,
})
/** The bound that is known of a last day, or the day itself where no notice can move it. */
const end = (of: Rule, from: string): string => {
  const { due, earliest } = deadlineOf(of, from, holidayNotices)
  return earliest ?? due ?? ''
}

test('day numbers and weekdays agree with the platform over four hundred years', () => {
  fc.assert(
    fc.property(fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2300-12-31') }), (number) => {
      const date = dateOf(number)
      expect(dayNumber(date)).toBe(number)
      const platform = new Date(number * 86_400_000)
      expect(date).toBe(platform.toISOString().slice(0, 10))
      expect(weekday(date) % 7).toBe(platform.getUTCDay())
    }),
  )
})

test('months there and back never end on a later day', () => {
  fc.assert(
    fc.property(start, fc.integer({ min: 0, max: 600 }), (date, months) => {
      const back = addMonths(addMonths(date, months), -months)
      expect(back <= date).toBe(true)
      expect(back.slice(0, 7)).toBe(date.slice(0, 7))
    }),
  )
})

test('a later start never gives an earlier last day', () => {
  fc.assert(
    fc.property(start, start, length, unit, (a, b, count, by) => {
      const [early, late] = a <= b ? [a, b] : [b, a]
      expect(end(rule(count, by), early) <= end(rule(count, by), late)).toBe(true)
    }),
  )
})

test('a greater length never gives an earlier last day', () => {
  fc.assert(
    fc.property(start, length, unit, (from, count, by) => {
      expect(end(rule(count, by), from) <= end(rule(count + 1, by), from)).toBe(true)
    }),
  )
})

test('the last day comes after the start and is a working day', () => {
  fc.assert(
    fc.property(start, length, unit, (from, count, by) => {
      const { due } = deadlineOf(rule(count, by), from, holidayNotices)
      fc.pre(due !== null)
      expect(due > from).toBe(true)
      expect(dayKind(holidayNotices, due)).toBe('work')
    }),
  )
})

test('as many working days never end before as many calendar days', () => {
  fc.assert(
    fc.property(start, length, (from, count) => {
      const byDay = rule(count, 'day')
      expect(end({ ...byDay, unit: 'workday' }, from) >= end(byDay, from)).toBe(true)
    }),
  )
})

test('the steps name every day from the start to the last in order and count the whole length', () => {
  fc.assert(
    fc.property(start, length, fc.constantFrom<Unit>('day', 'workday'), (from, count, by) => {
      const { due, steps } = deadlineOf(rule(count, by), from, holidayNotices)
      fc.pre(due !== null)
      const days = new Set<string>()
      let counted = 0
      for (const step of steps) {
        if (!('to' in step)) continue
        for (let day = step.from; day <= step.to; day = addDays(day, 1)) days.add(day)
        if (step.step === 'counted') counted += step.days
      }
      expect(counted).toBe(count)
      days.add(due)
      expect([...days]).toEqual(
        Array.from({ length: dayNumber(due) - dayNumber(from) }, (_, ahead) => addDays(from, ahead + 1)),
      )
    }),
  )
})

test('a calendar that lacks years answers the same as the whole one or keeps to a bound', () => {
  fc.assert(
    fc.property(start, length, unit, fc.integer({ min: 2019, max: 2026 }), (from, count, by, missing) => {
      const { [missing]: _, ...years } = holidayNotices.years
      const whole = deadlineOf(rule(count, by), from, holidayNotices)
      const partial = deadlineOf(rule(count, by), from, { version: 'partial', years })
      fc.pre(whole.due !== null)
      if (partial.due !== null) expect(partial.due).toBe(whole.due)
      else expect(partial.unknownYear).toBe(missing)
      expect((partial.earliest ?? '') <= whole.due).toBe(true)
    }),
  )
})

/** 2027 with nothing off but what the law gives in any year. */
const plain2027 = Array.from({ length: 365 }, (_, at) => addDays('2027-01-01', at))
  .filter(isStatutoryHoliday)
  .map((day) => day.slice(5))

/** What the notice for 2027 might do to the last week of 2026. */
const lastWeek = fc.record({
  off: fc.subarray(['12-28', '12-29', '12-30', '12-31']),
  work: fc.subarray(['12-26', '12-27']),
})

test('no notice for the next year makes a settled last day wrong, or an unsettled one fall before its bound', () => {
  const late = fc.integer({ min: dayNumber('2026-11-15'), max: last }).map(dateOf)
  fc.assert(
    fc.property(late, fc.integer({ min: 1, max: 30 }), unit, lastWeek, (from, count, by, { off, work }) => {
      const { 2026: year } = holidayNotices.years
      if (!year) throw new Error('no 2026')
      const amended = { off: [...year.off, ...off], work: [...year.work, ...work] }
      const calendar = {
        version: 'later',
        years: { ...holidayNotices.years, 2026: amended, 2027: { off: plain2027, work: [] } },
      }
      const before = deadlineOf(rule(count, by), from, holidayNotices)
      const after = deadlineOf(rule(count, by), from, calendar)
      fc.pre(after.due !== null)
      if (before.due !== null && before.unsettledBy === undefined) expect(before.due).toBe(after.due)
      else expect((before.earliest ?? '9') <= after.due).toBe(true)
    }),
  )
})
