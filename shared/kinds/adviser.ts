import { defineKind } from '../definition/define-kind'
import { choice, date, longText, money, phone, ref, refs, rows, text } from '../definition/fields'
import { inOrder } from './parts/date-order'

export const adviserProfessions = { lawyer: '执业律师', legalWorker: '基层法律服务工作者' } as const

/** 村(社区)法律顾问, and the counsel of offices and departments (DOMAIN 1). Somebody who comes back is the same record. */
export const adviser = defineKind({
  name: 'adviser',
  label: '法律顾问',
  code: 'FG',
  version: 1,
  owner: 'street',
  lent: true,
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({
      label: '姓名',
      required: true,
      max: 40,
      search: true,
      index: true,
      measured: true,
      personal: 'named',
    }),
    unit: ref({
      label: '所属街道（区）',
      to: 'unit',
      levels: ['district', 'street'],
      required: true,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    profession: choice({
      label: '身份',
      required: true,
      options: adviserProfessions,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    licence: text({ label: '执业证号', max: 40, search: true, measured: true, personal: false }),
    firm: text({ label: '执业机构', max: 100, search: true, suggest: 'last', personal: false }),
    phone: phone({ label: '电话' }),
    villages: refs({
      label: '服务村（社区）',
      to: 'unit',
      levels: ['village', 'community'],
      measured: true,
    }),
    from: date({ label: '聘用开始日期', required: true, measured: true, suggest: 'today' }),
    to: date({ label: '聘用结束日期', measured: true }),
    contracts: rows({
      label: '聘用合同',
      fact: true,
      of: {
        number: text({ label: '合同编号', max: 60, personal: false, aliases: ['合同号'] }),
        client: text({
          label: '聘用单位',
          max: 100,
          personal: false,
          aliases: ['单位', '聘请单位', '聘用方'],
        }),
        from: date({
          label: '合同开始',
          required: true,
          fact: true,
          aliases: ['合同开始日期', '开始日期', '起始日期'],
        }),
        to: date({
          label: '合同结束',
          fact: true,
          aliases: ['合同结束日期', '结束日期', '终止日期', '到期日期'],
        }),
        villages: refs({ label: '服务村（社区）', to: 'unit', levels: ['village', 'community'], fact: true }),
        fee: money({ label: '服务费', aliases: ['服务费用', '顾问费', '费用', '合同金额'] }),
      },
    }),
    remarks: longText({ label: '备注' }),
  },
  form: [
    ['name', 'profession', 'licence'],
    ['unit', 'firm', 'phone'],
    ['villages'],
    ['from', 'to'],
    ['contracts'],
    ['remarks'],
  ],
  list: ['name', 'profession', 'firm', 'villages', 'phone', 'from', 'to'],
  filters: ['unit', 'profession'],
  sort: { field: 'name', descending: false },
  sorts: ['profession'],
  duplicates: [
    { label: '执业证号相同', same: ['licence'], weight: 80 },
    { label: '电话相同', same: ['phone'], weight: 60 },
    { label: '同街道（区）且姓名读音相同', same: ['unit'], sounds: ['name'], weight: 50 },
  ],
  check: (r) => inOrder(r, 'from', 'to'),
})
