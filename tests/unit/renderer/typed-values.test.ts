import { readDayOfMonth, readFullHour, spokenDate } from '../../../renderer/kinds-ui/controls/typed-values'
import { isDate } from '../../../shared/dates'
import { readCount, readDate, readTime } from '../../../shared/paste/typed'
import fc from '../../support/laws/property'

const today = '2026-11-24'

test.each([
  ['2026-11-03', '2026-11-03'],
  ['2026.11.3', '2026-11-03'],
  ['2026/11/3', '2026-11-03'],
  ['2026年11月3日', '2026-11-03'],
  ['20261103', '2026-11-03'],
  ['11-3', '2026-11-03'],
  ['11.3', '2026-11-03'],
  ['11月3日', '2026-11-03'],
  ['11月3号', '2026-11-03'],
  ['2026-11-3', '2026-11-03'],
  ['今天', '2026-11-24'],
  ['昨天', '2026-11-23'],
  ['前天', '2026-11-22'],
  ['明天', '2026-11-25'],
])('%s is read as the day %s', (typed, date) => {
  expect(readDate(typed, today)).toBe(date)
})

test('a day without a year that would be far ahead was last year', () => {
  expect(readDate('12-28', '2027-01-03')).toBe('2026-12-28')
  expect(readDate('3-1', today)).toBe('2026-03-01')
  expect(readDate('12-31', today)).toBe('2026-12-31')
})

test.each(['2026-02-30', '13-1', '1', '', '11', '2026', '昨', 'abc', '2026-11-031'])(
  '%p is no date',
  (typed) => {
    expect(readDate(typed, today)).toBeNull()
  },
)

test('a day alone is one of this month, where it has such a day', () => {
  expect(readDayOfMonth('26', today)).toBe('2026-11-26')
  expect(readDayOfMonth('３', today)).toBe('2026-11-03')
  expect(readDayOfMonth('3日', today)).toBe('2026-11-03')
  for (const typed of ['31', '0', '', '126', '二十']) expect(readDayOfMonth(typed, today)).toBeNull()
})

test('an hour alone is the full one', () => {
  expect(readFullHour('19')).toBe('19:00')
  expect(readFullHour('9')).toBe('09:00')
  for (const typed of ['24', '', '193']) expect(readFullHour(typed)).toBeNull()
})

test('a count may be typed with its measure word, and with no other', () => {
  expect(readCount('12人', '人')).toBe(12)
  expect(readCount('12 人次', '人次')).toBe(12)
  expect(readCount('12户', '人')).toBeNull()
})

test('whatever is read as a date is a real one', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-./年月日 ') }), (typed) => {
      const date = readDate(typed, today)
      expect(date === null || isDate(date)).toBe(true)
    }),
  )
})

test.each([
  ['14:30', '14:30'],
  ['9:05', '09:05'],
  ['930', '09:30'],
  ['0930', '09:30'],
  ['9点', '09:00'],
  ['9点半', '09:30'],
  ['10时05分', '10:05'],
  ['14:30', '14:30'],
])('%s is read as the time %s', (typed, time) => {
  expect(readTime(typed)).toBe(time)
})

test.each(['24:00', '9:60', '', '上午', '9'])('%p is no time', (typed) => {
  expect(readTime(typed)).toBeNull()
})

test('numbers are read with full-width digits, separators and spaces, and nothing else', () => {
  expect(readCount('1,200')).toBe(1200)
  expect(readCount(' 1200 ')).toBe(1200)
  expect(readCount('0')).toBe(0)
  for (const typed of ['-1', '1.5', '十二', '', '1e3']) expect(readCount(typed)).toBeNull()
})

test('a typed date is said again with its weekday', () => {
  expect(spokenDate('2026-11-24')).toBe('2026年11月24日 星期二')
})
