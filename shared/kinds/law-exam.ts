import { defineKind } from '../definition/define-kind'
import { choice, count, longText, text } from '../definition/fields'
import type { Body } from '../shapes'
import { recordDate, recordUnit } from './parts/ledger-fields'

export const examForms = {
  online: '线上考试',
  written: '闭卷考试',
  appointment: '任前考试',
  other: '其他',
} as const

/** 学法考试: an examination of officials in the law (法治宣传教育法, chapter 国家工作人员). Counted for an office, never a ranking of people. */
export const lawExam = defineKind({
  name: 'law-exam',
  label: '学法考试',
  code: 'KS',
  version: 1,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r) => `${r.date ?? ''} ${r.name ?? ''}`.trim(),
  fields: {
    date: recordDate('考试日期'),
    unit: recordUnit('district'),
    name: text({
      label: '考试名称',
      required: true,
      max: 100,
      search: true,
      suggest: 'last',
      personal: false,
    }),
    form: choice({ label: '考试方式', options: examForms, index: true, suggest: 'last' }),
    expected: count({ label: '应考人数', unit: '人', required: true, measured: true }),
    taken: count({ label: '参考人数', unit: '人', required: true, measured: true }),
    passed: count({ label: '合格人数', unit: '人', measured: true }),
    leaders: count({ label: '其中领导干部', unit: '人' }),
    remarks: longText({ label: '备注' }),
  },
  form: [['date', 'unit', 'form'], ['name'], ['expected', 'taken'], ['passed', 'leaders'], ['remarks']],
  list: ['date', 'unit', 'name', 'expected', 'taken', 'passed'],
  filters: ['unit', 'form'],
  sort: { field: 'date', descending: true },
  check: (r) => [...notMore(r, 'taken', 'expected'), ...notMore(r, 'passed', 'taken')],
})

function notMore(record: Body, part: string, whole: string) {
  const [less, more] = [record[part], record[whole]]
  return typeof less === 'number' && typeof more === 'number' && less > more
    ? [{ field: part, reason: 'count.more-than', params: { whole: lawExamLabels[whole] ?? '' } }]
    : []
}

const lawExamLabels: Readonly<Record<string, string>> = { expected: '应考人数', taken: '参考人数' }
