import { defineKind } from '../definition/define-kind'
import { date, longText, phone, ref, text } from '../definition/fields'
import { inOrder } from './parts/date-order'

/** 队员: one person's time in one team; somebody who comes back gets a second record (DOMAIN 1). */
export const person = defineKind({
  name: 'person',
  label: '队员',
  code: 'DY',
  version: 1,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({
      label: '姓名',
      aliases: ['名字', '队员姓名'],
      required: true,
      max: 40,
      search: true,
      index: true,
      measured: true,
      personal: 'named',
    }),
    unit: ref({
      label: '村（社区）',
      to: 'unit',
      levels: ['street', 'village', 'community'],
      required: true,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    team: ref({ label: '小分队', to: 'team', index: true, measured: true, suggest: 'lastHere', near: true }),
    phone: phone({ label: '电话', measured: true }),
    from: date({
      label: '入队日期',
      aliases: ['加入时间'],
      required: true,
      measured: true,
      suggest: 'today',
    }),
    to: date({ label: '离队日期', measured: true }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'phone'], ['unit', 'team'], ['from', 'to'], ['remarks']],
  list: ['name', 'unit', 'team', 'phone', 'from', 'to'],
  filters: ['unit', 'team'],
  sort: { field: 'name', descending: false },
  sorts: ['unit', 'team'],
  duplicates: [
    { label: '电话相同', same: ['phone'], weight: 60 },
    { label: '同村（社区）且姓名读音相同', same: ['unit'], sounds: ['name'], weight: 50 },
  ],
  check: (r) => inOrder(r, 'from', 'to'),
})
