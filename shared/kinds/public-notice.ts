import { defineKind } from '../definition/define-kind'
import { date, longText, rows, text } from '../definition/fields'
import { inOrder } from './parts/date-order'
import { privateName, recordDate, recordUnit, remarks } from './parts/ledger-fields'

/**
 * 公示: what an office puts up before it is final, for how long, and to whom one says what speaks against it (issue 15, C10). How
 * long a notice stays up is for the rule behind it to say, so both days are typed.
 */
export const publicNotice = defineKind({
  name: 'public-notice',
  label: '公示',
  code: 'GS',
  version: 1,
  owner: 'street',
  numbered: true,
  place: 'reference',
  title: (r) => `${r.date ?? ''} ${r.subject ?? ''}`.trim(),
  fields: {
    date: recordDate('发布日期'),
    unit: recordUnit('district'),
    subject: text({
      label: '公示事项',
      required: true,
      max: 100,
      search: true,
      personal: false,
      help: '接在“关于”后面、“的公示”前面，如拟命名民主法治示范村名单',
    }),
    content: longText({ label: '公示内容', required: true, max: 6000, search: true }),
    from: date({ label: '公示开始日期', required: true, index: true, suggest: 'today' }),
    to: date({ label: '公示结束日期', required: true, index: true }),
    office: text({
      label: '受理异议单位',
      required: true,
      max: 100,
      search: true,
      suggest: 'last',
      personal: false,
    }),
    // The office's own line, which the notice is there to tell everybody.
    hotline: text({ label: '异议热线', required: true, max: 40, suggest: 'last', personal: false }),
    address: text({ label: '来信寄往', max: 100, suggest: 'last', personal: false }),
    mailbox: text({ label: '电子邮箱', max: 60, suggest: 'last', personal: false }),
    place: text({ label: '公示位置', max: 100, suggest: 'last', personal: false, help: '公示栏、网站等' }),
    objections: rows({
      label: '异议',
      of: {
        date: date({ label: '收到日期', aliases: ['日期'] }),
        who: privateName({ label: '提出人', aliases: ['姓名'] }),
        what: text({ label: '异议内容', required: true, max: 500, personal: false, aliases: ['内容'] }),
        result: text({ label: '核实结果', max: 500, personal: false, aliases: ['结果', '处理结果'] }),
      },
    }),
    outcome: text({ label: '公示结果', max: 200, personal: false, help: '如公示期满，没有收到异议' }),
    remarks: remarks(),
  },
  form: [
    ['date', 'unit'],
    ['subject'],
    ['content'],
    ['from', 'to', 'place'],
    ['office', 'hotline'],
    ['address', 'mailbox'],
    ['objections'],
    ['outcome'],
    ['remarks'],
  ],
  list: ['date', 'unit', 'subject', 'from', 'to', 'outcome'],
  ledger: ['date', 'unit', 'subject', 'from', 'to', 'office', 'hotline', 'outcome'],
  filters: ['unit'],
  sort: { field: 'date', descending: true },
  forms: ['public-notice', 'public-notice-result'],
  check: (r) => inOrder(r, 'from', 'to'),
})
