import { addDays } from '../../../shared/dates'
import { partsOf, periodInSentence } from '../../../shared/figures/periods'
import {
  labelInBrackets,
  parsePeriod,
  partsIn,
  previousPeriod,
  yearBefore,
  yearToDate,
} from '../../../shared/period'
import { arrivalBy } from '../../../shared/readiness/month'
import { ownNamed, ownPeriods } from '../../../shared/readiness/own-periods'
import {
  type DatedRule,
  monthUnder,
  ownSpan,
  reportingDayNotes,
  ruleOn,
  underRules,
} from '../../../shared/readiness/rules'

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
  ['east', '2026-T11', '2026-T11@1-26', '2026-01-01', '2026-11-25'],
  ['east', '2026-Q4', '2026-Q4@26', '2026-09-26', '2026-12-25'],
  ['east', '2026', '2026@1-26', '2026-01-01', '2026-12-25'],
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
  expect(ownPeriods([whole('2026-01-01')], null, '2026-11-28', 3)).toEqual([])
  const rules = [whole('2026-10-01', 26)]
  const offered = (day: string) => ownPeriods(rules, null, day, 1).map(({ name }) => name)
  const longer = ['2026-Q4@1-26', '2026-H2@1-26', '2026@1-26']
  expect(offered('2026-11-25')).toEqual(['2026-11@26', '2026-10@1-26', ...longer])
  expect(offered('2026-11-26').slice(0, 2)).toEqual(['2026-12@26', '2026-11@26'])
  // The next year's first month begins in this one, and with it the quarter.
  expect(offered('2026-12-26')).toEqual(expect.arrayContaining(['2027-01@26', '2027-Q1@26', '2027@26']))
})

test('a month that came after its last day is late, before its end in part, and not at all before it began', () => {
  const of = { month: parsePeriod('2026-11'), until: '2026-12-05' }
  expect(arrivalBy({ ...of, newest: '2026-10-31', whole: '' })).toBe('none')
  expect(arrivalBy({ ...of, newest: '', whole: '' })).toBe('none')
  expect(arrivalBy({ ...of, newest: '2026-11-20', whole: '' })).toBe('partly')
  expect(arrivalBy({ ...of, newest: '2026-12-05', whole: '2026-12-05' })).toBe('received')
  expect(arrivalBy({ ...of, newest: '2026-12-06', whole: '2026-12-06' })).toBe('late')
})

describe('where a rule changes', () => {
  const toThe26th = [whole('2026-06-01', 26)]
  const there = [...toThe26th, whole('2027-01-01')]
  const late = [whole('2026-01-01', 26), whole('2026-06-20', 10)]

  // Days by hand.
  test.each([
    ['the last of the calendar’s months', there, 2026, 5, '2026-05', '2026-05-01', '2026-05-31'],
    ['the first of the rule, 25 days', there, 2026, 6, '2026-06@1-26', '2026-06-01', '2026-06-25'],
    ['the second', there, 2026, 7, '2026-07@26', '2026-06-26', '2026-07-25'],
    ['the last of the rule', there, 2026, 12, '2026-12@26', '2026-11-26', '2026-12-25'],
    [
      'the first of the calendar’s again, 37 days',
      there,
      2027,
      1,
      '2027-01@26-1',
      '2026-12-26',
      '2027-01-31',
    ],
    ['the second of the calendar’s', there, 2027, 2, '2027-02', '2027-02-01', '2027-02-28'],
    ['a month that would end before the rule began', late, 2026, 6, '2026-06@26', '2026-05-26', '2026-06-25'],
    ['the month after it, 14 days', late, 2026, 7, '2026-07@26-10', '2026-06-26', '2026-07-09'],
  ] as const)('%s', (_, rules, year, month, name, from, to) => {
    expect(monthUnder(rules, null, year, month).month).toMatchObject({ name, from, to })
  })

  test.each([
    ['to the 26th and back', there],
    ['before its own first day', late],
    ['on the day on which two rules end a month', [whole('2026-01-01', 26), whole('2026-06-26')]],
    ['twice in a month', [whole('2026-06-05', 26), whole('2026-06-20', 11), whole('2026-08-15', 2)]],
  ])('%s each day belongs to exactly one month', (_, rules) => {
    const all = Array.from({ length: 24 }, (_, at) =>
      monthUnder(rules, null, 2026 + Math.floor(at / 12), (at % 12) + 1),
    )
    for (const [at, { month }] of all.slice(1).entries())
      expect(month.from).toBe(addDays(all[at]?.month.to ?? '', 1))
  })

  // By hand: 环比 takes the month before as it was handed in, 同比 the same days a year earlier, the year begins with its January.
  test.each([
    ['2026-06@1-26', '2026-05', '2025-06-01', '2025-06-25', '2026-01-01', '2026-06-25'],
    ['2026-07@26', '2026-06@1-26', '2025-06-26', '2025-07-25', '2026-01-01', '2026-07-25'],
    ['2026-08@26', '2026-07@26', '2025-07-26', '2025-08-25', '2026-01-01', '2026-08-25'],
    ['2027-01@26-1', '2026-12@26', '2025-12-26', '2026-01-31', '2026-12-26', '2027-01-31'],
    ['2027-02', '2027-01@26-1', '2026-02-01', '2026-02-28', '2026-12-26', '2027-02-28'],
  ])('%s is compared with %s', (name, before, from, to, begin, end) => {
    const month = underRules(there, null, parsePeriod(name))
    expect(previousPeriod(month).name).toBe(before)
    expect(yearBefore(month)).toMatchObject({ from, to })
    expect(yearToDate(month)).toMatchObject({ from: begin, to: end })
    expect(parsePeriod(yearToDate(month).name)).toEqual(yearToDate(month))
  })

  test('the first month asked for by the days of the others is the one that it is, and the paper says its days', () => {
    const june = underRules(there, null, parsePeriod('2026-06@26'))
    expect(june.name).toBe('2026-06@1-26')
    expect(reportingDayNotes(june)).toEqual(['注：因报送规则调整，本月为2026年6月1日至25日，共25天。'])
    expect(reportingDayNotes(underRules(there, null, parsePeriod('2026-07@26')))).toEqual([
      '注：因报送规则调整，上月为2026年6月1日至25日，共25天。',
    ])
    expect(reportingDayNotes(underRules(there, null, parsePeriod('2026-08@26')))).toEqual([])
    expect(underRules(there, null, parsePeriod('2026-11@21')).name).toBe('2026-11@21')
  })
})

describe('a quarter, a half-year and a year of a district’s own months', () => {
  const fromJune = [whole('2026-06-01', 26)]
  const always = [whole('2020-01-01', 26)]

  // Days by hand: from the first day of the first month to the last of the last.
  test.each([
    [always, '2026-Q4', '2026-Q4@26', '2026-09-26', '2026-12-25'],
    [always, '2026-Q1', '2026-Q1@26', '2025-12-26', '2026-03-25'],
    [always, '2026-H1', '2026-H1@26', '2025-12-26', '2026-06-25'],
    [always, '2026', '2026@26', '2025-12-26', '2026-12-25'],
    [fromJune, '2026-Q1', '2026-Q1', '2026-01-01', '2026-03-31'],
    [fromJune, '2026-Q2', '2026-Q2@1-26', '2026-04-01', '2026-06-25'],
    [fromJune, '2026-Q3', '2026-Q3@26', '2026-06-26', '2026-09-25'],
    [fromJune, '2026-H1', '2026-H1@1-26', '2026-01-01', '2026-06-25'],
    [fromJune, '2026', '2026@1-26', '2026-01-01', '2026-12-25'],
  ])('%# %s is %s', (rules, asked, name, from, to) => {
    const span = underRules(rules, null, parsePeriod(asked))
    expect(span).toMatchObject({ name, from, to })
    expect(parsePeriod(name)).toMatchObject({ from, to, label: span.label })
    // Its parts follow day upon day and cover it.
    const parts = partsIn(span)
    expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([from, to])
    for (const [at, part] of parts.slice(1).entries()) expect(part.from).toBe(addDays(parts[at]?.to ?? '', 1))
  })

  test.each([
    // period, 环比's base, 同比's base, 本年累计
    ['2026-Q2', '2026-Q1', '2025-Q2@1-26', '2026-T06@1-26'],
    ['2026-Q3', '2026-Q2@1-26', '2025-Q3@26', '2026-T09@1-26'],
    ['2027-Q1', '2026-Q4@26', '2026-Q1@26', '2027-T03@26'],
    ['2026-H2', '2026-H1@1-26', '2025-H2@26', '2026-T12@1-26'],
    // A year stands beside the year before as that was handed in.
    ['2026', '2025', '2025', '2026-T12@1-26'],
    ['2027', '2026@1-26', '2026@1-26', '2027-T12@26'],
  ])('%s is compared with %s and %s', (asked, before, lastYear, toDate) => {
    const span = underRules(fromJune, null, parsePeriod(asked))
    expect(previousPeriod(span).name).toBe(before)
    expect(yearBefore(span).name).toBe(lastYear)
    expect(yearToDate(span).name).toBe(toDate)
  })

  test('are called as the calendar’s are, and a note says their days', () => {
    const quarter = underRules(always, null, parsePeriod('2026-Q1'))
    expect(quarter.label).toBe('2026年第一季度（上年12月26日至3月25日）')
    expect(labelInBrackets(quarter)).toBe('2026年第一季度，上年12月26日至3月25日')
    expect(periodInSentence(quarter)).toBe('第一季度')
    expect(partsOf(quarter).map(({ label }) => label)).toEqual(['1月', '2月', '3月'])
    expect(reportingDayNotes(quarter)).toEqual(['注：本季度按报送月统计，为2025年12月26日至2026年3月25日。'])
    const year = underRules(always, null, parsePeriod('2026'))
    expect(periodInSentence(year)).toBe('2026年')
    expect(partsOf(year).map(({ label }) => label)).toEqual(['一季度', '二季度', '三季度', '四季度'])
    expect(reportingDayNotes(year)).toEqual(['注：本年按报送月统计，为2025年12月26日至2026年12月25日。'])
    expect(reportingDayNotes(parsePeriod('2026-Q1'))).toEqual([])
  })

  test('are found by their plain names, a month is not: the calendar’s may be asked for too', () => {
    const own = ownPeriods(fromJune, null, '2026-12-01', 2).map(({ name }) => ({ value: name }))
    const named = (name: string) => ownNamed(own, { name })
    expect(['2026-Q4', '2026', '2026-Q1', '2026-11', '2026-11@26', '2026-06@26'].map(named)).toEqual([
      ...['2026-Q4@26', '2026@1-26', '2026-Q1', '2026-11', '2026-11@26', '2026-06@1-26'],
    ])
  })
})
