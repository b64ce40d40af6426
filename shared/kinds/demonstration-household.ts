import { defineKind } from '../definition/define-kind'
import { date, longText, phone, text } from '../definition/fields'
import { inOrder } from './parts/date-order'
import { village } from './parts/ledger-fields'

/** 学法用法示范户 (DOMAIN 1). */
export const demonstrationHousehold = defineKind({
  name: 'demonstration-household',
  label: '学法用法示范户',
  code: 'SF',
  version: 1,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '户主', required: true, max: 40, search: true, index: true, personal: 'named' }),
    unit: village(),
    group: text({ label: '组（地址）', max: 60, mask: 'address' }),
    phone: phone({ label: '电话' }),
    batch: text({ label: '批次', max: 40, suggest: 'last', personal: false }),
    from: date({ label: '认定日期', required: true, measured: true, suggest: 'last' }),
    to: date({ label: '撤销日期', measured: true }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'unit'], ['group', 'phone'], ['batch', 'from', 'to'], ['remarks']],
  list: ['name', 'unit', 'group', 'batch', 'from', 'to'],
  filters: ['unit'],
  sort: { field: 'name', descending: false },
  sorts: ['unit'],
  duplicates: [{ label: '同村（社区）且户主读音相同', same: ['unit'], sounds: ['name'], weight: 60 }],
  check: (r) => inOrder(r, 'from', 'to'),
})
