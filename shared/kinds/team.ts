import { defineKind } from '../definition/define-kind'
import { date, longText, phone, ref, text } from '../definition/fields'
import { inOrder } from './parts/date-order'

/** 普法小分队: the village's publicity team (DOMAIN 1). Its members are records of the kind `person`. */
export const team = defineKind({
  name: 'team',
  label: '普法小分队',
  code: 'XD',
  version: 2,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({
      label: '队名',
      aliases: ['名称', '小分队名称'],
      required: true,
      max: 60,
      search: true,
      index: true,
      personal: false,
    }),
    unit: ref({
      label: '村（社区）',
      to: 'unit',
      levels: ['village', 'community'],
      required: true,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    captain: text({
      label: '队长',
      aliases: ['负责人'],
      required: true,
      max: 40,
      search: true,
      personal: 'named',
    }),
    captainPhone: phone({ label: '队长电话' }),
    foundedOn: date({ label: '成立日期', measured: true }),
    dissolvedOn: date({ label: '撤销日期', measured: true }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'unit'], ['captain', 'captainPhone'], ['foundedOn', 'dissolvedOn'], ['remarks']],
  list: ['name', 'unit', 'captain', 'captainPhone'],
  filters: ['unit'],
  sort: { field: 'name', descending: false },
  sorts: ['unit'],
  duplicates: [{ label: '同村（社区）且队名读音相同', same: ['unit'], sounds: ['name'], weight: 80 }],
  check: (r) => inOrder(r, 'foundedOn', 'dissolvedOn'),
})
