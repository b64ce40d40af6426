import { parsePeriod } from '../../../shared/period'
import { arrivalBy } from '../../../shared/readiness/month'
import { type DatedRule, monthUnder, ownMonths, ownSpan, ruleOn } from '../../../shared/readiness/rules'

const whole = (from: string, firstDay = 1, dueDays = 5): DatedRule => ({
  from,
  firstDay,
  dueDays,
  units: null,
})
const east = (from: string, firstDay = 26, dueDays = 3): DatedRule => ({
  ...whole(from, firstDay, dueDays),
  units: new Set(['east']),
})

test('the newest rule in force binds, one for a street that street alone, and of one day the one that names it', () => {
  const rules = [whole('2026-01-01', 1, 5), east('2026-06-01'), whole('2026-09-01', 1, 8)]
  expect(ruleOn(rules, 'east', '2026-07-01')).toMatchObject({ firstDay: 26, dueDays: 3 })
  expect(ruleOn(rules, 'west', '2026-07-01')).toMatchObject({ firstDay: 1, dueDays: 5 })
  expect(ruleOn(rules, 'east', '2026-09-01')).toMatchObject({ firstDay: 1, dueDays: 8 })
  expect(ruleOn([whole('2026-06-01'), east('2026-06-01')], 'east', '2026-06-01')).toMatchObject({
    dueDays: 3,
  })
})

test.each([
  // unit, period asked, what counts for it
  ['east', '2026-11', '2026-11@26', '2026-10-26', '2026-11-25'],
  ['east', '2026-T11', '2026-01-01..2026-11-25', '2026-01-01', '2026-11-25'],
  ['east', '2026-Q4', '2026-09-26..2026-12-25', '2026-09-26', '2026-12-25'],
  ['east', '2026', '2026-01-01..2026-12-25', '2026-01-01', '2026-12-25'],
] as const)('of %s in %s the days of its own months count', (unit, asked, name, from, to) => {
  // By hand: the rule of 06-01 first holds for the month that ends on 06-25; before it the calendar's months stand.
  expect(ownSpan([east('2026-06-01')], unit, parsePeriod(asked))).toMatchObject({ name, from, to })
})

test('other streets, months before the rule, days that somebody chose and other months than everybody’s stay as they are', () => {
  const rules = [east('2026-06-01')]
  expect(ownSpan(rules, 'west', parsePeriod('2026-11'))).toBeUndefined()
  expect(ownSpan(rules, 'east', parsePeriod('2026-05'))).toBeUndefined()
  expect(ownSpan(rules, 'east', parsePeriod('2026-11-01..2026-11-30'))).toBeUndefined()
  expect(ownSpan(rules, 'east', parsePeriod('2026-11@21'))).toBeUndefined()
})

test('a street of the calendar’s months in a district of its own counts by the calendar', () => {
  const rules = [whole('2026-01-01', 26), east('2026-01-02', 1)]
  expect(ownSpan(rules, 'east', parsePeriod('2026-11@26'))).toMatchObject({ name: '2026-11' })
  expect(monthUnder(rules, null, 2026, 11).month.name).toBe('2026-11@26')
})

test('the district’s own months are offered from the day on which one has begun, and none are where they are the calendar’s', () => {
  expect(ownMonths([whole('2026-01-01')], null, '2026-11-28', 3)).toEqual([])
  const rules = [whole('2026-10-01', 26)]
  expect(ownMonths(rules, null, '2026-11-25', 4).map(({ name }) => name)).toEqual([
    '2026-11@26',
    '2026-10@26',
  ])
  expect(ownMonths(rules, null, '2026-11-26', 1).map(({ name }) => name)).toEqual(['2026-12@26'])
})

test('a month that came after its last day is late, before its end in part, and not at all before it began', () => {
  const of = { month: parsePeriod('2026-11'), until: '2026-12-05' }
  expect(arrivalBy({ ...of, newest: '2026-10-31', whole: '' })).toBe('none')
  expect(arrivalBy({ ...of, newest: '', whole: '' })).toBe('none')
  expect(arrivalBy({ ...of, newest: '2026-11-20', whole: '' })).toBe('partly')
  expect(arrivalBy({ ...of, newest: '2026-12-05', whole: '2026-12-05' })).toBe('received')
  expect(arrivalBy({ ...of, newest: '2026-12-06', whole: '2026-12-06' })).toBe('late')
})
