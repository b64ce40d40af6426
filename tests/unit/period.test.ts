import { basesOf, periodInSentence, thisPeriod } from '../../shared/figures/periods'
import {
  daysIn,
  monthAfter,
  parsePeriod,
  previousPeriod,
  reportingMonthOf,
  wholeMonthsIn,
  yearBefore,
  yearToDate,
} from '../../shared/period'
import { monthInHand } from '../../shared/readiness/rules'
import { statisticsPeriods } from '../../shared/statistics/sheet'

const span = (name: string): string => {
  const { from, to, label } = parsePeriod(name)
  return `${from} ${to} ${label}`
}

test.each([
  ['2026-12-01..2026-12-07', '2026-12-01 2026-12-07 2026年12月1日至7日'],
  ['2026-11-26..2026-12-25', '2026-11-26 2026-12-25 2026年11月26日至12月25日'],
  ['2025-12-26..2026-01-25', '2025-12-26 2026-01-25 2025年12月26日至2026年1月25日'],
  ['2026-12-04..2026-12-04', '2026-12-04 2026-12-04 2026年12月4日'],
  ['2026-11@26', '2026-10-26 2026-11-25 2026年11月（10月26日至11月25日）'],
  ['2026-01@26', '2025-12-26 2026-01-25 2026年1月（上年12月26日至1月25日）'],
  ['2026-T11@26', '2025-12-26 2026-11-25 2026年1月至11月（上年12月26日至11月25日）'],
  ['2026-06@1-26', '2026-06-01 2026-06-25 2026年6月（6月1日至25日）'],
  ['2027-01@26-1', '2026-12-26 2027-01-31 2027年1月（上年12月26日至1月31日）'],
  ['2026-T07@1-26', '2026-01-01 2026-07-25 2026年1月至7月（1月1日至7月25日）'],
  ['2026-03@2', '2026-02-02 2026-03-01 2026年3月（2月2日至3月1日）'],
  ['2024-03@28', '2024-02-28 2024-03-27 2024年3月（2月28日至3月27日）'],
])('%s is %s', (name, expected) => expect(span(name)).toBe(expected))

test.each([
  ...[
    '2026-12-07..2026-12-01',
    '2026-02-30..2026-03-01',
    '2026-12-01..',
    '2026-12-01..2026-12-07..2026-12-08',
  ],
  ...[
    '2026-13@26',
    '2026-11@1',
    '2026-11@29',
    '2026-11@026',
    '2026-12-01',
    '1900-01-01..1900-02-01',
    '..',
    '@',
  ],
])('%s is no period', (name) => expect(() => parsePeriod(name)).toThrow('period.invalid'))

// Counted by hand in a calendar.
test.each([
  ['2026-12-01..2026-12-07', '2026-11-24..2026-11-30', '2025-12-01..2025-12-07'],
  ['2026-12-04..2026-12-04', '2026-12-03..2026-12-03', '2025-12-04..2025-12-04'],
  ['2026-01-01..2026-01-31', '2025-12-01..2025-12-31', '2025-01-01..2025-01-31'],
  ['2024-03-01..2024-03-02', '2024-02-28..2024-02-29', '2023-03-01..2023-03-02'],
  ['2024-02-23..2024-02-29', '2024-02-16..2024-02-22', '2023-02-23..2023-02-28'],
  ['2026-11@26', '2026-10@26', '2025-11@26'],
  ['2026-01@26', '2025-12@26', '2025-01@26'],
])('%s is compared with %s and %s', (name, before, lastYear) => {
  const period = parsePeriod(name)
  expect(previousPeriod(period).name).toBe(before)
  expect(yearBefore(period).name).toBe(lastYear)
})

test('days are compared in words of their own length, a reporting month as a month', () => {
  const week = parsePeriod('2026-12-01..2026-12-07')
  expect(daysIn(week)).toBe(7)
  expect(basesOf(week).before.inSentence).toBe('前7日')
  expect(basesOf(week).lastYear.inSentence).toBe('去年同期')
  expect(thisPeriod(week)).toBe('本期')
  expect(periodInSentence(week)).toBe('12月1日至7日')
  expect(periodInSentence(parsePeriod('2025-12-26..2026-01-25'))).toBe('2025年12月26日至2026年1月25日')
  const month = parsePeriod('2026-11@26')
  expect(basesOf(month).before.inSentence).toBe('上月')
  expect(thisPeriod(month)).toBe('本月')
  expect(periodInSentence(month)).toBe('11月份')
})

test.each([
  ['2026-12-01..2026-12-07', '2026-01-01..2026-12-07'],
  ['2025-12-26..2026-01-25', '2025-12-26..2026-01-25'],
  ['2026-11@26', '2026-T11@26'],
])('the year to date of %s is %s', (name, toDate) => expect(yearToDate(parsePeriod(name)).name).toBe(toDate))

test.each([
  ['2026-Q4', ['2026-10-01', '2026-11-01', '2026-12-01']],
  ['2026-11-15..2026-12-31', ['2026-12-01']],
  ['2026-12-01..2026-12-07', []],
  ['2026-11@26', ['2026-11-01']],
  ['2026-T02@26', ['2026-01-01', '2026-02-01']],
  ['2026-06@1-26', ['2026-06-01']],
  ['2027-T02@26-1', ['2027-01-01', '2027-02-01']],
  ['2025-12-01..2026-01-31', ['2025-12-01', '2026-01-01']],
])('the whole months of %s are %j', (name, months) =>
  expect(wholeMonthsIn(parsePeriod(name))).toEqual(months),
)

test('a table of days up to the end of the year has the year to date for the whole year', () => {
  expect(statisticsPeriods(parsePeriod('2026-12-25..2026-12-31')).toDate.name).toBe('2026')
})

test.each([
  ['2026-11-25', '2026-11@26'],
  ['2026-11-26', '2026-12@26'],
  ['2026-12-26', '2027-01@26'],
])('%s lies in %s', (day, name) => expect(reportingMonthOf(day, 26).name).toBe(name))

test.each([
  ['2026-12', '2027-01'],
  ['2026-11@26', '2026-12@26'],
  ['2026-12@26', '2027-01@26'],
])('after %s comes %s', (name, next) => expect(monthAfter(parsePeriod(name)).name).toBe(next))

// By hand: a calendar month until the 5th of the next, one from the 26th until three days after the 25th.
test.each([
  ['2026-12-05', 1, 5, '2026-11', '2026-12-05'],
  ['2026-12-06', 1, 5, '2026-12', '2027-01-05'],
  ['2026-11-28', 26, 3, '2026-11@26', '2026-11-28'],
  ['2026-11-29', 26, 3, '2026-12@26', '2026-12-28'],
  ['2026-11-25', 26, 3, '2026-11@26', '2026-11-28'],
])(
  'on %s, with months from day %i and %i days after them, %s is in hand until %s',
  (day, firstDay, dueDays, name, until) => {
    const inHand = monthInHand([{ from: '2020-01-01', units: null, firstDay, dueDays }], null, day)
    expect([inHand.month.name, inHand.until]).toEqual([name, until])
  },
)

test('a reporting month from the first on is the calendar month', () =>
  expect(reportingMonthOf('2026-11-30', 1).name).toBe('2026-11'))
