import { defineKind } from '../definition/define-kind'
import { choices, count, longText, text } from '../definition/fields'
import { activityForms, laws, topics } from '../dictionaries/activity-options'
import type { FieldProblem } from '../errors'
import type { Body } from '../shapes'

/** 月度主题: the year's 一月一主题, edited by the district every year (DOMAIN 2h). */
export const monthlyTheme = defineKind({
  name: 'monthly-theme',
  label: '月度主题',
  code: 'YT',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => `${r.year ?? ''}年${r.month ?? ''}月 ${r.theme ?? ''}`.trim(),
  fields: {
    year: count({ label: '年度', unit: '年', adds: false, required: true, index: true, suggest: 'last' }),
    month: count({ label: '月份', unit: '月', adds: false, required: true, index: true }),
    theme: text({ label: '主题', required: true, max: 100, search: true, personal: false }),
    target: count({ label: '每队计划场次', unit: '场' }),
    forms: choices({ label: '建议形式', options: activityForms, dictionary: 'activityForm', fact: true }),
    laws: choices({ label: '宣讲法律', options: laws, dictionary: 'law', fact: true }),
    topics: choices({ label: '宣传专题', options: topics, dictionary: 'topic', fact: true }),
    remarks: longText({ label: '工作要求', search: true, merge: 'keepBoth' }),
  },
  form: [['year', 'month', 'target'], ['theme'], ['forms', 'topics'], ['laws'], ['remarks']],
  list: ['year', 'month', 'theme', 'target'],
  filters: ['year', 'month'],
  sort: { field: 'year', descending: true },
  sorts: ['month'],
  check: yearAndMonth,
})

/** A count may be any number; a year and a month may not. */
function yearAndMonth(record: Body): readonly FieldProblem[] {
  const { year, month } = record
  return [
    ...(typeof year === 'number' && (year < 1949 || year > 2200)
      ? [{ field: 'year', reason: 'year.invalid' }]
      : []),
    ...(typeof month === 'number' && (month < 1 || month > 12)
      ? [{ field: 'month', reason: 'month.invalid' }]
      : []),
  ]
}
