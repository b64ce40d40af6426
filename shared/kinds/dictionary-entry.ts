import { defineKind } from './define'
import { choice, count, flag, longText, text } from './fields'

/** The enumerations that a district may extend with words of its own. */
export const dictionaries = {
  activityForm: '活动形式',
  audience: '宣传对象',
  law: '宣讲法律',
  topic: '宣传专题',
  demand: '群众诉求类别',
  consultation: '咨询类别',
  dispute: '纠纷类型',
  arrearsCause: '欠薪原因',
  leadConclusion: '欠薪办理结论',
  industry: '所属行业',
  applicantGroup: '人员类别',
  closingManner: '结案方式',
} as const

/** 字典项: one word that the district adds to an enumeration. */
export const dictionaryEntry = defineKind({
  name: 'dictionary-entry',
  label: '字典项',
  code: 'ZD',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.label ?? ''),
  fields: {
    dictionary: choice({
      label: '所属字典',
      required: true,
      options: dictionaries,
      index: true,
      suggest: 'last',
    }),
    value: text({
      label: '代码',
      required: true,
      max: 40,
      index: true,
      help: '英文字母或数字,定下后不要再改:记录里存的是它',
    }),
    label: text({ label: '名称', required: true, max: 40, search: true }),
    order: count({ label: '排序', unit: '' }),
    retired: flag({ label: '停用', help: '停用后不能再选,已用过的记录照常显示' }),
    remarks: longText({ label: '备注' }),
  },
  form: [['dictionary'], ['value', 'label'], ['order', 'retired'], ['remarks']],
  list: ['dictionary', 'label', 'value', 'order', 'retired'],
  filters: ['dictionary'],
  sort: { field: 'dictionary', descending: false },
})
