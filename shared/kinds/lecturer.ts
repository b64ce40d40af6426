import { defineKind } from '../definition/define-kind'
import { choice, count, date, longText, phone, text } from '../definition/fields'
import { inOrder } from './parts/date-order'
import { recordUnit } from './parts/ledger-fields'

export const lecturerRoles = { lecturer: '普法讲师', volunteer: '普法志愿者' } as const

/** 普法讲师团成员, 普法志愿者: who teaches the law beside the teams. */
export const lecturer = defineKind({
  name: 'lecturer',
  label: '普法讲师和志愿者',
  code: 'JS',
  version: 1,
  owner: 'street',
  lent: true,
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '姓名', required: true, max: 40, search: true, index: true, personal: 'named' }),
    unit: recordUnit('district'),
    role: choice({
      label: '类别',
      required: true,
      options: lecturerRoles,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    office: text({ label: '工作单位', max: 100, search: true, personal: false }),
    field: text({ label: '专业领域', max: 100, search: true, personal: false }),
    phone: phone({ label: '电话' }),
    from: date({ label: '聘任（登记）日期', required: true, measured: true, suggest: 'today' }),
    to: date({ label: '解聘（退出）日期', measured: true }),
    lectures: count({ label: '本年服务', unit: '场次' }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'unit', 'role'], ['office', 'field', 'phone'], ['from', 'to', 'lectures'], ['remarks']],
  list: ['name', 'unit', 'role', 'office', 'field', 'from', 'to'],
  filters: ['unit', 'role'],
  sort: { field: 'name', descending: false },
  duplicates: [
    { label: '电话相同', same: ['phone'], weight: 60 },
    { label: '同单位且姓名读音相同', same: ['unit'], sounds: ['name'], weight: 50 },
  ],
  check: (r) => inOrder(r, 'from', 'to'),
})
