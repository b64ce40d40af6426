import { defineKind } from '../definition/define-kind'
import { date, flag, longText, text } from '../definition/fields'

/**
 * 上报设置: how a district treats what it signs off and hands up, from a day on. Nothing of it is assumed: a district that says
 * nothing marks no page and locks no month.
 */
export const upwardSetting = defineKind({
  name: 'upward-setting',
  label: '上报设置',
  code: 'SB',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => `${String(r.from ?? '')}起的上报设置`,
  fields: {
    from: date({
      label: '启用日期',
      required: true,
      index: true,
      help: '从这一天起按此办理，直到下一条启用',
    }),
    locks: flag({
      label: '定稿后锁定',
      help: '报表定稿后，所统计的数字、日期、单位和去留不能再改，也不能补登；文字仍可更正。U盘交来的记录照常收入，在“与已上报差异”里列出。',
    }),
    marks: flag({
      label: '上报件加注内部资料',
      help: '上报的报表、台账、记录在页眉印“内部资料 注意保密”；不选则不印',
    }),
    basis: text({ label: '依据文件', max: 100, search: true, personal: false }),
    remarks: longText({ label: '备注' }),
  },
  form: [['from'], ['locks', 'marks'], ['basis'], ['remarks']],
  list: ['from', 'locks', 'marks', 'basis'],
  filters: [],
  sort: { field: 'from', descending: true },
  unique: [['from']],
})
