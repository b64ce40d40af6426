import { activity } from '../../kinds/activity'
import { type Measure, type MeasureSource, measure, source } from './define'

const activities = source({ kind: 'activity', add: 'each' })
const sessions = source({ kind: 'courtyard-session', add: 'each' })
const inActivities = (field: string): MeasureSource => source({ kind: 'activity', add: { field } })
const inSessions = (field: string): MeasureSource =>
  source({ kind: 'courtyard-session', add: { field }, link: 'activity' })

const activityLabel = (field: keyof typeof activity.fields): string => activity.fields[field].label

const pairOnce =
  '院坝会关联了活动的，以活动登记的数为准，活动未填的才计院坝会的数，同一场次不重复统计；草稿、作废和已删除的记录不计。'

/** What the teams did for publicity: activities and courtyard sessions. */
export const publicity: readonly Measure[] = [
  measure({
    name: 'events',
    label: '开展普法活动',
    word: '场次',
    group: 'publicity',
    version: 2,
    meaning:
      '日期在期内的普法宣传活动与院坝会之和，每条记录计1场次；院坝会关联了活动的，两条只计1场次；草稿、作废和已删除的记录不计。',
    over: [activities, { ...sessions, link: 'activity' }],
    once: 'linked',
  }),
  measure({
    name: 'activities',
    label: '普法宣传活动',
    word: '场次',
    group: 'publicity',
    version: 2,
    meaning: '日期在期内的普法宣传活动记录数，每条计1场次；草稿、作废和已删除的记录不计。',
    over: [activities],
  }),
  measure({
    name: 'sessions',
    label: '院坝会',
    word: '场次',
    group: 'publicity',
    version: 2,
    meaning: '日期在期内的院坝会记录数，每条计1场次，不论是否关联了活动；草稿、作废和已删除的记录不计。',
    over: [sessions],
  }),
  measure({
    name: 'attendance',
    label: '参加群众',
    word: '人次',
    group: 'publicity',
    version: 2,
    meaning: `日期在期内的活动“参加人数”与院坝会“参加人数”之和；同一人参加几次计几次，所以单位是人次。${pairOnce}`,
    over: [inActivities('attendance'), inSessions('people')],
    once: 'linked',
  }),
  ...(
    [
      ['mediaReports', '媒体报道', '篇', 'media'],
      ['onlineReads', '线上阅读量', '次', 'reads'],
      ['leadersAttending', '领导干部参加', '人次', 'leaders'],
    ] as const
  ).map(([name, label, word, field]) =>
    measure({
      name,
      label,
      word,
      group: 'publicity',
      version: 1,
      meaning: `日期在期内的普法宣传活动“${activityLabel(field)}”之和；草稿、作废和已删除的记录不计。`,
      over: [inActivities(field)],
    }),
  ),
  measure({
    name: 'leaflets',
    label: '发放宣传资料',
    word: '份',
    group: 'publicity',
    version: 2,
    meaning: `日期在期内的活动与院坝会“发放资料”之和，不含手册、展板、横幅。${pairOnce}`,
    over: [inActivities('leaflets'), inSessions('leaflets')],
    once: 'linked',
  }),
  measure({
    name: 'questions',
    label: '解答咨询',
    word: '人次',
    group: 'publicity',
    version: 2,
    meaning: `日期在期内的活动“现场咨询”与院坝会“解答咨询”之和；单独登记的法律咨询另计。${pairOnce}`,
    over: [inActivities('questions'), inSessions('questions')],
    once: 'linked',
  }),
  measure({
    name: 'sms',
    label: '发送普法短信',
    word: '条',
    group: 'publicity',
    version: 2,
    meaning: '日期在期内的活动“宣传短信”之和；草稿、作废和已删除的记录不计。',
    over: [inActivities('sms')],
  }),
  measure({
    name: 'households',
    label: '院坝会参加户数',
    word: '户',
    group: 'publicity',
    version: 2,
    meaning: '日期在期内的院坝会“参加户数”之和，不论是否关联了活动；草稿、作废和已删除的记录不计。',
    over: [source({ kind: 'courtyard-session', add: { field: 'households' } })],
  }),
  measure({
    name: 'constitutionLectures',
    label: '宪法宣讲活动',
    word: '次',
    group: 'publicity',
    version: 1,
    meaning:
      '日期在期内、形式为“讲座宣讲”、宣讲法律含“宪法”的普法宣传活动，每条计1次；草稿、作废和已删除的记录不计。',
    over: [source({ kind: 'activity', add: 'each', where: { form: ['lecture'], laws: ['constitution'] } })],
  }),
  measure({
    name: 'meetingStudies',
    label: '会前学法',
    word: '次',
    group: 'publicity',
    version: 1,
    meaning: '日期在期内、形式为“会前学法”的普法宣传活动，每条计1次；草稿、作废和已删除的记录不计。',
    over: [source({ kind: 'activity', add: 'each', where: { form: ['beforeMeeting'] } })],
  }),
  measure({
    name: 'officialStudies',
    label: '国家工作人员学法',
    word: '次',
    group: 'publicity',
    version: 1,
    meaning:
      '日期在期内、宣传对象含“机关”的普法宣传活动，每条计1次，会前学法也在其中；草稿、作废和已删除的记录不计。',
    over: [source({ kind: 'activity', add: 'each', where: { audience: ['office'] } })],
  }),
  measure({
    name: 'youthEvents',
    label: '青少年法治教育',
    word: '次',
    group: 'publicity',
    version: 1,
    meaning: '日期在期内、宣传对象含“学校”的普法宣传活动，每条计1次；草稿、作废和已删除的记录不计。',
    over: [source({ kind: 'activity', add: 'each', where: { audience: ['school'] } })],
  }),
  measure({
    name: 'youthAttendance',
    label: '青少年法治教育受众',
    word: '人次',
    group: 'publicity',
    version: 1,
    meaning: '日期在期内、宣传对象含“学校”的普法宣传活动“参加人数”之和；草稿、作废和已删除的记录不计。',
    over: [source({ kind: 'activity', add: { field: 'attendance' }, where: { audience: ['school'] } })],
  }),
  measure({
    name: 'dutiesDone',
    label: '完成普法责任',
    word: '项',
    group: 'publicity',
    version: 1,
    meaning: '完成日期在期内的普法责任，每项计1项；未填所属单位的和已删除的不计。',
    over: [source({ kind: 'responsibility-item', add: 'each', when: { by: 'doneOn' } })],
  }),
  measure({
    name: 'examined',
    label: '参加学法考试',
    word: '人',
    group: 'publicity',
    version: 1,
    meaning: '考试日期在期内的学法考试“参考人数”之和；已删除的记录不计。',
    over: [source({ kind: 'law-exam', add: { field: 'taken' } })],
  }),
  measure({
    name: 'caseStories',
    label: '编写以案释法案例',
    word: '个',
    group: 'publicity',
    version: 1,
    meaning: '编写日期在期内的以案释法案例，每条记录计1个；已删除的记录不计。',
    over: [source({ kind: 'case-story', add: 'each' })],
  }),
  measure({
    name: 'publicityFunds',
    label: '安排普法经费',
    word: '元',
    money: true,
    group: 'publicity',
    version: 1,
    meaning: '安排日期在期内的普法经费“安排金额”之和；已删除的记录不计。',
    over: [source({ kind: 'publicity-fund', add: { field: 'amount' } })],
  }),
  measure({
    name: 'villagesReached',
    label: '开展普法活动的村（社区）',
    word: '个',
    group: 'publicity',
    version: 1,
    meaning:
      '日期在期内有普法宣传活动或院坝会的村和社区，一个村（社区）不论开展几次都计1个；草稿、作废和已删除的记录不计。',
    levels: ['village', 'community'],
    over: [
      source({ kind: 'activity', add: { distinct: ['unit'] } }),
      source({ kind: 'courtyard-session', add: { distinct: ['unit'] } }),
    ],
  }),
]
