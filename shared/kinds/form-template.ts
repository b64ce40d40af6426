import { defineKind } from '../definition/define-kind'
import { choice, longText, text } from '../definition/fields'

/** The kinds that a district may write forms for, by name; a test holds their labels. */
export const formedKinds = {
  'courtyard-session': '院坝会',
  activity: '普法宣传活动',
  consultation: '法律咨询',
  'wage-arrears-lead': '欠薪线索',
  mediation: '矛盾纠纷',
  'legal-aid-case': '法律援助案件',
  'counsel-service': '法律顾问服务',
  'law-exam': '学法考试',
  'law-reader': '法律明白人',
  'responsibility-item': '普法责任清单',
} as const

/** 自定文书: a form of the district's own, by the means of those that come with the program (issue 15, C5). */
export const formTemplate = defineKind({
  name: 'form-template',
  label: '自定文书',
  code: 'WS',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({ label: '文书名称', required: true, max: 60, search: true, index: true, personal: false }),
    forKind: choice({ label: '用于', required: true, options: formedKinds, index: true, suggest: 'last' }),
    text: longText({
      label: '内容',
      required: true,
      max: 12000,
      search: true,
      help: '大括号里写登记表上的名称，如 {申请人}，打印时换成登记的内容；{本单位}、{编号}、{今天}、{普法规划} 也可以写。一行里用“｜”隔开的是表格的一行：名称｜{内容}｜名称｜{内容}。“标题：”“居中：”“顶格：”“落款：单位｜日期”“表头：”“表行：”“空表：10｜序号｜姓名”“明细：{名单}｜{列}”各按相应的版式排列，其余每行为一段。',
    }),
    remarks: longText({ label: '备注' }),
  },
  form: [['name', 'forKind'], ['text'], ['remarks']],
  list: ['name', 'forKind'],
  filters: ['forKind'],
  sort: { field: 'name', descending: false },
  sorts: ['forKind'],
  duplicates: [{ label: '用于同一种记录且名称相同', same: ['forKind', 'name'], weight: 90 }],
  formFields: { kind: 'forKind', title: 'name', text: 'text' },
  checkedBy: 'form',
})
