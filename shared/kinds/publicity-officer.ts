import { defineKind } from '../definition/define-kind'
import { date, longText, phone, ref, text } from '../definition/fields'
import { inOrder } from './parts/date-order'

/** 专职普法宣传员: the street's full-time publicity officer (DOMAIN 1). */
export const publicityOfficer = defineKind({
  name: 'publicity-officer',
  label: '专职普法宣传员',
  code: 'XC',
  version: 1,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '姓名', required: true, max: 40, search: true, index: true, personal: 'named' }),
    unit: ref({
      label: '街道',
      to: 'unit',
      levels: ['street'],
      required: true,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    phone: phone({ label: '电话' }),
    from: date({ label: '任职日期', required: true, measured: true, suggest: 'today' }),
    to: date({ label: '离任日期', measured: true }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'unit', 'phone'], ['from', 'to'], ['remarks']],
  list: ['name', 'unit', 'phone', 'from', 'to'],
  filters: ['unit'],
  sort: { field: 'name', descending: false },
  sorts: ['unit'],
  duplicates: [
    { label: '电话相同', same: ['phone'], weight: 60 },
    { label: '同街道且姓名读音相同', same: ['unit'], sounds: ['name'], weight: 50 },
  ],
  check: (r) => inOrder(r, 'from', 'to'),
})
