import { defineKind } from '../definition/define-kind'
import { choice, count, longText, ref, text } from '../definition/fields'
import { reviewFlow, reviewStatus } from '../definition/workflow'
import { counselServices, counselWays } from '../dictionaries/service-options'
import { recordDate, recordUnit, remarks } from './parts/ledger-fields'

/** 法律顾问服务: one visit, one row. Fields follow DOMAIN 2(g). */
export const counselService = defineKind({
  name: 'counsel-service',
  label: '法律顾问服务',
  code: 'GW',
  version: 4,
  owner: 'street',
  numbered: true,
  place: 'daily',
  title: (r) => `${r.date ?? ''} ${r.client ?? ''}`.trim(),
  fields: {
    date: recordDate('服务日期'),
    unit: recordUnit('district'),
    adviser: ref({
      label: '法律顾问',
      to: 'adviser',
      required: true,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    client: text({
      label: '服务单位',
      aliases: ['服务村'],
      required: true,
      max: 100,
      search: true,
      measured: true,
      suggest: 'lastHere',
      personal: false,
    }),
    service: choice({
      label: '服务类别',
      required: true,
      options: counselServices,
      dictionary: 'counselService',
      index: true,
      measured: true,
      suggest: 'last',
    }),
    way: choice({ label: '服务方式', options: counselWays, index: true, measured: true, suggest: 'last' }),
    minutes: count({ label: '服务时长', unit: '分钟', measured: true }),
    confirmedBy: text({ label: '村（单位）确认人', max: 40, personal: 'named' }),
    object: text({ label: '服务对象', max: 100, search: true, suggest: 'lastHere', personal: 'named' }),
    content: longText({ label: '服务内容', aliases: ['内容'], max: 4000, search: true }),
    result: longText({ label: '服务结果', max: 4000, search: true }),
    documents: count({ label: '审查文件', unit: '件', measured: true }),
    people: count({ label: '服务人数', aliases: ['人数'], unit: '人', measured: true }),
    remarks: remarks(),
    status: reviewStatus(),
  },
  form: [
    ['date', 'unit', 'adviser'],
    ['client', 'service', 'object'],
    ['way', 'minutes', 'confirmedBy'],
    ['content'],
    ['result'],
    ['documents', 'people'],
    ['remarks'],
  ],
  list: ['date', 'unit', 'adviser', 'client', 'service', 'documents', 'status'],
  ledger: ['date', 'unit', 'adviser', 'client', 'service', 'way', 'minutes', 'content', 'confirmedBy'],
  filters: ['unit', 'adviser', 'service', 'status'],
  sort: { field: 'date', descending: true },
  sorts: ['unit', 'adviser', 'service', 'status'],
  duplicates: [
    { label: '同一顾问同日为同一单位做同类服务', same: ['adviser', 'date', 'client', 'service'], weight: 70 },
  ],
  flows: [reviewFlow],
  forms: ['counsel-diary'],
})
