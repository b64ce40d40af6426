import { defineKind } from '../definition/define-kind'
import { choice, choices, longText, text } from '../definition/fields'
import { audiences, laws } from '../dictionaries/activity-options'
import { recordDate, recordUnit } from './parts/ledger-fields'

export const caseSources = {
  court: '司法裁判',
  enforcement: '行政执法',
  mediation: '人民调解',
  aid: '法律援助',
  notary: '公证仲裁',
  other: '其他',
} as const

/** 以案释法案例: a case told so that people learn the law from it; whoever was part of it stays out of it. */
export const caseStory = defineKind({
  name: 'case-story',
  label: '以案释法案例',
  code: 'AL',
  version: 1,
  owner: 'street',
  numbered: true,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    date: recordDate('编写日期'),
    unit: recordUnit('district'),
    name: text({ label: '案例名称', required: true, max: 100, search: true, personal: false }),
    source: choice({ label: '案例来源', required: true, options: caseSources, index: true, measured: true }),
    laws: choices({ label: '涉及法律', options: laws, dictionary: 'law', fact: true }),
    audience: choices({ label: '适用对象', options: audiences, dictionary: 'audience', fact: true }),
    facts: longText({ label: '基本案情', max: 4000, search: true }),
    lesson: longText({ label: '释法说理', max: 4000, search: true }),
    author: text({ label: '编写单位', max: 100, search: true, suggest: 'last', personal: false }),
    publishedIn: text({ label: '发布渠道', max: 200, search: true, personal: false }),
    remarks: longText({ label: '备注' }),
  },
  form: [
    ['date', 'unit', 'source'],
    ['name', 'author'],
    ['laws', 'audience'],
    ['facts'],
    ['lesson'],
    ['publishedIn'],
    ['remarks'],
  ],
  list: ['date', 'unit', 'name', 'source', 'author'],
  filters: ['unit', 'source'],
  sort: { field: 'date', descending: true },
})
