import { defineKind } from '../definition/define-kind'
import { choices, count, date, longText, phone, text } from '../definition/fields'
import { audiences, laws } from '../dictionaries/activity-options'

/** 谁执法谁普法: one duty on the district's list, and the office that answers for it (DOMAIN 1). */
export const responsibilityItem = defineKind({
  name: 'responsibility-item',
  label: '普法责任清单',
  code: 'ZR',
  version: 2,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => `${r.department ?? ''} ${r.duty ?? ''}`.trim(),
  fields: {
    department: text({
      label: '负责单位',
      required: true,
      max: 100,
      search: true,
      index: true,
      suggest: 'last',
      personal: false,
    }),
    year: count({ label: '年度', unit: '年', index: true, suggest: 'last' }),
    duty: text({ label: '普法责任', required: true, max: 300, search: true, personal: false }),
    laws: choices({ label: '普及法律', options: laws, dictionary: 'law' }),
    otherLaws: text({ label: '其他法律法规', max: 300, search: true, personal: false }),
    audience: choices({ label: '重点对象', options: audiences, dictionary: 'audience' }),
    measures: longText({ label: '普法举措', search: true }),
    due: date({ label: '完成时限', index: true }),
    doneOn: date({ label: '完成日期', fact: true }),
    contact: text({ label: '联系人', max: 40, personal: 'named' }),
    phone: phone({ label: '联系电话' }),
    remarks: longText({ label: '备注' }),
  },
  form: [
    ['department', 'year'],
    ['duty'],
    ['laws', 'audience'],
    ['otherLaws'],
    ['measures'],
    ['due', 'doneOn'],
    ['contact', 'phone'],
    ['remarks'],
  ],
  list: ['department', 'year', 'duty', 'due', 'doneOn'],
  filters: ['year'],
  sort: { field: 'department', descending: false },
  sorts: ['year'],
})
