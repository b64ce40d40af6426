import { AppError } from '../errors'
import { kindOf } from '../kinds'
import { REVIEW } from '../kinds/workflow'

/** Where a figure comes from in one kind: each record counts 1, or adds the value of a count field. */
export interface Source {
  readonly kind: string
  readonly add: 'each' | { readonly field: string }
  /** Under `once: 'linked'`: the field that names the record of another source this one may repeat. */
  readonly link?: string
}

/** A figure said once (口径): every report, statistic and click on a number uses this declaration. */
export interface Measure {
  readonly name: string
  readonly label: string
  /** The Chinese measure word: 场次, 人次, 份. */
  readonly word: string
  /** Raised when what is counted changes. */
  readonly version: number
  /** 口径 in words. */
  readonly meaning: string
  readonly over: readonly Source[]
  /** The date field a record is counted by, and the field that names its unit. */
  readonly by: 'date'
  readonly unit: 'unit'
  /**
   * `linked`: a record whose `link` names a living record of another source adds only what that record leaves empty.
   * The pair is counted once, and a number typed on only one of the two is not lost.
   */
  readonly once?: 'linked'
}

/** Declares a measure and checks it against the kinds. @throws Error at start-up when the declaration is wrong */
export function measure(declared: Omit<Measure, 'by' | 'unit'>): Measure {
  const whole: Measure = { ...declared, by: 'date', unit: 'unit' }
  for (const source of whole.over) {
    const { fields } = kindOf(source.kind)
    const used = [
      whole.by,
      whole.unit,
      ...(source.add === 'each' ? [] : [source.add.field]),
      source.link ?? whole.by,
      ...(fields[REVIEW] ? [REVIEW] : []),
    ]
    for (const key of used)
      if (!fields[key]?.measured) throw new Error(`${whole.name}: ${source.kind}.${key} is not measured`)
    if (source.link !== undefined && whole.once !== 'linked')
      throw new Error(`${whole.name}: a link without once`)
  }
  return whole
}

const activities = { kind: 'activity', add: 'each' } as const
const sessions = { kind: 'courtyard-session', add: 'each' } as const
const inActivities = (field: string): Source => ({ kind: 'activity', add: { field } })
const inSessions = (field: string): Source => ({
  kind: 'courtyard-session',
  add: { field },
  link: 'activity',
})

const pairOnce =
  '院坝会关联了活动的，以活动登记的数为准，活动未填的才计院坝会的数，同一场次不重复统计；草稿、作废和已删除的记录不计。'

/** Every figure of the reports, in the order people read them. */
export const measures: readonly Measure[] = [
  measure({
    name: 'events',
    label: '开展普法活动',
    word: '场次',
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
    version: 2,
    meaning: '日期在期内的普法宣传活动记录数，每条计1场次；草稿、作废和已删除的记录不计。',
    over: [activities],
  }),
  measure({
    name: 'sessions',
    label: '院坝会',
    word: '场次',
    version: 2,
    meaning: '日期在期内的院坝会记录数，每条计1场次，不论是否关联了活动；草稿、作废和已删除的记录不计。',
    over: [sessions],
  }),
  measure({
    name: 'attendance',
    label: '参加群众',
    word: '人次',
    version: 2,
    meaning: `日期在期内的活动“参加人数”与院坝会“参加人数”之和。${pairOnce}`,
    over: [inActivities('attendance'), inSessions('people')],
    once: 'linked',
  }),
  measure({
    name: 'leaflets',
    label: '发放宣传资料',
    word: '份',
    version: 2,
    meaning: `日期在期内的活动与院坝会“发放资料”之和，不含手册、展板、横幅。${pairOnce}`,
    over: [inActivities('leaflets'), inSessions('leaflets')],
    once: 'linked',
  }),
  measure({
    name: 'questions',
    label: '解答咨询',
    word: '人次',
    version: 2,
    meaning: `日期在期内的活动“现场咨询”与院坝会“解答咨询”之和。${pairOnce}`,
    over: [inActivities('questions'), inSessions('questions')],
    once: 'linked',
  }),
  measure({
    name: 'sms',
    label: '发送普法短信',
    word: '条',
    version: 2,
    meaning: '日期在期内的活动“宣传短信”之和；草稿、作废和已删除的记录不计。',
    over: [inActivities('sms')],
  }),
  measure({
    name: 'households',
    label: '院坝会参加户数',
    word: '户',
    version: 2,
    meaning: '日期在期内的院坝会“参加户数”之和，不论是否关联了活动；草稿、作废和已删除的记录不计。',
    over: [{ kind: 'courtyard-session', add: { field: 'households' } }],
  }),
]

const byName = new Map(measures.map((entry) => [entry.name, entry]))

/** The measure of this name. @throws AppError `measure.unknown` */
export function measureOf(name: string): Measure {
  const found = byName.get(name)
  if (!found) throw new AppError('measure.unknown', { measure: name })
  return found
}
