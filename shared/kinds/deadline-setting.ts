import { defineKind } from '../definition/define-kind'
import { choice, count, date, longText, text } from '../definition/fields'
import { deadlineNames, type Settable } from '../dictionaries/deadline-names'

/** No office answers letters slower; a longer time is a slip of the finger. */
const LONGEST = 365

/** The time limits of which a district may set something. */
const settableRules: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(deadlineNames).flatMap(([name, { label, settable: what }]) =>
    what === 'nothing' ? [] : [[name, label]],
  ),
)

const settable: Readonly<Record<string, Settable>> = Object.fromEntries(
  Object.entries(deadlineNames).map(([name, rule]) => [name, rule.settable]),
)

/**
 * 期限设置: how the district counts one time limit from a day on. The Legal Aid Law says 日 where the procedure of 2012 said
 * 工作日 (DOMAIN 3), so the unit is the district's; a length is so only where local practice gives it.
 */
export const deadlineSetting = defineKind({
  name: 'deadline-setting',
  label: '期限设置',
  code: 'SX',
  version: 1,
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
      help: '法律写「日」的按自然日计算，遇休息日顺延；按工作日计算的，休息日不计入',
    }),
    length: count({
      label: '天数',
      unit: '天',
      help: '只有地方规定的期限可以改天数，法律规定了天数的请留空',
    }),
    from: date({
      label: '起用日期',
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
  check: ({ rule, length }) => {
    if (typeof length !== 'number') return []
    if (settable[String(rule)] !== 'unitAndLength') return [{ field: 'length', reason: 'deadline.statutory' }]
    const isSane = length >= 1 && length <= LONGEST
    return isSane ? [] : [{ field: 'length', reason: 'deadline.length', params: { max: LONGEST } }]
  },
})
