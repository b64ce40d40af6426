import { defineKind } from '../definition/define-kind'
import { date, longText, phone, text } from '../definition/fields'
import { inOrder } from './parts/date-order'
import { village } from './parts/ledger-fields'

/** 法律明白人: at least three in every 行政村 by 2025 (DOMAIN 1). */
export const lawReader = defineKind({
  name: 'law-reader',
  label: '法律明白人',
  code: 'MB',
  version: 1,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '姓名', required: true, max: 40, search: true, index: true, personal: 'named' }),
    unit: village(),
    phone: phone({ label: '电话' }),
    certificate: text({ label: '证书编号', max: 40, search: true, personal: false }),
    from: date({ label: '认定日期', required: true, measured: true, suggest: 'today' }),
    to: date({ label: '移出日期', measured: true }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'unit', 'phone'], ['certificate', 'from', 'to'], ['remarks']],
  list: ['name', 'unit', 'certificate', 'phone', 'from', 'to'],
  filters: ['unit'],
  sort: { field: 'name', descending: false },
  sorts: ['unit'],
  duplicates: [
    { label: '电话相同', same: ['phone'], weight: 60 },
    { label: '证书编号相同', same: ['certificate'], weight: 60 },
    { label: '同村（社区）且姓名读音相同', same: ['unit'], sounds: ['name'], weight: 50 },
  ],
  check: (r) => inOrder(r, 'from', 'to'),
})
