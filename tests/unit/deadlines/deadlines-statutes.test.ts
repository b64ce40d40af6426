import { deadlineOf } from '../../../shared/deadlines/compute'
import { asSet } from '../../../shared/deadlines/district'
import { explain } from '../../../shared/deadlines/explain'
import { holidayNotices } from '../../../shared/deadlines/holidays'
import { extended } from '../../../shared/deadlines/rule'
import { deadline, theRule } from '../../support/records/deadlines'

/** Counted by hand from the notices' text; each row says how. */
type Row = readonly [rule: string, start: string, due: string, how: string]

const check = (_: string, rule: string, start: string, due: string): void => {
  expect(deadline(rule, start).due).toBe(due)
}

const named = (rows: readonly Row[]): readonly (readonly [string, string, string, string])[] =>
  rows.map(([rule, start, due, how]) => [`${rule} from ${start}: ${how}`, rule, start, due])

describe('Spring Festival', () => {
  test.each(
    named([
      ['legal-aid-review', '2020-01-24', '2020-02-03', '31 Jan is off; prolonged to Sun 2 Feb; Mon 3'],
      ['legal-aid-review', '2024-01-28', '2024-02-04', '4 Feb is a Sunday of work: it stays'],
      ['legal-aid-review', '2024-02-05', '2024-02-18', '12 Feb is off (10…17); Sun 18 is a day of work'],
      ['labor-inspection-acceptance', '2024-02-01', '2024-02-07', 'Fri 2, Sun 4 (work), 5, 6, 7; not Sat 3'],
      ['labor-inspection-acceptance', '2024-02-07', '2024-02-20', '8, Fri 9 (work in 2024), Sun 18, 19, 20'],
      ['legal-aid-review', '2025-01-22', '2025-02-05', '29 Jan is off (28 Jan…4 Feb); Wed 5'],
      ['legal-aid-assignment', '2025-02-05', '2025-02-08', '8 Feb is a Saturday of work: it stays'],
      ['labor-inspection-acceptance', '2025-01-24', '2025-02-07', 'Sun 26 (work), 27, then 5, 6, 7 Feb'],
      ['labor-inspection-acceptance', '2025-01-27', '2025-02-10', '5, 6, 7, Sat 8 (work), Mon 10; not Sun 9'],
      ['legal-aid-review', '2026-02-07', '2026-02-14', '14 Feb is a Saturday of work: it stays'],
      ['legal-aid-review', '2026-02-09', '2026-02-24', '16 Feb is off (15…23); Tue 24'],
      ['labor-inspection-acceptance', '2026-02-12', '2026-02-26', 'Fri 13, Sat 14 (work), 24, 25, 26'],
      ['labor-inspection-acceptance', '2026-02-23', '2026-02-28', '24, 25, 26, 27, Sat 28 (work)'],
    ]),
  )('%s', check)
})

describe('National Day', () => {
  test.each(
    named([
      ['legal-aid-review', '2021-09-11', '2021-09-18', '18 Sep is a Saturday of work: it stays'],
      ['labor-inspection-acceptance', '2022-09-30', '2022-10-12', 'Sat 8 and Sun 9 (work), 10, 11, 12'],
      ['legal-aid-review', '2023-09-25', '2023-10-07', '2 Oct is off (29 Sep…6 Oct); Sat 7 is a day of work'],
      ['labor-inspection-acceptance', '2023-09-28', '2023-10-11', 'Sat 7 and Sun 8 (work), 9, 10, 11'],
      ['labor-inspection-acceptance', '2024-09-27', '2024-10-10', 'Sun 29 (work), Mon 30, then 8, 9, 10 Oct'],
      ['letter-answer', '2024-10-07', '2024-10-15', '8, 9, 10, 11, Sat 12 (work), Mon 14, 15; not Sun 13'],
      ['award-lawsuit', '2024-09-20', '2024-10-08', '5 Oct is off (1…7); Tue 8'],
      ['judicial-confirmation', '2025-09-03', '2025-10-09', '3 Sep + 30 = 3 Oct, off (1…8); Thu 9'],
      ['labor-inspection-acceptance', '2025-09-30', '2025-10-14', '9, 10, Sat 11 (work), Mon 13, 14'],
      ['legal-aid-assignment', '2025-10-08', '2025-10-11', '11 Oct is a Saturday of work: it stays'],
      ['legal-aid-objection', '2026-09-30', '2026-10-08', '5 Oct is off (1…7); Thu 8'],
      ['judicial-confirmation', '2026-09-03', '2026-10-08', '3 Sep + 30 = 3 Oct, off (1…7); Thu 8'],
      ['labor-inspection-acceptance', '2026-09-24', '2026-10-09', '25 is off; 28, 29, 30, then 8, 9 Oct'],
      ['arbitration-award', '2026-08-20', '2026-10-08', '31 Aug is 11, 30 Sep 41, 4 Oct 45, off; Thu 8'],
    ]),
  )('%s', check)
})

describe('Other holidays and plain weekends', () => {
  test.each(
    named([
      ['legal-aid-review', '2019-04-24', '2019-05-05', '1 May is off (1…4); Sun 5 is a day of work'],
      ['legal-aid-review', '2024-03-08', '2024-03-15', 'Fri 15: weekends inside count'],
      ['legal-aid-review', '2024-03-09', '2024-03-18', 'Sat 16 gives way to Mon 18'],
      ['arbitration-acceptance', '2024-03-12', '2024-03-19', '13, 14, 15, 18, 19: five working days'],
      ['arbitration-acceptance', '2025-04-28', '2025-05-08', '29, 30, then 6, 7, 8 May (1…5 off)'],
      ['arbitration-acceptance', '2026-09-30', '2026-10-13', '8, 9, Sat 10 (work), Mon 12, Tue 13'],
      ['labor-mediation', '2025-04-16', '2025-05-06', '1 May is off (1…5); Tue 6'],
    ]),
  )('%s', check)
})

describe('Months and years end on the corresponding day or the last of the month', () => {
  test.each(
    named([
      ['mediation-closing', '2023-01-31', '2023-02-28', 'no 31 Feb; Tue 28'],
      ['mediation-closing', '2024-01-31', '2024-02-29', 'no 31 Feb; leap year; Thu 29'],
      ['mediation-closing', '2025-01-31', '2025-02-28', 'no 31 Feb; Fri 28'],
      ['mediation-closing', '2026-01-31', '2026-02-28', 'no 31 Feb; Sat 28 is a day of work: it stays'],
      ['mediation-closing', '2026-01-17', '2026-02-24', '17 Feb is off (15…23); Tue 24'],
      ['mediation-closing', '2025-01-29', '2025-02-28', 'no 29 Feb 2025'],
      ['mediation-closing', '2024-02-29', '2024-03-29', 'the same number, not the end of March'],
      ['mediation-closing', '2024-03-31', '2024-04-30', 'no 31 Apr; Tue 30'],
      ['mediation-closing', '2025-09-02', '2025-10-09', '2 Oct is off (1…8); Thu 9'],
      ['mediation-closing', '2024-12-31', '2025-02-05', '31 Jan is off (28 Jan…4 Feb); Wed 5'],
      ['arbitration-limitation', '2024-02-29', '2025-02-28', 'no 29 Feb 2025; Fri 28'],
      ['arbitration-limitation-wages', '2023-10-03', '2024-10-08', '3 Oct is off (1…7); Tue 8'],
      ['labor-inspection-limitation', '2022-02-28', '2024-02-28', 'Wed 28, not the leap day'],
      ['labor-inspection-limitation', '2024-02-29', '2026-02-28', 'no 29 Feb 2026; Sat 28 is a day of work'],
    ]),
  )('%s', check)
})

describe('Year boundaries', () => {
  test.each(
    named([
      ['legal-aid-review', '2022-12-24', '2023-01-03', 'Sat 31 Dec, 1 and 2 Jan are off; Tue 3'],
      ['labor-inspection-acceptance', '2023-12-27', '2024-01-04', '28, 29, then 2, 3, 4 Jan'],
      ['labor-inspection-acceptance', '2025-12-30', '2026-01-07', '31, Sun 4 Jan (work), 5, 6, 7'],
      ['legal-aid-assignment', '2026-01-01', '2026-01-04', '4 Jan is a Sunday of work: it stays'],
      [
        'labor-inspection-acceptance',
        '2018-12-31',
        '2019-01-08',
        '2, 3, 4, 7, 8 Jan; the first day does not count',
      ],
    ]),
  )('%s', check)
})

test('sixty working days of an investigation, and thirty more when it is prolonged', () => {
  // September 2024: 3–6 are 4, 9–14 (Saturday of work) 10, 18–20 13, 23–27 18, Sunday 29 of work 19, 30 is 20.
  // October: 8–12 (Saturday of work) 25, 18 is 30, 25 35; 1 November 40, then five a week: 29 November is 60.
  expect(deadline('labor-inspection-investigation', '2024-09-02').due).toBe('2024-11-29')
  // Five a week: 27 December is 80, 30 and 31 82, 2 and 3 January 84, 10 January 89, Monday 13 is 90.
  const prolonged = extended(theRule('labor-inspection-investigation'))
  expect(deadlineOf(prolonged, '2024-09-02', holidayNotices).due).toBe('2025-01-13')
})

test('sixty working days over Mid-Autumn and National Day 2026, and thirty more into a year that nobody knows', () => {
  // From Thursday 24 September: 28–30 are 3, 8–10 October (Saturday of work) 6, 12–30 21, November 41 on the 27th,
  // 4 December 46, the 18th 56, Thursday the 24th 60. Then at best every day works: 31 December is 67; New Year is off; 24 January 90.
  expect(deadline('labor-inspection-investigation', '2026-09-24')).toMatchObject({ due: '2026-12-24' })
  const prolonged = extended(theRule('labor-inspection-investigation'))
  expect(deadlineOf(prolonged, '2026-09-24', holidayNotices)).toMatchObject({
    due: null,
    unknownYear: 2027,
    earliest: '2027-01-24',
  })
})

test('an arbitration prolonged by fifteen days counts sixty from its acceptance', () => {
  // 20 August + 60 days: 31 August is 11, 30 September 41, Monday 19 October 60.
  const prolonged = extended(theRule('arbitration-award'))
  expect(deadlineOf(prolonged, '2026-08-20', holidayNotices).due).toBe('2026-10-19')
})

test('an award received on 18 September 2026 can be taken to court until 8 October, whatever a district sets', () => {
  // 18 September + 15 = 3 October, off (1…7); Thursday 8. Counted as working days it would have been the 15th.
  const setting = {
    rule: 'award-lawsuit',
    unit: 'workday',
    length: null,
    from: '2026-01-01',
    basis: '',
  } as const
  const rule = asSet(theRule('award-lawsuit'), [setting], '2026-09-18')
  expect(deadlineOf(rule, '2026-09-18', holidayNotices).due).toBe('2026-10-08')
  expect(explain(rule, '2026-09-18', holidayNotices)).toContain(
    '本区登记的期限设置（2026年1月1日（周四）启用）未予采用：该期限由法律规定，地方不得变更。',
  )
})

describe('The clock of the review stands while a supplement is awaited', () => {
  const review = (start: string, from: string, to: string) =>
    deadlineOf(theRule('legal-aid-review'), start, holidayNotices, { from, to })

  test.each([
    ['2026-11-02', '2026-11-04', '2026-11-12', '2026-11-17', '3, 4 are 2; 5…12 stand; 13…17 are 5'],
    ['2026-11-02', '2026-11-02', '2026-11-05', '2026-11-12', 'asked the same day: 3…5 stand; 6…12'],
    ['2026-11-02', '2026-11-04', '2026-11-04', '2026-11-09', 'nothing awaited: 3…9'],
    ['2026-11-02', '2026-11-08', '2026-11-10', '2026-11-11', '3…8 are 6; 9, 10 stand; Wed 11 is the seventh'],
    [
      '2026-11-02',
      '2026-11-09',
      '2026-11-20',
      '2026-11-09',
      'the seven days were over when it was asked for',
    ],
    [
      '2026-09-21',
      '2026-09-23',
      '2026-09-26',
      '2026-10-08',
      '22, 23; 24…26 stand; 27…1 Oct, off (1…7); Thu 8',
    ],
  ])('applied %s, asked %s, complete %s: %s (%s)', (start, from, to, due) => {
    expect(review(start, from, to).due).toBe(due)
  })

  test('and the explanation says so', () => {
    const pause = { from: '2026-11-04', to: '2026-11-12' }
    expect(explain(theRule('legal-aid-review'), '2026-11-02', holidayNotices, pause).slice(1, 5)).toEqual([
      '2026年11月3日（周二）至2026年11月4日（周三），共2日，中间的周末和节假日都计入。',
      '2026年11月5日（周四）至2026年11月12日（周四），共8日，等待补正，不计入。',
      '2026年11月13日（周五）至2026年11月17日（周二），共5日，中间的周末和节假日都计入。',
      '到期日：2026年11月17日（周二）。',
    ])
  })
})

describe('Notices of courts and what follows an assignment', () => {
  test.each(
    named([
      ['legal-aid-notice-assignment', '2026-11-04', '2026-11-09', '4 + 3 = Sat 7; Mon 9'],
      ['legal-aid-notice-assignment', '2026-09-21', '2026-09-24', 'Thu 24'],
      ['legal-aid-agreement', '2026-11-09', '2026-11-16', '9 + 5 = Sat 14; Mon 16'],
      ['legal-aid-agreement', '2026-10-05', '2026-10-10', 'Sat 10 is a day of work: it stays'],
      ['legal-aid-materials', '2026-09-07', '2026-10-08', '7 + 30 = 7 Oct, off (1…7); Thu 8'],
      ['petition-closing', '2026-08-04', '2026-10-08', '31 Aug is 27, 30 Sep 57, 3 Oct 60, off (1…7); Thu 8'],
      ['petition-closing', '2026-07-01', '2026-08-31', '31 Jul is 30, 30 Aug 60, a Sunday; Mon 31'],
      ['arbitration-review', '2026-09-22', '2026-10-08', '22 + 15 = 7 Oct, off (1…7); Thu 8'],
      ['arbitration-review', '2026-11-03', '2026-11-18', 'Wed 18'],
      ['arbitration-limitation-wages-aid', '2023-10-03', '2024-10-08', '3 Oct is off (1…7); Tue 8'],
    ]),
  )('%s', check)

  test('a petition prolonged by thirty days counts ninety', () => {
    // 31 July is 30, 31 August 61, 29 September 90, a Tuesday.
    const prolonged = extended(theRule('petition-closing'))
    expect(deadlineOf(prolonged, '2026-07-01', holidayNotices).due).toBe('2026-09-29')
  })
})

describe('A date that somebody wrote down is the last day itself', () => {
  test.each(['lead-due', 'demand-due', 'duty-due'])('%s moves over no holiday', (rule) => {
    expect(deadline(rule, '2026-10-03')).toEqual({
      due: '2026-10-03',
      steps: [{ step: 'typed', date: '2026-10-03' }],
    })
  })

  test('and nothing else is told of it', () => {
    expect(explain(theRule('duty-due'), '2026-12-31', holidayNotices)).toEqual([
      '普法责任完成：记录上登记的期限是2026年12月31日（周四）。',
      '到期日：2026年12月31日（周四）。',
      '这是责任单位的期限。',
    ])
  })
})

test.each([
  ['2024-02-09T17:30', '2024-02-10', '17:30', 'a day off does not stop hours'],
  ['2024-02-28T23:05', '2024-02-29', '23:05', 'into a leap day'],
  ['2025-12-31T00:00', '2026-01-01', '00:00', 'into a new year'],
])('twenty-four hours from %s end on %s at %s: %s', (start, due, time) => {
  expect(deadline('legal-aid-transfer', start)).toMatchObject({ due, time })
})

test('hours from a day without a time end on the next day, at no stated time', () => {
  const found = deadline('legal-aid-transfer', '2024-02-09')
  expect(found.due).toBe('2024-02-10')
  expect(found.time).toBeUndefined()
})

test('a limitation that ends on 5 March leaves a whole seven days until 26 February', () => {
  expect(deadline('legal-aid-in-advance', '2026-03-05').due).toBe('2026-02-26')
})

describe('The last days before a year without a notice', () => {
  test.each([
    ['legal-aid-review', '2026-12-24', '2026-12-31', '2026-12-31', 'Thu 31 Dec may become a day off'],
    ['legal-aid-review', '2026-12-19', '2026-12-28', '2026-12-26', 'Sat 26 gives way, or is made up on'],
    ['labor-inspection-acceptance', '2026-12-24', '2026-12-31', '2026-12-29', '25, then 26 … 29 or 28 … 31'],
  ])('%s from %s is %s for now, not before %s: %s', (rule, start, due, earliest) => {
    expect(deadline(rule, start)).toMatchObject({ due, unsettledBy: 2027, earliest })
  })

  test('five working days from Christmas 2026 may end as early as the 30th', () => {
    // 28 … 31 are four and New Year is unknown; if Saturday and Sunday are made up on, 26 … 30 are five.
    expect(deadline('labor-inspection-acceptance', '2026-12-25')).toMatchObject({
      due: null,
      unknownYear: 2027,
      earliest: '2026-12-30',
    })
  })

  test.each([
    ['legal-aid-review', '2026-12-17', 'ends on the 24th'],
    ['legal-aid-review', '2025-12-24', 'ends on 31 December 2025, and the notice for 2026 is there'],
    ['legal-aid-transfer', '2026-12-30', 'counts hours, which no holiday moves'],
    ['legal-aid-in-advance', '2027-01-05', 'counts back, which no holiday moves'],
  ])('%s from %s is settled: it %s', (rule, start) => {
    const found = deadline(rule, start)
    expect(found.due).not.toBeNull()
    expect([found.unsettledBy, found.earliest]).toEqual([undefined, undefined])
  })
})

describe('A year without a notice', () => {
  test.each([
    ['legal-aid-review', '2026-12-28', 2027, '2027-01-04', 'the last day is Mon 4 Jan'],
    [
      'arbitration-limitation',
      '2026-10-01',
      2027,
      '2027-10-04',
      '1, 2 and 3 October are off by law in any year',
    ],
    [
      'labor-inspection-acceptance',
      '2026-12-29',
      2027,
      '2027-01-04',
      '30, 31 are 2; New Year is off; 2, 3, 4 at best',
    ],
    [
      'labor-inspection-acceptance',
      '2018-12-28',
      2018,
      '2019-01-03',
      '29, 30 and 31 Dec at best, then 2 and 3 Jan',
    ],
  ])('%s from %s stays open for want of %i, not before %s: %s', (rule, start, unknownYear, earliest) => {
    expect(deadline(rule, start)).toMatchObject({ due: null, unknownYear, earliest })
  })

  test.each([
    ['legal-aid-review', '2026-12-24', '2026-12-31', 'Thu 31 Dec needs no later year'],
    [
      'labor-inspection-limitation',
      '2018-05-10',
      '2020-05-11',
      'Sun 10 May 2020 gives way; 2018 plays no part',
    ],
  ])('%s from %s is %s all the same: %s', (rule, start, due) => {
    expect(deadline(rule, start).due).toBe(due)
  })
})
