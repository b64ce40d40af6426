import { defineKind } from '../definition/define-kind'
import { choice, longText } from '../definition/fields'

/** The reports whose sentences a district may put into its own words, by name. */
export const wordedReports = {
  monthly: '月报',
  quarterly: '季报',
  'half-year': '半年报',
  annual: '年报',
} as const

/** The sentences of the reports, by key; a report has some of them. */
export const reportSentences = {
  lead: '开头（总体情况）',
  nothing: '零报告',
  services: '法律服务与矛盾纠纷',
  teams: '普法队伍',
  publicity: '普法宣传',
  aid: '法律咨询与法律援助',
  wages: '根治欠薪',
  disputes: '矛盾纠纷',
  honours: '示范创建',
  studies: '会前学法',
  counsel: '法律顾问',
} as const
export type SentenceKey = keyof typeof reportSentences

/** 报表用语: a sentence of a report in the district's own words, with figures as placeholders (issue 5). */
export const wordingTemplate = defineKind({
  name: 'wording-template',
  label: '报表用语',
  code: 'YU',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) =>
    `${wordedReports[r.report as keyof typeof wordedReports] ?? ''} ${reportSentences[r.sentence as SentenceKey] ?? ''}`.trim(),
  fields: {
    report: choice({ label: '报表', required: true, options: wordedReports, index: true, suggest: 'last' }),
    sentence: choice({ label: '段落', required: true, options: reportSentences, index: true }),
    text: longText({
      label: '表述',
      required: true,
      max: 2000,
      search: true,
      help: '大括号里写统计项的名称，打印时换成当期的数：{发放宣传资料} 为准确数，{发放宣传资料：余} 为“10万余”，{发放宣传资料：同比}、{发放宣传资料：环比} 为升降；{期}、{单位}、{年}、{普法规划} 按报表自身的内容。删去这条记录，即恢复原来的表述；已定稿的报表不变。',
    }),
    remarks: longText({ label: '备注' }),
  },
  form: [['report', 'sentence'], ['text'], ['remarks']],
  list: ['report', 'sentence', 'text'],
  filters: ['report', 'sentence'],
  sort: { field: 'report', descending: false },
  sorts: ['sentence'],
  duplicates: [{ label: '同一报表的同一段落', same: ['report', 'sentence'], weight: 90 }],
  checkedBy: 'wording',
})
