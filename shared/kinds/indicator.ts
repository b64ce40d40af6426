import { defineKind } from '../definition/define-kind'
import { choice, count, date, longText, ref, text } from '../definition/fields'
import type { FieldProblem } from '../errors'
import type { Body } from '../shapes'

/** How the values of months and units add up. A share is of two other indicators. */
export const indicatorSums = {
  sum: '各期各单位相加',
  last: '取最近一期，各单位相加',
  mean: '各期各单位平均',
  share: '两项指标相除（%）',
} as const

/** Whose computer fills it, a value for each such unit. */
export const indicatorFillers = { village: '村（社区）', street: '街道', district: '区级' } as const

export const indicatorRhythms = { month: '每月', quarter: '每季度', half: '每半年', year: '每年' } as const

/** What a placeholder is made of can not stand in the name that it names. */
const MARKS = /[{}:\uff5b\uff5d\uff1a]/

/** 指标: a number that the district asks for and that no record here yields (issue 15 C1; the reference's 义警, 小微贷 …). */
export const indicator = defineKind({
  name: 'indicator',
  label: '指标',
  code: 'ZB',
  version: 1,
  owner: 'district',
  numbered: false,
  place: 'reference',
  title: (r) => String(r.name ?? ''),
  fields: {
    name: text({
      label: '指标名称',
      required: true,
      max: 60,
      search: true,
      index: true,
      help: '在报表用语中写 {指标名称}，打印时换成当期的数',
      personal: false,
    }),
    word: text({
      label: '计量单位',
      max: 10,
      suggest: 'last',
      help: '如 次、件、万元、%',
      personal: false,
    }),
    section: text({
      label: '所属板块',
      max: 40,
      index: true,
      search: true,
      suggest: 'last',
      personal: false,
    }),
    adds: choice({ label: '汇总方式', required: true, options: indicatorSums, index: true }),
    places: count({
      label: '小数位数',
      unit: '位',
      adds: false,
      max: 4,
      help: '平均数和比率保留的位数，不填为 2 位；其他按填报的数打印',
    }),
    part: ref({ label: '分子', to: 'indicator', index: true, help: '只有两项指标相除的要选' }),
    whole: ref({ label: '分母', to: 'indicator', index: true }),
    filledBy: choice({
      label: '填报单位',
      required: true,
      options: indicatorFillers,
      index: true,
      suggest: 'last',
    }),
    every: choice({
      label: '填报频次',
      required: true,
      options: indicatorRhythms,
      suggest: 'last',
      help: '比率由程序计算，无须填报；这两项与分子一致即可',
    }),
    source: text({ label: '数据来源', max: 100, search: true, suggest: 'last', personal: false }),
    meaning: longText({ label: '口径说明', search: true }),
    order: count({ label: '排序', fact: true, unit: '' }),
    until: date({ label: '停用日期', fact: true, help: '从这一天起不再填报，以前的数据照常统计' }),
    remarks: longText({ label: '备注' }),
  },
  form: [
    ['name', 'word', 'section'],
    ['adds', 'places'],
    ['part', 'whole'],
    ['filledBy', 'every'],
    ['source'],
    ['meaning'],
    ['order', 'until'],
    ['remarks'],
  ],
  groups: [
    { label: '指标', from: 'name' },
    { label: '比率的两项', from: 'part', folded: true },
    { label: '填报', from: 'filledBy' },
    { label: '其他', from: 'order', folded: true },
  ],
  list: ['name', 'word', 'section', 'adds', 'filledBy', 'every'],
  filters: ['section', 'adds', 'filledBy'],
  sort: { field: 'name', descending: false },
  unique: [['name']],
  check: (r) => [...nameProblems(r), ...shareProblems(r)],
  checkedBy: 'indicator',
})

function nameProblems({ name }: Body): readonly FieldProblem[] {
  return typeof name === 'string' && MARKS.test(name) ? [{ field: 'name', reason: 'indicator.marks' }] : []
}

/** A share is made of two others. */
function shareProblems(r: Body): readonly FieldProblem[] {
  if (r.adds !== 'share') return []
  return ['part', 'whole'].filter((key) => !r[key]).map((field) => ({ field, reason: 'required' }))
}
