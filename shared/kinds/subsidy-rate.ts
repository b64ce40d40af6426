import { defineKind } from '../definition/define-kind'
import { choice, date, longText, money, text } from '../definition/fields'
import { caseTypes, serviceForms } from '../dictionaries/legal-aid-options'
import { inOrder } from './parts/date-order'

/** 补贴标准: what a legal-aid case is paid; cities and counties set their own (DOMAIN 2d). */
export const subsidyRate = defineKind({
  name: 'subsidy-rate',
  label: '补贴标准',
  code: 'BT',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '补贴项目', required: true, max: 60, search: true, index: true, personal: false }),
    caseType: choice({ label: '案件类型', options: caseTypes, index: true }),
    serviceForm: choice({ label: '援助形式', options: serviceForms }),
    amount: money({ label: '每件补贴', adds: false, required: true }),
    from: date({ label: '执行日期', required: true }),
    to: date({ label: '停止日期' }),
    basis: text({ label: '依据文件', max: 100, search: true, personal: false }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'amount'], ['caseType', 'serviceForm'], ['from', 'to'], ['basis'], ['remarks']],
  list: ['name', 'caseType', 'amount', 'from', 'to'],
  filters: ['caseType'],
  mainAmount: 'amount',
  toldApartBy: ['caseType', 'serviceForm', 'amount', 'from', 'to'],
  sort: { field: 'name', descending: false },
  sorts: ['caseType'],
  check: (r) => inOrder(r, 'from', 'to'),
})
