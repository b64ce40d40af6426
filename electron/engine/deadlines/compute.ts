import { addDays, addMonths, weekday } from '../../../shared/dates'
import type { DeadlineRow } from '../../../shared/deadlines/row'
import type { Rule, Whose } from '../../../shared/deadlines/rule'
import { rules } from '../../../shared/deadlines/rules'
import { compareUrgency, type Urgency } from '../../../shared/deadlines/urgency'
import { type Disclosure, printedRecord } from '../../../shared/disclosure/printed-record'
import { kindOf } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { readUnits, requireUnit } from '../district/units'
import { districtWords } from '../district/words'
import { nameFinder, nameOrId } from '../records/names'
import { type ViewRow, viewsByRid } from '../records/queries'
import { type CountedDeadline, counter } from './count'
import { runningAlike, runningRecord, runningRecords } from './queries'

/** Records read at once. */
const PAGE = 500

export interface Reach {
  readonly today: string
  /** The last day of interest; what is overdue comes before it. */
  readonly until: string
  /** Only this unit and all under it. */
  readonly unit?: string | undefined
}

/** A time limit that runs, counted, before anybody reads its record. */
export interface OpenDeadline extends CountedDeadline {
  readonly rid: number
}

/** The Sunday of next week: as far as a week's work is planned. */
export function endOfNextWeek(today: string): string {
  return addDays(today, 14 - weekday(today))
}

/** Every open deadline up to a day, the most urgent first, the earliest first among these. @throws AppError `unit.not-found` */
export function openDeadlines(db: ReadDb, { today, until, unit }: Reach): readonly OpenDeadline[] {
  const count = counter(db, today)
  const units = unitsWithin(db, unit)
  return rules
    .flatMap((rule) =>
      runningRecords(db, rule, { ...startsOf(rule, { today, until }), units }).flatMap((running) => {
        const found = count(rule, running)
        return isOpen(found, { today, until }) ? [{ ...found, rid: running.rid }] : []
      }),
    )
    .sort(byUrgency)
}

/** How many `openDeadlines` finds. It is asked after every change: clocks that run from one day alike are counted together. */
export function countOpenDeadlines(db: ReadDb, { today, until, unit }: Reach): number {
  const count = counter(db, today)
  const units = unitsWithin(db, unit)
  return rules
    .flatMap((rule) =>
      runningAlike(db, rule, { ...startsOf(rule, { today, until }), units }).map(({ records, ...start }) =>
        isOpen(count(rule, start), { today, until }) ? records : 0,
      ),
    )
    .reduce((sum, records) => sum + records, 0)
}

function isOpen(
  found: CountedDeadline | undefined,
  { today, until }: Pick<Reach, 'today' | 'until'>,
): found is CountedDeadline {
  return found !== undefined && found.last <= until && !hasLapsed(found, today)
}

/** A unit and all under it as a JSON array; null: any. @throws AppError `unit.not-found` */
function unitsWithin(db: ReadDb, unit: string | undefined): string | null {
  if (unit === undefined) return null
  const tree = readUnits(db)
  requireUnit(tree, unit)
  return JSON.stringify([...tree.within(unit)])
}

/** All open deadlines of one record, however far. */
export function deadlinesOfRecord(db: ReadDb, id: string, today: string): readonly OpenDeadline[] {
  const count = counter(db, today)
  return rules
    .flatMap((rule) => {
      const running = runningRecord(db, rule, id)
      const found = running && count(rule, running)
      return found && !isOver(found, today) ? [{ ...found, rid: running.rid }] : []
    })
    .sort(byUrgency)
}

/** Those of one clock, or all. */
export function ofClock(open: readonly OpenDeadline[], clock: Whose | undefined): readonly OpenDeadline[] {
  return clock === undefined ? open : open.filter(({ rule }) => rule.whose === clock)
}

/** How many there are of each urgency. */
export function totalsOf(open: readonly OpenDeadline[]): Readonly<Record<Urgency, number>> {
  const totals = { overdue: 0, unsure: 0, alert: 0, today: 0, thisWeek: 0, nextWeek: 0, later: 0 }
  for (const { urgency } of open) totals[urgency] += 1
  return totals
}

/** How many there are of each clock, the most first. */
export function clocksOf(open: readonly OpenDeadline[]): { readonly clock: Whose; readonly total: number }[] {
  const totals = new Map<Whose, number>()
  for (const { rule } of open) totals.set(rule.whose, (totals.get(rule.whose) ?? 0) + 1)
  return [...totals].map(([clock, total]) => ({ clock, total })).sort((a, b) => b.total - a.total)
}

/** The deadlines with the names and numbers of their records, as `disclosure` shows them. */
export function rowsOf(
  db: ReadDb,
  open: readonly OpenDeadline[],
  disclosure: Disclosure,
): readonly DeadlineRow[] {
  const nameOf = nameOrId(nameFinder(db))
  const wordsOf = districtWords(db)
  const rowOf = (found: OpenDeadline, view: ViewRow): DeadlineRow => {
    const { rule, start, due, time, ends, earliest, unknownYear, unsettledBy, urgency } = found
    const kind = kindOf(view.kind)
    const printed = printedRecord(
      kind,
      toBody(kind, JSON.parse(view.body) as Flat),
      disclosure,
      nameOf,
      wordsOf,
    )
    const { unit } = printed.body
    return {
      rule: rule.name,
      label: rule.label,
      record: view.id,
      kind: view.kind,
      number: view.number,
      title: printed.title,
      unitName: typeof unit === 'string' ? nameOf(unit) : '',
      whose: rule.whose,
      start,
      due,
      urgency,
      ...(time !== undefined && { time }),
      ...(ends !== undefined && { ends }),
      ...(due === null && earliest !== undefined && { earliest }),
      ...(unknownYear !== undefined && { unknownYear }),
      ...(unsettledBy !== undefined && { unsettledBy }),
    }
  }
  // A page of records at a time: a list may name a hundred thousand.
  const pages = Array.from({ length: Math.ceil(open.length / PAGE) }, (_, at) =>
    open.slice(at * PAGE, (at + 1) * PAGE),
  )
  return pages.flatMap((page) => {
    const rids = page.map(({ rid }) => rid)
    const views = new Map(viewsByRid(db, rids).map((view) => [view.rid, view]))
    return page.flatMap((found) => {
      const view = views.get(found.rid)
      return view ? [rowOf(found, view)] : []
    })
  })
}

/**
 * The starts that can matter. Forward a deadline never ends before it starts, backward it ends its whole length before.
 * A party's own limit that ran out long ago is looked for no more.
 * Three times its length and a quarter of a year are more than any unit, extension or holiday adds.
 */
function startsOf(
  rule: Rule,
  { today, until }: Reach,
): { readonly earliest: string; readonly latest: string } {
  if (rule.counts === 'back') return { earliest: today, latest: addDays(until, rule.length) }
  if (rule.whose !== '当事人') return { earliest: '', latest: until }
  const months = { year: 12, month: 1, day: 0, workday: 0, hour: 0 }[rule.unit] * rule.length
  const days = months > 0 ? 90 : 90 + 3 * rule.length
  return { earliest: addDays(addMonths(today, -months), -days), latest: until }
}

/** A party's own time limit is nobody's arrears: once it has certainly run out, there is nothing left to do about it. */
function hasLapsed(found: CountedDeadline, today: string): boolean {
  const { rule, due, unsettledBy } = found
  const hasPassed = due !== null && unsettledBy === undefined && due < today
  return isOver(found, today) || (rule.whose === '当事人' && hasPassed)
}

/** An alert whose day has passed warns of nothing any more. */
function isOver({ ends }: CountedDeadline, today: string): boolean {
  return ends !== undefined && ends < today
}

/** Of two that end alike, the record that came first. */
function byUrgency(a: OpenDeadline, b: OpenDeadline): number {
  return (
    compareUrgency(a.urgency, b.urgency) ||
    compareText(endOf(a), endOf(b)) ||
    a.rid - b.rid ||
    compareText(a.rule.name, b.rule.name)
  )
}

const endOf = ({ last, time }: OpenDeadline): string => `${last} ${time ?? ''}`

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
