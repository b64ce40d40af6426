import { addDays } from '../dates'
import { holidayNotices } from '../deadlines/holidays'
import type { Period } from '../period'
import { reportOf } from '../reports'
import { inLabels } from '../reports/placeholders'
import type { Body } from '../shapes'
import { districtRegisters, yearRegisters } from './district-registers'
import { personName } from './people'
import { createPrng, seededId } from './prng'
import type { DemoRecord, DemoSite } from './record'
import { districtTopics, monthTheme } from './themes'

const founded = 1_609_459_200_000 // 2021-01-01

/** The offices that have a duty of 谁执法谁普法 and a legal counsel: 21, as in the reference report. */
export const departments = [
  ...['党政办公室', '组织人事部', '宣传统战部', '政法和社会治理局', '发展改革局', '经济科技局', '财政金融局'],
  ...['自然资源和规划局', '住房城乡建设局', '交通运输局', '农业农村和水务局', '商务和投资促进局'],
  ...['文化教育体育局', '卫生健康局', '人力资源社会保障局', '民政局', '生态环境局', '应急管理局'],
  ...['市场监督管理局', '综合行政执法局', '行政审批局'],
] as const

/** What a subsidised case is paid, in 分, by the form of the service. */
export const rates = [
  { name: '代拟法律文书', caseType: 'civil', serviceForm: 'drafting', amount: 15_000 },
  { name: '劳动争议调解仲裁代理', caseType: 'civil', serviceForm: 'labour', amount: 40_000 },
  { name: '民事诉讼代理', caseType: 'civil', serviceForm: 'representation', amount: 50_000 },
] as const

/** The id of a month's theme: the same in every order, so that activities find it. */
export function themeId(site: DemoSite, year: number, month: number): string {
  return seededId(createPrng(`theme/${site.id}/${year}/${month}`), Date.UTC(year, month - 1, 1))
}

/** The id of the rate that cases of one form are paid by. */
export function rateId(site: DemoSite, rate: number): string {
  return seededId(createPrng(`rate/${site.id}/${rate}`), founded + rate)
}

/** The tables that only a district keeps: the year's themes, the list of duties, rates, words of its own. */
export function districtTables(seed: string, site: DemoSite, period: Period): readonly DemoRecord[] {
  if (site.role !== 'district') return []
  const year = Number(period.from.slice(0, 4))
  const prng = createPrng(`${seed}/tables/${site.id}/${year}`)
  const row = (kind: string, body: Body, id = seededId(prng, Date.UTC(year, 0, 1))): DemoRecord => ({
    id,
    kind,
    scope: site.scope,
    body,
  })
  const months = Array.from({ length: 12 }, (_, at) => at + 1)
  return [
    ...months.map((month) => {
      const { theme, laws, topics } = monthTheme(month)
      const body = { year, month, theme, target: 1, laws: [...laws], topics: [...topics] }
      return row('monthly-theme', body, themeId(site, year, month))
    }),
    ...rates.map((rate, at) =>
      row('subsidy-rate', { ...rate, from: '2021-01-01', basis: '区法律援助补贴办法' }, rateId(site, at)),
    ),
    ...departments.map((department) =>
      row('responsibility-item', {
        department,
        unit: site.id,
        year,
        duty: '结合本单位职责，面向服务和管理对象宣传相关法律法规',
        laws: ['constitution', 'civilCode'],
        audience: [prng.pick(['office', 'enterprise', 'community', 'countryside'])],
        due: `${year}-12-31`,
        contact: personName(prng),
      }),
    ),
    ...calendarOf(site, year),
    ...districtRegisters(site),
    ...yearRegisters(seed, site, year),
    row(
      'deadline-setting',
      { rule: 'letter-answer', unit: 'workday', length: 7, from: '2021-01-01', basis: '区信函咨询答复规定' },
      seededId(createPrng(`setting/${site.id}`), founded),
    ),
    row(
      'upward-setting',
      { from: '2021-01-01', locks: false, marks: false, basis: '区报表报送办法' },
      seededId(createPrng(`upward/${site.id}`), founded),
    ),
    ...words.map(([dictionary, value, label], at) =>
      row(
        'dictionary-entry',
        { dictionary, value, label, order: at + 1 },
        seededId(createPrng(`word/${site.id}/${value}`), founded + at),
      ),
    ),
    // Long after the example's own days: its figures count what was submitted.
    row(
      'counting-rule',
      { from: `${year + 10}-01-01`, basis: '示例，尚未启用' },
      seededId(createPrng(`counting/${site.id}`), founded),
    ),
    row('wording-template', wording, seededId(createPrng(`wording/${site.id}`), founded)),
    ...annualWordings.map(({ key, fuller }, at) =>
      row(
        'wording-template',
        { report: 'annual', sentence: key, text: fuller },
        seededId(createPrng(`wording/${site.id}/${key}`), founded + 1 + at),
      ),
    ),
  ]
}

/** The example district says its year as the reference report does: it chose the fuller words. */
const annualWordings = (reportOf('annual').sentences ?? []).flatMap(({ key, fuller }) =>
  fuller === undefined ? [] : [{ key, fuller: inLabels(fuller) }],
)

/** How the example district says a report of zeros. */
const wording = {
  report: 'monthly',
  sentence: 'nothing',
  text: '{期}，{单位}没有需要报送的普法活动和法律服务事项，各项数据均为0，实行零报告。',
}

/** The year's notice as the district would enter it; nothing for a year that has none yet. */
function calendarOf(site: DemoSite, year: number): readonly DemoRecord[] {
  const prng = createPrng(`calendar/${site.id}/${year}`)
  // A millisecond apart: rows stand in the order of their ids.
  let time = Date.UTC(year, 0, 1)
  const id = (): string => seededId(prng, time++)
  const row = (kind: string, body: Body): DemoRecord => ({ id: id(), kind, scope: site.scope, body })
  const notice = holidayNotices.years[year]
  const spans: { from: string; to: string }[] = []
  for (const day of (notice?.off ?? []).map((each) => `${year}-${each}`)) {
    const last = spans.at(-1)
    if (last && addDays(last.to, 1) === day) last.to = day
    else spans.push({ from: day, to: day })
  }
  const holidays = spans.map((span) => ({ id: id(), name: holidayName(span.from), ...span }))
  const makeUp = (notice?.work ?? []).map((day) => ({ id: id(), day: `${year}-${day}` }))
  const document = '国务院办公厅关于部分节假日安排的通知'
  return notice ? [row('holiday-year', { year, notice: document, holidays, makeUp })] : []
}

/** By its month: close enough for an example, which no figure reads. */
function holidayName(from: string): string {
  const names = ['元旦', '春节', '春节', '清明节', '劳动节', '端午节', '', '', '中秋节', '国庆节', '', '元旦']
  return names[Number(from.slice(5, 7)) - 1] || '节假日'
}

const words = [
  ['audience', 'militaryCamp', '军营'],
  ...districtTopics.map(({ value, label }) => ['topic', value, label] as const),
  ['dispute', 'lending', '民间借贷'],
] as const
