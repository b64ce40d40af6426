import { isMakeUpDay } from '../../../shared/deadlines/calendar'
import { withDistrictYears } from '../../../shared/deadlines/district'
import { holidayNotices } from '../../../shared/deadlines/holidays'
import { missingNotice, readNotice } from '../../../shared/deadlines/notice'
import { isStatutoryHoliday } from '../../../shared/deadlines/statutory'

/** The notice for 2026 as 光明网 printed it on 4 November 2025. */
const of2026 = `国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期。节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2025年11月4日`

/** What it says, as a district keeps it. */
const kept = (text: string, year?: number) => {
  const { holidays, makeUp, year: of } = readNotice(text, year)
  return withDistrictYears({ version: '2018-01-01', years: {} }, [
    { year: of ?? 0, issuedOn: null, notice: '', holidays, makeUp },
  ]).years
}

test('the notice for 2026, pasted as it reads, is the year that the program ships', () => {
  const read = readNotice(of2026)
  expect(read).toMatchObject({ year: 2026, issuedOn: '2025-11-04', problems: [] })
  expect(read.holidays.map(({ name }) => name).join(' ')).toBe('元旦 春节 清明节 劳动节 端午节 中秋节 国庆节')
  const { off, work } = kept(of2026)[2026] ?? { off: [], work: [] }
  expect({ off, work }).toEqual(holidayNotices.years[2026])
})

test('half-width signs, a single day and two festivals in one are read too', () => {
  const text =
    '元旦:1月1日放假1天,与周末连休.。春节:1月28日至2月4日放假调休,共8天。1月26日、2月8日上班。国庆节、中秋节:10月1日至8日放假调休,共8天。9月28日、10月11日上班。'
  const read = readNotice(text, 2025)
  expect(read.holidays).toEqual([
    { name: '元旦', from: '2025-01-01', to: '2025-01-01' },
    { name: '春节', from: '2025-01-28', to: '2025-02-04' },
    { name: '国庆节、中秋节', from: '2025-10-01', to: '2025-10-08' },
  ])
  expect(read.makeUp).toEqual(['2025-01-26', '2025-02-08', '2025-09-28', '2025-10-11'])
  expect(read.problems).toEqual(['没有找到清明节、劳动节、端午节的安排，请核对。'])
})

test('a notice that begins in the December before amends that year too', () => {
  const text = '2023年元旦：2022年12月31日至2023年1月2日放假调休，共3天。'
  const { holidays } = readNotice(text)
  expect(holidays).toEqual([{ name: '元旦', from: '2022-12-31', to: '2023-01-02' }])
  const entry = { year: 2023, issuedOn: null, notice: '', holidays, makeUp: ['2022-12-25'] }
  const calendar = withDistrictYears({ version: '', years: { 2022: { off: ['01-01'], work: ['12-31'] } } }, [
    entry,
  ])
  expect(calendar.years[2022]).toEqual({ off: ['01-01', '12-31'], work: ['12-25'], byDistrict: '' })
  expect(calendar.years[2023]?.off).toEqual(['01-01', '01-02'])
  expect(isMakeUpDay(calendar, '2022-12-25')).toBe(true)
})

test('a single day changes its year and no other, and makes no unknown year known', () => {
  const day = (date: string, rest: boolean) => ({ day: date, rest, notice: '市政府通知' })
  const { years } = withDistrictYears(
    holidayNotices,
    [],
    [day('2026-12-31', true), day('2026-10-10', false), day('2027-01-02', true)],
  )
  expect(years[2026]?.off).toContain('12-31')
  expect(years[2026]?.byDistrict).toBe('市政府通知')
  expect(years[2026]?.work).toEqual(holidayNotices.years[2026]?.work)
  expect(years[2027]).toBeUndefined()
})

test.each([
  ['', '未能识别通知的年份，请将标题一并粘贴。'],
  ['2027年元旦：1月1日至3日放假调休，共4天。', '元旦写的是共4天，按日期是3天，请核对。'],
  ['2027年元旦：另行通知。', '未能识别元旦的放假日期，请核对。'],
  ['2027年元旦：1月3日至1日放假。', '未能识别元旦的放假截止日期，请核对。'],
])('what can not be read of “%s” is said', (text, problem) => {
  expect(readNotice(text).problems).toContain(problem)
})

test.each([
  ['2026-10-31', null],
  ['2026-11-01', 2027],
  ['2026-12-31', 2027],
  ['2027-01-02', 2027],
  ['2026-03-01', null],
])('on %s the notice that is asked for is that of %s', (today, year) => {
  expect(missingNotice(holidayNotices, today)).toBe(year)
})

test('no notice has ever made a statutory holiday a working day', () => {
  for (const [year, { off }] of Object.entries(holidayNotices.years))
    for (let month = 1; month <= 12; month += 1)
      for (let at = 1; at <= 31; at += 1) {
        const day = `${String(month).padStart(2, '0')}-${String(at).padStart(2, '0')}`
        const isReal =
          !Number.isNaN(Date.parse(`${year}-${day}`)) && new Date(`${year}-${day}`).getUTCDate() === at
        if (isReal && isStatutoryHoliday(`${year}-${day}`))
          expect([year, day, off.includes(day)]).toEqual([year, day, true])
      }
  expect(['2027-02-05', '2027-02-06', '2027-02-08', '2027-10-03'].every(isStatutoryHoliday)).toBe(true)
  expect(['2027-02-04', '2027-02-09', '2027-10-04', '2024-02-09'].some(isStatutoryHoliday)).toBe(false)
})
