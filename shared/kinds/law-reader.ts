import { defineKind } from '../definition/define-kind'
import { choice, date, longText, phone, text } from '../definition/fields'
import { assessments, educations, politicalFaces, readerRoles, sexes } from '../dictionaries/people-options'
import { inOrder } from './parts/date-order'
import { village } from './parts/ledger-fields'

/** 法律明白人: at least three in every 行政村 by 2025 (DOMAIN 1). */
export const lawReader = defineKind({
  name: 'law-reader',
  label: '法律明白人',
  code: 'MB',
  version: 2,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '姓名', required: true, max: 40, search: true, index: true, personal: 'named' }),
    unit: village(),
    sex: choice({ label: '性别', options: sexes }),
    bornIn: text({ label: '出生年月', max: 7, personal: false, help: '如 1968-05' }),
    politics: choice({ label: '政治面貌', options: politicalFaces }),
    education: choice({ label: '文化程度', options: educations }),
    role: choice({ label: '身份', options: readerRoles, suggest: 'last' }),
    phone: phone({ label: '电话' }),
    certificate: text({ label: '证书编号', max: 40, search: true, personal: false }),
    from: date({ label: '认定日期', required: true, measured: true, suggest: 'today' }),
    to: date({ label: '移出日期', measured: true }),
    training: text({ label: '培训情况', max: 200, personal: false }),
    trainedOn: date({ label: '最近培训日期' }),
    assessment: choice({ label: '考核结果', options: assessments }),
    deeds: longText({
      label: '参与活动',
      max: 2000,
      search: true,
      help: '法治宣传、纠纷化解、引导法律服务等',
    }),
    remarks: longText({ label: '备注' }),
  },
  form: [
    ['name', 'unit', 'phone'],
    ['sex', 'bornIn', 'politics'],
    ['education', 'role'],
    ['certificate', 'from', 'to'],
    ['training', 'trainedOn', 'assessment'],
    ['deeds'],
    ['remarks'],
  ],
  list: ['name', 'unit', 'certificate', 'phone', 'from', 'to'],
  ledger: [
    ...['name', 'unit', 'sex', 'bornIn', 'politics', 'education', 'role', 'certificate', 'from'],
    ...['training', 'assessment', 'deeds'],
  ],
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
