import { defineKind } from '../definition/define-kind'
import { choice, count, date, longText, text } from '../definition/fields'
import { deadlineNames } from '../dictionaries/deadline-names'

/** No office answers letters slower; a longer time is a slip of the finger. */
const LONGEST = 365

/** The time limits that no statute gives. */
const settableRules: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(deadlineNames).flatMap(([name, { label, settable }]) => (settable ? [[name, label]] : [])),
)

/**
 * 期限设置: how the district counts one time limit from a day on. Only what the law leaves to the place: 日 of a statute that a
 * district counted as 工作日 would show a last day on which the right is long lost (DOMAIN 3).
 */
export const deadlineSetting = defineKind({
  name: 'deadline-setting',
  label: '期限设置',
  code: 'SX',
  version: 2,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => String(settableRules[String(r.rule)] ?? ''),
  fields: {
    rule: choice({
      label: '期限',
      required: true,
      options: settableRules,
      index: true,
    }),
    unit: choice({
      label: '计算单位',
      required: true,
      options: { day: '日', workday: '工作日' },
      help: '按日计算的，遇休息日顺延；按工作日计算的，休息日不计入',
    }),
    length: count({
      label: '天数',
      unit: '天',
      adds: false,
      help: '法律、法规、规章规定的期限不能设置，这里只有地方自定的期限',
    }),
    from: date({
      label: '启用日期',
      required: true,
      index: true,
      help: '起算日在这一天及以后的期限按此计算',
    }),
    basis: text({ label: '依据文件', max: 100, search: true, personal: false }),
    remarks: longText({ label: '备注' }),
  },
  form: [['rule', 'from'], ['unit', 'length'], ['basis'], ['remarks']],
  list: ['rule', 'unit', 'length', 'from', 'basis'],
  filters: ['rule'],
  sort: { field: 'rule', descending: false },
  unique: [['rule', 'from']],
  check: ({ length }) => {
    if (typeof length !== 'number') return []
    const isSane = length >= 1 && length <= LONGEST
    return isSane ? [] : [{ field: 'length', reason: 'deadline.length', params: { max: LONGEST } }]
  },
})
