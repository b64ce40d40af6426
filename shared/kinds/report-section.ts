import { defineKind } from '../definition/define-kind'
import { choice, count, longText, text } from '../definition/fields'

/** The reports whose account of the work a district may write section by section. */
export const sectionedReports = { annual: '年报' } as const

/**
 * 报表章节: one section of a report in the district's own words, with figures as placeholders. Where a report has any, they stand in
 * place of the program's own (the six sections of the reference).
 */
export const reportSection = defineKind({
  name: 'report-section',
  label: '报表章节',
  code: 'ZJ',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.heading ?? ''),
  fields: {
    report: choice({
      label: '报表',
      required: true,
      options: sectionedReports,
      index: true,
      suggest: 'last',
    }),
    order: count({ label: '次序', unit: '', required: true, index: true }),
    heading: text({
      label: '标题',
      required: true,
      max: 60,
      search: true,
      help: '不写（一）（二），程序按次序编号',
      personal: false,
    }),
    text: longText({
      label: '正文',
      required: true,
      max: 8000,
      search: true,
      help: '大括号里写统计项或指标的名称，打印时换成当期的数，写法同“报表用语”；每行为一段。登记章节后，年报的工作情况改用这些章节',
    }),
    remarks: longText({ label: '备注' }),
  },
  form: [['report', 'order'], ['heading'], ['text'], ['remarks']],
  list: ['report', 'order', 'heading'],
  filters: ['report'],
  sort: { field: 'order', descending: false },
  checkedBy: 'wording',
})
