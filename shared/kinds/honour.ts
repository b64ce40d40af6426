import { defineKind } from '../definition/define-kind'
import { choice, date, longText, text } from '../definition/fields'
import { inOrder } from './parts/date-order'
import { recordDate, village } from './parts/ledger-fields'

/** 全国民主法治示范村（社区） is named by 司法部 and 民政部, the others by their level's offices. */
export const honourLevels = { nation: '全国', province: '省级', city: '市级', county: '县级' } as const

/** 民主法治示范村(社区): an honour that a village or community was given, and perhaps lost (DOMAIN 1). */
export const honour = defineKind({
  name: 'honour',
  label: '民主法治示范村（社区）',
  code: 'RY',
  version: 2,
  owner: 'street',
  numbered: false,
  place: 'reference',
  title: (r, nameOf) =>
    [
      `${typeof r.unit === 'string' ? nameOf(r.unit) : ''} `,
      `${honourLevels[r.level as keyof typeof honourLevels] ?? ''}民主法治示范村（社区）`,
      typeof r.batch === 'string' && r.batch !== '' ? `（${r.batch}）` : '',
    ]
      .join('')
      .trim(),
  fields: {
    unit: village(),
    level: choice({ label: '级别', required: true, options: honourLevels, index: true, measured: true }),
    batch: text({ label: '批次', help: '如第二批', max: 40, search: true, suggest: 'last', personal: false }),
    date: recordDate('命名日期'),
    document: text({ label: '命名文件', max: 100, search: true, suggest: 'last', personal: false }),
    revokedOn: date({ label: '撤销日期', measured: true }),
    remarks: longText({ label: '备注' }),
  },
  form: [['unit', 'level', 'date'], ['batch', 'document'], ['revokedOn'], ['remarks']],
  list: ['date', 'unit', 'level', 'batch', 'revokedOn'],
  filters: ['unit', 'level'],
  sort: { field: 'date', descending: true },
  sorts: ['unit', 'level'],
  check: (r) => inOrder(r, 'date', 'revokedOn'),
})
