import { defineKind } from '../definition/define-kind'
import { choice, count, longText, text } from '../definition/fields'

/** The kinds whose records end on a day of theirs and are kept so many years from then on, by name; a test holds their labels. */
export const keptKinds = {
  'courtyard-session': '院坝会',
  activity: '普法宣传活动',
  consultation: '法律咨询',
  'wage-arrears-lead': '欠薪线索',
  mediation: '矛盾纠纷',
  'legal-aid-case': '法律援助案件',
  'counsel-service': '法律顾问服务',
  'law-exam': '学法考试',
} as const

/**
 * 保存期限: how many years the district keeps the records of a kind after they are closed (个人信息保护法 19, 47). What is due is
 * listed; a person erases it, never the program.
 */
export const retentionRule = defineKind({
  name: 'retention-rule',
  label: '保存期限',
  code: 'BQ',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => `${keptKinds[r.forKind as keyof typeof keptKinds] ?? ''}保存${r.years ?? ''}年`,
  fields: {
    forKind: choice({ label: '用于', required: true, options: keptKinds, index: true }),
    years: count({
      label: '保存年限',
      unit: '年',
      adds: false,
      required: true,
      max: 100,
      help: '从办结之日起算；没有办结日期的，从活动或接待之日起算。期满的只列出，由区级管理员决定是否清除',
    }),
    basis: text({ label: '依据文件', max: 100, search: true, personal: false }),
    remarks: longText({ label: '备注' }),
  },
  form: [['forKind', 'years'], ['basis'], ['remarks']],
  list: ['forKind', 'years', 'basis'],
  filters: ['forKind'],
  sort: { field: 'forKind', descending: false },
  unique: [['forKind']],
})
