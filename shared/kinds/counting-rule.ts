import { defineKind } from '../definition/define-kind'
import { date, longText, text } from '../definition/fields'

/**
 * 上报口径: from which day on the district lets only what was approved into its figures and into the ledgers that go up. Without
 * an entry what was submitted counts, and so does what was sent back. Of several entries the earliest one holds.
 */
export const countingRule = defineKind({
  name: 'counting-rule',
  label: '上报口径',
  code: 'KJ',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => `${r.from ?? ''}起只计已审核的`,
  fields: {
    from: date({
      label: '启用日期',
      required: true,
      index: true,
      help: '日期在这一天及以后的记录，审核通过后才计入统计、报表和上报的台账；以前的不变。删去这条记录，即恢复为提交后计入',
    }),
    basis: text({ label: '依据文件', max: 100, search: true, personal: false }),
    remarks: longText({ label: '备注' }),
  },
  form: [['from', 'basis'], ['remarks']],
  list: ['from', 'basis'],
  filters: [],
  sort: { field: 'from', descending: true },
  unique: [['from']],
})
