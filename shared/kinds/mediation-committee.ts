import { defineKind } from '../definition/define-kind'
import { choice, count, date, longText, phone, text } from '../definition/fields'
import { inOrder } from './parts/date-order'
import { recordUnit } from './parts/ledger-fields'

export const committeeTypes = {
  village: '村（社区）调委会',
  street: '乡镇（街道）调委会',
  enterprise: '企事业单位调委会',
  trade: '行业性、专业性调委会',
  workshop: '个人（品牌）调解工作室',
} as const

/** 人民调解委员会: three to nine members, chosen for three years (人民调解法第八条, 第十条). */
export const mediationCommittee = defineKind({
  name: 'mediation-committee',
  label: '人民调解委员会',
  code: 'TW',
  version: 1,
  owner: 'street',
  lent: true,
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '名称', required: true, max: 100, search: true, index: true, personal: false }),
    unit: recordUnit('district'),
    type: choice({ label: '类型', required: true, options: committeeTypes, index: true, measured: true }),
    director: text({ label: '主任', max: 40, search: true, personal: 'named' }),
    phone: phone({ label: '电话' }),
    members: count({ label: '委员人数', unit: '人', help: '由三至九人组成' }),
    from: date({ label: '设立日期', required: true, measured: true }),
    elected: date({ label: '本届推选日期', help: '任期三年，可以连选连任' }),
    to: date({ label: '撤销日期', measured: true }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'unit', 'type'], ['director', 'phone', 'members'], ['from', 'elected', 'to'], ['remarks']],
  list: ['name', 'unit', 'type', 'director', 'members', 'from', 'to'],
  filters: ['unit', 'type'],
  sort: { field: 'name', descending: false },
  duplicates: [{ label: '同单位且名称读音相同', same: ['unit'], sounds: ['name'], weight: 60 }],
  check: (r) => inOrder(r, 'from', 'to'),
})
