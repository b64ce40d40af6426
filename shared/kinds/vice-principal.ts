import { defineKind } from '../definition/define-kind'
import { choice, count, date, longText, phone, text } from '../definition/fields'
import { inOrder } from './parts/date-order'
import { recordUnit } from './parts/ledger-fields'

export const senders = {
  court: '人民法院',
  procuratorate: '人民检察院',
  police: '公安机关',
  justice: '司法行政部门',
  other: '其他',
} as const

/** 法治副校长: who is sent to a school, by whom and for how long (中小学法治副校长聘任与管理办法, 教育部令第52号). */
export const vicePrincipal = defineKind({
  name: 'vice-principal',
  label: '法治副校长',
  code: 'FX',
  version: 1,
  owner: 'street',
  lent: true,
  numbered: false,
  place: 'reference',
  title: (r) => `${r.school ?? ''} ${r.name ?? ''}`.trim(),
  fields: {
    school: text({
      label: '学校',
      required: true,
      max: 100,
      search: true,
      index: true,
      measured: true,
      personal: false,
    }),
    unit: recordUnit('district'),
    name: text({ label: '姓名', required: true, max: 40, search: true, personal: 'named' }),
    sender: choice({ label: '派出机关', required: true, options: senders, index: true, suggest: 'last' }),
    office: text({ label: '单位和职务', max: 100, search: true, personal: false }),
    phone: phone({ label: '电话' }),
    from: date({ label: '聘任日期', required: true, measured: true, suggest: 'today' }),
    to: date({ label: '聘期届满日期', measured: true }),
    lessons: count({ label: '本学年授课', unit: '课时' }),
    remarks: longText({ label: '备注' }),
  },
  form: [['school', 'unit', 'name'], ['sender', 'office', 'phone'], ['from', 'to', 'lessons'], ['remarks']],
  list: ['school', 'name', 'sender', 'office', 'from', 'to'],
  filters: ['unit', 'sender'],
  sort: { field: 'school', descending: false },
  duplicates: [{ label: '学校和姓名读音相同', sounds: ['school', 'name'], weight: 60 }],
  check: (r) => inOrder(r, 'from', 'to'),
})
