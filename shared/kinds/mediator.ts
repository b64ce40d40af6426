import { defineKind } from '../definition/define-kind'
import { choice, date, flag, longText, phone, ref, text } from '../definition/fields'
import { educations, sexes } from '../dictionaries/people-options'
import { inOrder } from './parts/date-order'
import { recordUnit } from './parts/ledger-fields'

/** 人民调解员: members of a committee and those it retains (人民调解法第十三条, 第十四条). */
export const mediator = defineKind({
  name: 'mediator',
  label: '人民调解员',
  code: 'TY',
  version: 1,
  owner: 'street',
  lent: true,
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '姓名', required: true, max: 40, search: true, index: true, personal: 'named' }),
    unit: recordUnit('district'),
    committee: ref({ label: '调解组织', to: 'mediation-committee', index: true, suggest: 'last' }),
    sex: choice({ label: '性别', options: sexes }),
    bornIn: text({ label: '出生年月', max: 7, personal: false, help: '如 1968-05' }),
    education: choice({ label: '文化程度', options: educations }),
    fullTime: flag({ label: '专职' }),
    certificate: text({ label: '证书编号', max: 40, search: true, personal: false }),
    phone: phone({ label: '电话' }),
    from: date({ label: '推选（聘任）日期', required: true, measured: true, suggest: 'today' }),
    to: date({ label: '离任日期', measured: true }),
    training: text({ label: '培训情况', max: 200, personal: false }),
    remarks: longText({ label: '备注' }),
  },
  form: [
    ['name', 'unit', 'committee'],
    ['sex', 'bornIn', 'education'],
    ['fullTime', 'certificate', 'phone'],
    ['from', 'to'],
    ['training'],
    ['remarks'],
  ],
  list: ['name', 'unit', 'committee', 'fullTime', 'phone', 'from', 'to'],
  filters: ['unit', 'committee'],
  sort: { field: 'name', descending: false },
  duplicates: [
    { label: '电话相同', same: ['phone'], weight: 60 },
    { label: '同单位且姓名读音相同', same: ['unit'], sounds: ['name'], weight: 50 },
  ],
  check: (r) => inOrder(r, 'from', 'to'),
})
