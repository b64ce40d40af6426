import { isDate } from '../../../shared/dates'
import type { Calendar } from '../../../shared/deadlines/calendar'
import { type Deadline, deadlineOf, type Pause } from '../../../shared/deadlines/compute'
import { asSet, type DistrictSetting } from '../../../shared/deadlines/district'
import { extended, type Rule } from '../../../shared/deadlines/rule'
import { type Urgency, urgency } from '../../../shared/deadlines/urgency'
import type { Body } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { districtCalendar, districtSettings } from './district'
import type { Running } from './queries'

type Start = Omit<Running, 'rid'>

/** A rule as it applies to a record: as the district counts it, extended where that was granted, and the start it counts from. */
export interface RuleApplied {
  readonly rule: Rule
  readonly start: string
  /** The days on which its clock stood. */
  readonly pause?: Pause
}

/** A time limit counted: its last day, and how soon that comes. */
export interface CountedDeadline extends RuleApplied, Deadline {
  readonly urgency: Urgency
  /** The last day, or where that is unknown what it is not before. */
  readonly last: string
}

/** What a rule counts from, read out of a record. */
export function startIn(rule: Rule, body: Body): Start {
  const text = (key: string | undefined): string | null => {
    const value = key === undefined ? undefined : body[key]
    return typeof value === 'string' ? value : null
  }
  return {
    date: text(rule.from) ?? '',
    restart: text(rule.restart),
    time: text(rule.fromTime),
    pausedFrom: text(rule.pause?.from),
    pausedTo: text(rule.pause?.to),
    extended: rule.extension && body[rule.extension.when] === true ? 1 : 0,
  }
}

/** `undefined` when the start is no date: only a foreign file brings such a thing, and a deadline of nothing is none. */
export function applied(
  shipped: Rule,
  { date: first, restart, time, pausedFrom, pausedTo, extended: longer }: Start,
  settings: readonly DistrictSetting[],
): RuleApplied | undefined {
  const date = restart !== null && isDate(restart) ? restart : first
  if (!isDate(date)) return undefined
  const rule = asSet(shipped, settings, date)
  return {
    rule: longer === 1 ? extended(rule) : rule,
    start: time !== null && /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? `${date}T${time}` : date,
    ...pauseBetween(pausedFrom, pausedTo),
  }
}

/** A pause with both its ends; one that still lasts is told by the record's state. */
function pauseBetween(from: string | null, to: string | null): Pick<RuleApplied, 'pause'> {
  return from !== null && to !== null && isDate(from) && isDate(to) ? { pause: { from, to } } : {}
}

/** What was counted by one calendar, as long as the settings and the day are the same. */
interface Known {
  readonly settings: readonly DistrictSetting[]
  readonly today: string
  readonly counted: Map<string, CountedDeadline | undefined>
}

const knownBy = new WeakMap<Calendar, Known>()
/** Starts that are kept in mind: every day of some years by every rule. */
const MOST_KNOWN = 20_000

function knownFor(calendar: Calendar, settings: readonly DistrictSetting[], today: string): Known['counted'] {
  const last = knownBy.get(calendar)
  const isSame = last?.settings === settings && last.today === today && last.counted.size < MOST_KNOWN
  const known = isSame ? last : { settings, today, counted: new Map() }
  knownBy.set(calendar, known)
  return known.counted
}

/**
 * Counts by the calendar and the settings of this moment. Many records with one start are counted once, also for the next
 * one who asks: the first screen does after every change.
 */
export function counter(
  db: ReadDb,
  today: string,
): (rule: Rule, start: Start) => CountedDeadline | undefined {
  const [calendar, settings] = [districtCalendar(db), districtSettings(db)]
  const known = knownFor(calendar, settings, today)
  return (rule, start) => {
    const { date, restart, time, pausedFrom, pausedTo, extended: longer } = start
    const key = [rule.name, date, restart, time, pausedFrom, pausedTo, longer].join(' ')
    if (!known.has(key)) {
      const found = applied(rule, start, settings)
      known.set(
        key,
        found && counted(found, deadlineOf(found.rule, found.start, calendar, found.pause), today),
      )
    }
    return known.get(key)
  }
}

function counted(found: RuleApplied, deadline: Deadline, today: string): CountedDeadline {
  const last = deadline.due ?? deadline.earliest ?? found.start
  const passed = {
    alerts: deadline.ends !== undefined,
    mayMove: deadline.due === null || deadline.unsettledBy !== undefined,
  }
  return { ...found, ...deadline, last, urgency: urgency(last, today, passed) }
}
