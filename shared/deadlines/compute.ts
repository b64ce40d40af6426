import { addDays, addMonths, dayNumber, yearOf } from '../dates'
import {
  type Calendar,
  dayKind,
  isMakeUpDay,
  isUnsettled,
  mayBeWorked,
  type RestReason,
  restReason,
} from './calendar'
import type { Rule } from './rule'

/** One step of the way from the start to the last day, for `explain`; dates `YYYY-MM-DD`, spans with both ends. */
export type Step =
  | { readonly step: 'start'; readonly date: string; readonly time?: string }
  /** Days that count; `makeUp`: the weekend days among them that a notice makes working days (工作日 only). */
  | {
      readonly step: 'counted'
      readonly from: string
      readonly to: string
      readonly days: number
      readonly makeUp: readonly string[]
    }
  | RestStep<'skipped'>
  /** The day that months or years lead to; `monthEnd`: its month is too short for the same day number. */
  | { readonly step: 'corresponding'; readonly date: string; readonly monthEnd: boolean }
  | { readonly step: 'hours'; readonly date: string; readonly time?: string }
  | { readonly step: 'back'; readonly date: string }
  /** The day that the record itself names. */
  | { readonly step: 'typed'; readonly date: string }
  /** Days on which the clock stands. */
  | { readonly step: 'paused'; readonly from: string; readonly to: string; readonly days: number }
  /** Rest days that the last day is moved over. */
  | RestStep<'rolled'>
  /** The last day is a weekend day on which people work: it stays. */
  | { readonly step: 'workingWeekend'; readonly date: string }
  | { readonly step: 'unknown'; readonly date: string; readonly year: number }
  /** The last day lies so near the end of its year that the notice for `year` may still move it. */
  | { readonly step: 'unsettled'; readonly date: string; readonly year: number }

interface RestStep<Name extends string> {
  readonly step: Name
  readonly from: string
  readonly to: string
  readonly reason: RestReason
}

/** What a rule says about one start. */
export interface Deadline {
  /** The last day, or `null` when a year without a notice decides it. */
  readonly due: string | null
  /** The minute it ends at (`HH:mm`), for hours counted from a start with a time. */
  readonly time?: string
  /** Counting back: the day itself, until which the alert lasts that begins after `due`. */
  readonly ends?: string
  /** The year whose notice is missing; only together with `due: null`. */
  readonly unknownYear?: number
  /** The year whose notice, still missing, may move `due`: a day before New Year. */
  readonly unsettledBy?: number
  /** A bound that holds whatever the missing notice says: the last day is not before it. */
  readonly earliest?: string
  readonly steps: readonly Step[]
}

/** Days on which a clock stands: those after `from`, up to and with `to` (`YYYY-MM-DD`). */
export interface Pause {
  readonly from: string
  readonly to: string
}

/**
 * The last day of a rule that starts on `start` (`YYYY-MM-DD`, for hours better `YYYY-MM-DDTHH:mm`). By 民法典:
 * - the day of the start does not count and hours run from their minute (201);
 * - months and years end on the corresponding day or the month's last (202);
 * - a last day on which nobody works gives way to the next working day (203).
 * Hours, rules that count back and typed days do not give way. Only days know a pause.
 * @throws RangeError when `start` is not such a text.
 */
export function deadlineOf(rule: Rule, start: string, calendar: Calendar, pause?: Pause): Deadline {
  const { date, time } = readStart(start)
  const first: Step = { step: 'start', date, ...(time !== undefined && { time }) }
  if (rule.counts === 'back') {
    const due = addDays(date, -rule.length)
    return { due, ends: date, steps: [first, { step: 'back', date: due }] }
  }
  if (rule.counts === 'typed') return { due: date, steps: [{ step: 'typed', date }] }
  switch (rule.unit) {
    case 'hour':
      return addHours(first, date, time, rule.length)
    case 'workday':
      return countWorkdays(first, date, rule.length, calendar)
    case 'day': {
      const spans = daySpans(date, rule.length, pause)
      return giveWay([first, ...spans], spans.at(-1)?.to ?? date, calendar)
    }
    case 'month':
    case 'year': {
      const to = addMonths(date, rule.unit === 'year' ? rule.length * 12 : rule.length)
      const monthEnd = to.slice(8) !== date.slice(8)
      return giveWay([first, { step: 'corresponding', date: to, monthEnd }], to, calendar)
    }
  }
}

/** The days that count, in one span, or in two around a pause that begins before they are over. */
function daySpans(date: string, length: number, pause: Pause | undefined): readonly Span[] {
  const counted = (after: string, days: number): Span => ({
    step: 'counted',
    from: addDays(after, 1),
    to: addDays(after, days),
    days,
    makeUp: [],
  })
  const used = pause ? dayNumber(pause.from) - dayNumber(date) : 0
  if (!pause || used < 0 || used >= length || pause.to <= pause.from) return [counted(date, length)]
  const { from, to } = pause
  const stood: Span = { step: 'paused', from: addDays(from, 1), to, days: dayNumber(to) - dayNumber(from) }
  return [...(used > 0 ? [counted(date, used)] : []), stood, counted(to, length - used)]
}

type Span = Extract<Step, { readonly step: 'counted' | 'paused' }>

function readStart(start: string): { readonly date: string; readonly time: string | undefined } {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d))?$/.exec(start)
  if (!match?.[1]) throw new RangeError(`not a start: ${start}`)
  return { date: match[1], time: match[2] }
}

/** Without a time only whole days are known: the end then falls on the day named, at the start's own hour. */
function addHours(first: Step, date: string, time: string | undefined, hours: number): Deadline {
  if (time === undefined) {
    const due = addDays(date, Math.floor(hours / 24))
    return { due, steps: [first, { step: 'hours', date: due }] }
  }
  const hour = Number(time.slice(0, 2)) + hours
  const due = addDays(date, Math.floor(hour / 24))
  const end = `${String(hour % 24).padStart(2, '0')}${time.slice(2)}`
  return { due, time: end, steps: [first, { step: 'hours', date: due, time: end }] }
}

function countWorkdays(first: Step, date: string, length: number, calendar: Calendar): Deadline {
  const steps: Step[] = [first]
  let counted = 0
  let day = date
  while (counted < length) {
    day = addDays(day, 1)
    const kind = dayKind(calendar, day)
    if (kind === 'unknown') return unknown(steps, day, earliestWorkday(date, length, calendar))
    if (kind === 'work') counted += 1
    append(steps, kind === 'work' ? countedDay(calendar, day) : restDay('skipped', calendar, day))
  }
  return settled(steps, day, earliestWorkday(date, length, calendar), calendar)
}

/** Where counting ends when every day works of which nobody knows yet. */
function earliestWorkday(date: string, length: number, calendar: Calendar): string {
  let day = date
  for (let left = length; left > 0; ) {
    day = addDays(day, 1)
    if (mayBeWorked(calendar, day)) left -= 1
  }
  return day
}

/** Moves a last day on which nobody works to the next working day. */
function giveWay(steps: Step[], last: string, calendar: Calendar): Deadline {
  let earliest = last
  while (!mayBeWorked(calendar, earliest)) earliest = addDays(earliest, 1)
  for (let day = last; ; day = addDays(day, 1)) {
    const kind = dayKind(calendar, day)
    if (kind === 'unknown') return unknown(steps, day, earliest)
    if (kind === 'work') {
      if (isMakeUpDay(calendar, day)) steps.push({ step: 'workingWeekend', date: day })
      return settled(steps, day, earliest, calendar)
    }
    append(steps, restDay('rolled', calendar, day))
  }
}

/** A last day, and whether it may still move. */
function settled(steps: readonly Step[], due: string, earliest: string, calendar: Calendar): Deadline {
  if (!isUnsettled(calendar, due)) return { due, steps }
  const year = yearOf(due) + 1
  return { due, unsettledBy: year, earliest, steps: [...steps, { step: 'unsettled', date: due, year }] }
}

function unknown(steps: readonly Step[], day: string, earliest: string): Deadline {
  const year = yearOf(day)
  return { due: null, unknownYear: year, earliest, steps: [...steps, { step: 'unknown', date: day, year }] }
}

function countedDay(calendar: Calendar, day: string): Step {
  return { step: 'counted', from: day, to: day, days: 1, makeUp: isMakeUpDay(calendar, day) ? [day] : [] }
}

function restDay(step: 'skipped' | 'rolled', calendar: Calendar, day: string): Step {
  return { step, from: day, to: day, reason: restReason(calendar, day) ?? 'weekend' }
}

/** Adds a one-day step, joining it to the last one when that says the same of the day before. */
function append(steps: Step[], next: Step): void {
  const last = steps.at(-1)
  const joined = last && join(last, next)
  if (joined) steps.splice(-1, 1, joined)
  else steps.push(next)
}

function join(last: Step, next: Step): Step | undefined {
  if (!('to' in last && 'to' in next) || dayNumber(last.to) + 1 !== dayNumber(next.from)) return undefined
  if (last.step === 'counted' && next.step === 'counted')
    return {
      ...last,
      to: next.to,
      days: last.days + next.days,
      makeUp: [...last.makeUp, ...next.makeUp],
    }
  if (!('reason' in last && 'reason' in next)) return undefined
  return last.step === next.step && last.reason === next.reason ? { ...last, to: next.to } : undefined
}
