import { defineKind } from '../definition/define-kind'
import { choice, count, date, longText, phone, ref, rows, text, time } from '../definition/fields'
import { reviewFlow, reviewStatus } from '../definition/workflow'
import { demandCategories } from '../dictionaries/matter-options'

/** 院坝会: a publicity meeting held in a courtyard. Fields follow DOMAIN 2(b). */
export const courtyardSession = defineKind({
  name: 'courtyard-session',
  label: '院坝会',
  code: 'YB',
  version: 5,
  owner: 'street',
  numbered: true,
  place: 'daily',
  title: (r) => `${r.date ?? ''} ${r.courtyard ?? ''}`.trim(),
  fields: {
    date: date({ label: '日期', required: true, index: true, measured: true, suggest: 'today' }),
    unit: ref({
      label: '村（社区）',
      to: 'unit',
      levels: ['village', 'community'],
      required: true,
      index: true,
      measured: true,
      suggest: 'last',
    }),
    courtyard: text({
      label: '院坝（户主）',
      required: true,
      max: 60,
      search: true,
      suggest: 'lastHere',
      personal: 'named',
    }),
    chair: text({
      label: '主持人',
      required: true,
      max: 40,
      search: true,
      suggest: 'lastHere',
      personal: 'named',
    }),
    speaker: text({
      label: '主讲人',
      required: true,
      max: 40,
      search: true,
      suggest: 'last',
      personal: 'named',
    }),
    households: count({ label: '参加户数', unit: '户', required: true, measured: true }),
    people: count({ label: '参加人数', unit: '人', required: true, measured: true }),
    agenda: text({ label: '议题', required: true, max: 200, search: true, suggest: 'last', personal: false }),
    leaflets: count({ label: '发放资料', unit: '份', measured: true }),
    questions: count({ label: '解答咨询', unit: '人次', measured: true }),
    start: time({ label: '开始时间', required: true }),
    end: time({ label: '结束时间' }),
    team: ref({ label: '小分队', to: 'team', index: true, measured: true, suggest: 'lastHere', near: true }),
    monthlyTheme: ref({
      label: '月度主题',
      to: 'monthly-theme',
      index: true,
      measured: true,
      suggest: 'last',
    }),
    activity: ref({
      label: '所属活动',
      to: 'activity',
      near: true,
      index: true,
      measured: true,
      help: '这场院坝会如已另行登记为宣传活动，请选择该活动，人数和资料只统计一次',
    }),
    demands: rows({
      label: '群众诉求',
      of: {
        who: text({
          label: '诉求人',
          required: true,
          max: 40,
          mask: 'name',
          aliases: ['姓名', '诉求人姓名', '反映人', '群众姓名'],
        }),
        phone: phone({ label: '电话' }),
        what: text({
          label: '诉求内容',
          required: true,
          max: 500,
          personal: false,
          aliases: ['诉求', '内容', '反映内容', '反映问题', '问题'],
        }),
        category: choice({
          label: '类别',
          required: true,
          options: demandCategories,
          dictionary: 'demand',
          aliases: ['类型', '诉求类别', '诉求类型', '问题类别'],
        }),
        assignedTo: text({
          label: '交办给',
          max: 60,
          personal: 'named',
          aliases: ['交办单位', '承办单位', '承办人', '责任单位', '责任人'],
        }),
        due: date({ label: '办理期限', aliases: ['期限', '办结期限', '办理时限', '时限'] }),
        result: text({
          label: '办理结果',
          max: 500,
          personal: false,
          aliases: ['结果', '办理情况', '处理结果', '处理情况'],
        }),
        followUp: date({ label: '回访日期', aliases: ['回访', '回访时间'] }),
      },
    }),
    demandsDue: date({ label: '诉求最近办理期限', index: true }),
    summary: longText({ label: '小结', search: true, merge: 'keepBoth' }),
    remarks: longText({ label: '备注', merge: 'keepBoth' }),
    status: reviewStatus(),
  },
  form: [
    ['date', 'start', 'end'],
    ['unit', 'courtyard', 'team'],
    ['chair', 'speaker', 'agenda'],
    ['households', 'people'],
    ['leaflets', 'questions'],
    ['activity', 'monthlyTheme'],
    ['demands'],
    ['summary'],
    ['remarks'],
  ],
  groups: [
    { label: '时间地点', from: 'date' },
    { label: '人员内容', from: 'chair' },
    { label: '数字', from: 'households' },
    { label: '归属', from: 'activity' },
    { label: '群众诉求', from: 'demands', folded: true },
    { label: '小结备注', from: 'summary', folded: true },
  ],
  list: ['date', 'unit', 'courtyard', 'people', 'leaflets', 'questions'],
  filters: ['unit', 'team', 'status'],
  flows: [reviewFlow],
  forms: ['session-sign-in', 'session-minutes'],
  follow: { demands: ['consultation', 'mediation', 'wage-arrears-lead', 'legal-aid-case'] },
  sort: { field: 'date', descending: true },
  sorts: ['unit'],
  duplicates: [
    { label: '同村（社区）、同日、院坝读音相同', same: ['unit', 'date'], sounds: ['courtyard'], weight: 80 },
  ],
  totals: { demandsDue: { of: 'demands', earliest: 'due', unless: 'result' } },
  doubts: (r) =>
    typeof r.households === 'number' && typeof r.people === 'number' && r.people < r.households
      ? [{ field: 'people', reason: 'people.fewer-than-households' }]
      : [],
  check: (r) =>
    typeof r.start === 'string' && typeof r.end === 'string' && r.end < r.start
      ? [{ field: 'end', reason: 'time.before-start' }]
      : [],
})
