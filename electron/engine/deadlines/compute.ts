import type { DeadlineRow } from '../../../shared/contract/deadlines'
import type { Calendar } from '../../../shared/deadlines/calendar'
import { deadlineOf } from '../../../shared/deadlines/compute'
import { addDays, weekday } from '../../../shared/deadlines/dates'
import { asSet, type DistrictSetting } from '../../../shared/deadlines/district'
import { extended, type Rule } from '../../../shared/deadlines/rule'
import { rules } from '../../../shared/deadlines/rules'
import { urgency } from '../../../shared/deadlines/urgency'
import type { NameOf } from '../../../shared/kinds/define'
import type { Body } from '../../../shared/kinds/fields'
import type { RecordView } from '../../../shared/kinds/view'
import { isDate } from '../../../shared/period'
import type { ReadDb } from '../context'
import { nameFinder, nameOrId } from '../records/names'
import type { ViewRow } from '../records/queries'
import { viewOf } from '../records/view'
import { districtWords } from '../records/words'
import { readUnitTree, requireUnit } from '../reports/figures'
import { districtCalendar, districtSettings } from './district'
import { MOST_PER_RULE, runningRecord, runningRecords } from './queries'

export interface Reach {
  readonly today: string
  /** The last day of interest; what is overdue comes before it. */
  readonly until: string
  readonly unit: string | undefined
}

/** The Sunday of next week: as far as a week's work is planned. */
export function endOfNextWeek(today: string): string {
  return addDays(today, 14 - weekday(today))
}

/**
 * The open deadlines up to a day, the earliest first. `more`: some rule watches more records than are looked at.
 * @throws AppError `unit.not-found`
 */
export function openDeadlines(
  db: ReadDb,
  { today, until, unit }: Reach,
): { readonly rows: readonly DeadlineRow[]; readonly more: boolean } {
  const show = rowMaker(db, today)
  const tree = unit === undefined ? undefined : readUnitTree(db)
  if (tree && unit !== undefined) requireUnit(tree, unit)
  const units = tree && unit !== undefined ? JSON.stringify([...tree.within(unit)]) : null
  let more = false
  const rows = rules.flatMap((rule) => {
    // Forward a deadline never ends before it starts; backward it ends its whole length before.
    const latest = rule.counts === 'back' ? addDays(until, rule.length) : until
    const found = runningRecords(db, rule, { latest, units })
    more ||= found.length > MOST_PER_RULE
    return found.slice(0, MOST_PER_RULE).flatMap((row) => show(rule, row))
  })
  return { rows: rows.filter((row) => lastDay(row) <= until && !hasLapsed(row)).sort(byLastDay), more }
}

/** A party's own time limit is nobody's arrears: once it has run out, there is nothing left to do about it. */
function hasLapsed({ whose, urgency }: DeadlineRow): boolean {
  return whose === '当事人' && urgency === 'overdue'
}

/** All open deadlines of one record, however far. */
export function deadlinesOfRecord(db: ReadDb, id: string, today: string): readonly DeadlineRow[] {
  const show = rowMaker(db, today)
  return rules
    .flatMap((rule) => {
      const row = runningRecord(db, rule, id)
      return row ? show(rule, row) : []
    })
    .sort(byLastDay)
}

/**
 * The rule as it applies to a record, as the district counts it, and the start it counts from; `undefined` when the start is
 * no date.
 */
export function applied(
  shipped: Rule,
  body: Body,
  settings: readonly DistrictSetting[],
): { readonly rule: Rule; readonly start: string } | undefined {
  const date = body[shipped.from]
  // Only a foreign file brings something else; a deadline of nothing is none.
  if (typeof date !== 'string' || !isDate(date)) return undefined
  const rule = asSet(shipped, settings, date)
  const time = rule.fromTime === undefined ? undefined : body[rule.fromTime]
  const longer = rule.extension && body[rule.extension.when] === true
  return {
    rule: longer ? extended(rule) : rule,
    start: typeof time === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? `${date}T${time}` : date,
  }
}

/** Turns records into rows by the calendar, the settings and the names of this moment. */
function rowMaker(db: ReadDb, today: string): (rule: Rule, row: ViewRow) => DeadlineRow[] {
  const nameOf = nameOrId(nameFinder(db))
  const wordsOf = districtWords(db)
  const [calendar, settings] = [districtCalendar(db), districtSettings(db)]
  return (rule, row) => {
    const view = viewOf(row, nameOf, wordsOf)
    const found = applied(rule, view.body, settings)
    return found ? [rowOf(found, calendar, view, today, nameOf)] : []
  }
}

function rowOf(
  found: { readonly rule: Rule; readonly start: string },
  calendar: Calendar,
  view: RecordView,
  today: string,
  nameOf: NameOf,
): DeadlineRow {
  const { rule } = found
  const { due, time, earliest, unknownYear } = deadlineOf(found.rule, found.start, calendar)
  const { unit } = view.body
  return {
    rule: rule.name,
    label: rule.label,
    record: view.id,
    kind: view.kind,
    number: view.number,
    title: view.title,
    unitName: typeof unit === 'string' ? nameOf(unit) : '',
    whose: rule.whose,
    start: found.start,
    due,
    ...(time !== undefined && { time }),
    ...(earliest !== undefined && { earliest }),
    ...(unknownYear !== undefined && { unknownYear }),
    urgency: urgency(due ?? earliest ?? found.start, today),
  }
}

function lastDay({ due, earliest, start }: DeadlineRow): string {
  return due ?? earliest ?? start
}

function byLastDay(a: DeadlineRow, b: DeadlineRow): number {
  const [left, right] = [a, b].map((row) => `${lastDay(row)} ${row.time ?? ''} ${row.record} ${row.rule}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}
