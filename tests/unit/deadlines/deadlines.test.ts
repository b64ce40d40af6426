import { weekday } from '../../../shared/dates'
import { dayKind, restReason } from '../../../shared/deadlines/calendar'
import { deadlineOf } from '../../../shared/deadlines/compute'
import { asSet } from '../../../shared/deadlines/district'
import { explain, lengthText } from '../../../shared/deadlines/explain'
import { holidayNotices } from '../../../shared/deadlines/holidays'
import { extended } from '../../../shared/deadlines/rule'
import { ruleNamed, rules } from '../../../shared/deadlines/rules'
import { urgency } from '../../../shared/deadlines/urgency'
import { deadlineNames } from '../../../shared/dictionaries/deadline-names'
import { theRule } from '../../support/records/deadlines'

describe('The calendar', () => {
  test.each([
    ['2026-02-14', 'work'],
    ['2026-02-16', 'rest'],
    ['2026-02-24', 'work'],
    ['2026-03-07', 'rest'],
    ['2027-10-01', 'rest'],
    ['2027-10-04', 'unknown'],
    ['2027-01-02', 'unknown'],
    ['2018-12-31', 'unknown'],
  ])('%s is a day of %s', (date, kind) => {
    expect(dayKind(holidayNotices, date)).toBe(kind)
  })

  test('a day off in the middle of the week is a holiday, a Sunday outside one a weekend', () => {
    expect(restReason(holidayNotices, '2025-10-08')).toBe('holiday')
    expect(restReason(holidayNotices, '2025-10-12')).toBe('weekend')
    expect(restReason(holidayNotices, '2025-10-13')).toBeUndefined()
  })

  test.each(Object.entries(holidayNotices.years))(
    'in %s all make-up days are weekends and none is off',
    (year, days) => {
      for (const day of days.work) {
        expect(weekday(`${year}-${day}`)).toBeGreaterThanOrEqual(6)
        expect(days.off).not.toContain(day)
      }
      expect(new Set(days.off).size).toBe(days.off.length)
    },
  )

  test.each([
    // By hand: weekdays of the year, less weekdays off, plus make-up days.
    // 2025: 261 − (1 + 6 + 1 + 3 + 1 + 6) + 5. 2026: 261 − (2 + 6 + 1 + 3 + 1 + 1 + 5) + 6.
    ['2025', 248],
    ['2026', 248],
  ])('%s has %i working days', (year, workdays) => {
    let count = 0
    for (let month = 1; month <= 12; month += 1)
      for (let day = 1; day <= new Date(Date.UTC(Number(year), month, 0)).getUTCDate(); day += 1) {
        const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        if (dayKind(holidayNotices, date) === 'work') count += 1
      }
    expect(count).toBe(workdays)
  })

  test('a day that does not exist is refused', () => {
    expect(() => dayKind(holidayNotices, '2025-02-29')).toThrow(RangeError)
  })
})

describe('What a district may set', () => {
  test('is what no article gives, and every rule has its name', () => {
    expect(rules.map(({ name }) => name).sort()).toEqual(Object.keys(deadlineNames).sort())
    expect(rules.filter(({ name }) => deadlineNames[name].settable).map(({ name }) => name)).toEqual([
      'letter-answer',
    ])
  })

  test('never changes what a statute gives, whatever a foreign file says', () => {
    const setting = { unit: 'workday', length: 99, from: '2020-01-01', basis: '某文件' } as const
    for (const rule of rules.filter(({ name }) => name !== 'letter-answer')) {
      const { ignored, ...counted } = asSet(rule, [{ ...setting, rule: rule.name }], '2026-01-01')
      expect(counted).toEqual(rule)
      expect(ignored).toEqual({ from: '2020-01-01', basis: '某文件' })
    }
  })
})

describe('The rules', () => {
  test('names are unique, lengths positive, and every rule but a local one and a typed day cites its article', () => {
    expect(new Set(rules.map((rule) => rule.name)).size).toBe(rules.length)
    for (const rule of rules.filter(({ counts }) => counts !== 'typed')) {
      expect(rule.length).toBeGreaterThan(0)
      expect(rule.law).not.toBe('')
      // The article of the thirty days could not be read.
      if (!['letter-answer', 'legal-aid-materials'].includes(rule.name))
        expect(rule.article).toMatch(/^第.+条/)
    }
  })

  test('the statutes read as the domain lists them', () => {
    expect(
      rules.filter(({ counts }) => counts !== 'typed').map((rule) => `${rule.label} ${lengthText(rule)}`),
    ).toEqual([
      '法援审查 7日',
      '法援指派 3日',
      '通知辩护（代理）指派 3日',
      '签订委托协议 5日',
      '提交结案材料 30日',
      '转交法援申请 24小时',
      '时效即将届满，先行提供法援 7日',
      '法援异议审查 5日',
      '人民调解 1个月',
      '申请司法确认 30日',
      '信函咨询答复 7个工作日',
      '劳动监察受理 5个工作日',
      '劳动监察调查 60个工作日',
      '劳动监察时限 2年',
      '劳动仲裁时效 1年',
      '拖欠报酬的劳动仲裁时效 1年',
      '拖欠报酬的劳动仲裁时效 1年',
      '劳动争议调解 15日',
      '申请仲裁审查 15日',
      '劳动仲裁受理 5个工作日',
      '劳动仲裁裁决 45日',
      '不服裁决起诉 15日',
      '信访办理 60日',
    ])
  })

  test('a rule of a newer version is simply not known', () => {
    expect(ruleNamed('of-next-year')).toBeUndefined()
  })

  test('only a rule whose law grants an extension can be extended, and only once', () => {
    expect(extended(theRule('arbitration-award')).length).toBe(60)
    expect(() => extended(extended(theRule('arbitration-award')))).toThrow(RangeError)
    expect(() => extended(theRule('legal-aid-review'))).toThrow(RangeError)
  })

  test.each(['', '2024-02-30', '2024-2-3', '2024-02-09T24:00', '昨天'])(
    'a start like "%s" is refused',
    (start) => {
      expect(() => deadlineOf(theRule('legal-aid-review'), start, holidayNotices)).toThrow(RangeError)
    },
  )
})

describe('The explanation', () => {
  test('tells of a last day inside Spring Festival', () => {
    expect(explain(theRule('legal-aid-review'), '2024-02-05', holidayNotices)).toEqual([
      '法援审查：起点是2024年2月5日（周一），当日不计入，自下一日起计算（民法典第二百零一条）。',
      '2024年2月6日（周二）至2024年2月12日（周一），共7日，中间的周末和节假日都计入。',
      '2024年2月12日（周一）至2024年2月17日（周六）是法定节假日，最后一日顺延到其后的第一个工作日（民法典第二百零三条）。',
      '2024年2月18日（周日）是调休上班日，不再顺延。',
      '到期日：2024年2月18日（周日）。',
      '依据：《法律援助法》第四十三条。这是法援机构的期限。',
      '从收到申请之日起算。告知补正的次日到补正完成日期，不计入审查期限；没有按要求补正的，视为撤回申请。',
    ])
  })

  test('tells of each span of working days and why the days between are skipped', () => {
    expect(explain(theRule('labor-inspection-acceptance'), '2025-01-24', holidayNotices)).toEqual([
      '劳动监察受理：起点是2025年1月24日（周五），当日不计入，自下一日起计算（民法典第二百零一条）。',
      '2025年1月25日（周六）为周末，不计入。',
      '2025年1月26日（周日）至2025年1月27日（周一），计2个工作日，其中2025年1月26日（周日）调休上班。',
      '2025年1月28日（周二）至2025年2月4日（周二）为法定节假日，不计入。',
      '2025年2月5日（周三）至2025年2月7日（周五），计3个工作日。',
      '到期日：2025年2月7日（周五）。',
      '依据：《关于实施〈劳动保障监察条例〉若干规定》第十八条。这是人社的期限。',
      '从劳动保障行政部门接到投诉之日起算；决定不予受理的，填不予受理日期。',
    ])
  })

  test('says that the calendar is out of date and how early the last day can be', () => {
    const said = explain(theRule('mediation-closing'), '2026-12-31', holidayNotices)
    expect(said.slice(1, 4)).toEqual([
      '1个月后的对应日是2027年1月31日（周日）（民法典第二百零二条）。',
      '日历未更新：还没有2027年的放假安排，从2027年1月31日（周日）起不能判断是不是工作日。',
      '到期日暂时不能确定，但不会早于2027年1月31日（周日）。',
    ])
  })

  test('says that a last day before New Year may still move', () => {
    expect(explain(theRule('legal-aid-review'), '2026-12-24', holidayNotices).slice(2, 4)).toEqual([
      '次年放假安排公布后可能变动：2027年元旦的放假和调休可能用到2026年12月底的日子。',
      '到期日：2026年12月31日（周四）。',
    ])
  })

  test('says when a month is too short, when hours run on, and when a limitation runs out', () => {
    expect(explain(theRule('mediation-closing'), '2025-01-31', holidayNotices)).toContain(
      '1个月后的那个月没有相同的日期，以月末2025年2月28日（周五）为最后一日（民法典第二百零二条）。',
    )
    expect(explain(theRule('legal-aid-transfer'), '2024-02-09T17:30', holidayNotices).slice(0, 3)).toEqual([
      '转交法援申请：自2024年2月9日（周五）17:30起计算（民法典第二百零一条）。',
      '连续计算24小时，节假日不扣除，到2024年2月10日（周六）17:30为止。',
      '到期日：2024年2月10日（周六）17:30。',
    ])
    expect(explain(theRule('legal-aid-transfer'), '2024-02-09', holidayNotices)).toContain(
      '没有填写时刻，只能推算到日：24小时到2024年2月10日（周六）的同一时刻为止。',
    )
    expect(explain(theRule('legal-aid-in-advance'), '2026-03-05', holidayNotices).slice(0, 2)).toEqual([
      '时效即将届满，先行提供法援：时效或者期限于2026年3月5日（周四）届满。',
      '倒算7日为2026年2月26日（周四）；从2026年2月27日（周五）起已不足7日。',
    ])
  })
})

describe('Urgency, seen from Wednesday 25 November 2026', () => {
  test.each([
    ['2026-11-24', 'overdue'],
    ['2026-11-25', 'today'],
    ['2026-11-26', 'thisWeek'],
    ['2026-11-29', 'thisWeek'],
    ['2026-11-30', 'nextWeek'],
    ['2026-12-06', 'nextWeek'],
    ['2026-12-07', 'later'],
  ])('%s is %s', (due, expected) => {
    expect(urgency(due, '2026-11-25')).toBe(expected)
  })

  test('a day that has passed is arrears only where it is certain and the clock somebody else’s', () => {
    expect(urgency('2026-11-24', '2026-11-25', { alerts: true })).toBe('alert')
    expect(urgency('2026-11-24', '2026-11-25', { mayMove: true })).toBe('unsure')
    expect(urgency('2026-11-25', '2026-11-25', { alerts: true, mayMove: true })).toBe('today')
  })

  test('on a Sunday the next day is already next week', () => {
    expect(urgency('2026-11-30', '2026-11-29')).toBe('nextWeek')
  })
})
