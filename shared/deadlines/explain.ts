import { addDays, weekday, yearOf } from '../dates'
import type { Calendar, RestReason } from './calendar'
import { deadlineOf, type Pause, type Step } from './compute'
import type { Rule, Unit } from './rule'

const unitWords: Readonly<Record<Unit, string>> = {
  hour: '小时',
  day: '日',
  workday: '个工作日',
  month: '个月',
  year: '年',
}

const restWords: Readonly<Record<RestReason, string>> = { weekend: '周末', holiday: '法定节假日' }

/** Of a last day shortly before a year whose notice is missing. */
export const unsettledText = '次年放假安排公布后可能变动'

/** How long a rule is, as people say it: 7日, 60个工作日, 1个月. */
export function lengthText(rule: Rule): string {
  return `${rule.length}${unitWords[rule.unit]}`
}

/**
 * 「计算依据」: the way from `start` to the last day in plain sentences: what counts, what is skipped and why, the
 * last day, the law. Arguments as for `deadlineOf`. @throws RangeError when `start` is no date.
 */
export function explain(rule: Rule, start: string, calendar: Calendar, pause?: Pause): readonly string[] {
  const deadline = deadlineOf(rule, start, calendar, pause)
  const end =
    deadline.due === null
      ? `到期日暂时不能确定，但不会早于${dayText(deadline.earliest ?? start)}。`
      : `到期日：${dayText(deadline.due)}${deadline.time ?? ''}。`
  return [
    ...deadline.steps.map((step) => sentence(step, rule)),
    end,
    `${rule.law === '' ? '' : `依据：${lawText(rule)}。`}这是${rule.whose}的期限。`,
    ...settingText(rule),
    ...ownCalendars(deadline.steps, calendar),
    ...(rule.note ? [rule.note] : []),
  ]
}

/** That it is the district that counts so, or that its setting is not followed. */
function settingText({ setting, ignored, ...rule }: Rule): readonly string[] {
  const basisText = (basis: string): string => (basis === '' ? '' : `（${basis}）`)
  return [
    ...(setting
      ? [`本区自${dayText(setting.from)}起按${lengthText(rule)}计算${basisText(setting.basis)}。`]
      : []),
    ...(ignored
      ? [
          `本区登记的期限设置（${dayText(ignored.from)}启用）${basisText(ignored.basis)}未予采用：该期限由法律规定，地方不得变更。`,
        ]
      : []),
  ]
}

/** The years whose working days the district has entered itself, among those that decide this deadline. */
function ownCalendars(steps: readonly Step[], calendar: Calendar): readonly string[] {
  const dates = steps.flatMap((step) => ('to' in step ? [step.from, step.to] : [step.date]))
  const years = [...new Set(dates.map(yearOf))].sort((a, b) => a - b)
  return years.flatMap((year) => {
    const notice = calendar.years[year]?.byDistrict
    if (notice === undefined) return []
    return [`${year}年的放假安排按本区登记的计算${notice === '' ? '' : `（${notice}）`}。`]
  })
}

/** 《法律援助法》第四十三条第一款; a law whose name holds 《》 gets single marks inside. */
function lawText(rule: Rule): string {
  return `《${rule.law.replaceAll('《', '〈').replaceAll('》', '〉')}》${rule.article}`
}

function sentence(step: Step, rule: Rule): string {
  switch (step.step) {
    case 'start':
      return startSentence(step.date, step.time, rule)
    case 'counted':
      return countedSentence(step.from, step.to, step.days, step.makeUp, rule.unit)
    case 'skipped':
      return `${spanText(step.from, step.to)}为${restWords[step.reason]}，不计入。`
    case 'corresponding':
      return step.monthEnd
        ? `${lengthText(rule)}后的那个月没有相同的日期，以月末${dayText(step.date)}为最后一日（民法典第二百零二条）。`
        : `${lengthText(rule)}后的对应日是${dayText(step.date)}（民法典第二百零二条）。`
    case 'hours':
      return step.time === undefined
        ? `没有填写时刻，只能推算到日：${lengthText(rule)}到${dayText(step.date)}的同一时刻为止。`
        : `连续计算${lengthText(rule)}，节假日不扣除，到${dayText(step.date)}${step.time}为止。`
    case 'back':
      return `倒算${lengthText(rule)}为${dayText(step.date)}；从${dayText(addDays(step.date, 1))}起已不足${lengthText(rule)}。`
    case 'typed':
      return `${rule.label}：记录上登记的期限是${dayText(step.date)}。`
    case 'paused':
      return `${spanText(step.from, step.to)}，共${step.days}日，等待补正，不计入。`
    case 'rolled':
      return `${spanText(step.from, step.to)}是${restWords[step.reason]}，最后一日顺延到其后的第一个工作日（民法典第二百零三条）。`
    case 'workingWeekend':
      return `${dayText(step.date)}是调休上班日，不再顺延。`
    case 'unknown':
      return `日历未更新：还没有${step.year}年的放假安排，从${dayText(step.date)}起不能判断是不是工作日。`
    case 'unsettled':
      return `${unsettledText}：${step.year}年元旦的放假和调休可能用到${step.year - 1}年12月底的日子。`
  }
}

function startSentence(date: string, time: string | undefined, rule: Rule): string {
  if (rule.counts === 'back') return `${rule.label}：时效或者期限于${dayText(date)}届满。`
  if (rule.unit === 'hour')
    return `${rule.label}：自${dayText(date)}${time ?? ''}起计算（民法典第二百零一条）。`
  return `${rule.label}：起点是${dayText(date)}，当日不计入，自下一日起计算（民法典第二百零一条）。`
}

function countedSentence(
  from: string,
  to: string,
  days: number,
  makeUp: readonly string[],
  unit: Unit,
): string {
  if (unit === 'day') return `${spanText(from, to)}，共${days}日，中间的周末和节假日都计入。`
  const worked = makeUp.length > 0 ? `，其中${makeUp.map(dayText).join('、')}调休上班` : ''
  return `${spanText(from, to)}，计${days}个工作日${worked}。`
}

/** 2024年2月9日(周五). */
function dayText(date: string): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日（周${'一二三四五六日'[weekday(date) - 1]}）`
}

function spanText(from: string, to: string): string {
  return from === to ? dayText(from) : `${dayText(from)}至${dayText(to)}`
}
