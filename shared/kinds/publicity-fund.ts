import { defineKind } from '../definition/define-kind'
import { choice, longText, money, text } from '../definition/fields'
import { recordDate, recordUnit } from './parts/ledger-fields'

export const fundKinds = { budget: '预算安排', special: '专项经费', other: '其他' } as const

/** 普法经费: what was set aside for legal publicity, and what was spent (法治宣传教育法, chapter 保障与监督). */
export const publicityFund = defineKind({
  name: 'publicity-fund',
  label: '普法经费',
  code: 'JF',
  version: 1,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r) => `${r.date ?? ''} ${r.purpose ?? ''}`.trim(),
  fields: {
    date: recordDate('安排日期'),
    unit: recordUnit('district'),
    source: choice({ label: '经费来源', required: true, options: fundKinds, index: true, suggest: 'last' }),
    purpose: text({
      label: '用途',
      required: true,
      max: 100,
      search: true,
      suggest: 'last',
      personal: false,
    }),
    amount: money({ label: '安排金额', required: true, measured: true }),
    spent: money({ label: '已使用金额', measured: true }),
    document: text({ label: '依据文件', max: 100, search: true, personal: false }),
    remarks: longText({ label: '备注' }),
  },
  form: [['date', 'unit', 'source'], ['purpose', 'document'], ['amount', 'spent'], ['remarks']],
  list: ['date', 'unit', 'source', 'purpose', 'amount', 'spent'],
  filters: ['unit', 'source'],
  mainAmount: 'amount',
  sort: { field: 'date', descending: true },
})
