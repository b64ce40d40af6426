import type { Output, Parsed } from '../../../shared/contract'
import { explain } from '../../../shared/deadlines/explain'
import { ruleNamed } from '../../../shared/deadlines/rules'
import { urgencies } from '../../../shared/deadlines/urgency'
import { AppError } from '../../../shared/errors'
import { knownKind } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { findView } from '../records/queries'
import {
  clocksOf,
  deadlinesOfRecord,
  endOfNextWeek,
  ofClock,
  openDeadlines,
  rowsOf,
  totalsOf,
} from './compute'
import { applied, startIn } from './count'
import { districtCalendar, districtSettings } from './district'

/** What runs: of one record all of it, else of all records up to a day. @param day today, `YYYY-MM-DD` */
export function listDeadlines(
  db: ReadDb,
  day: string,
  { until, unit, clock, record, most }: Parsed<'deadlines.list'>,
): Output<'deadlines.list'> {
  const last = until ?? endOfNextWeek(day)
  const all =
    record === undefined
      ? openDeadlines(db, { today: day, until: last, unit })
      : deadlinesOfRecord(db, record, day)
  const open = ofClock(all, clock)
  const shown = urgencies.flatMap((name) => open.filter(({ urgency }) => urgency === name).slice(0, most))
  return {
    today: day,
    until: last,
    calendarVersion: districtCalendar(db).version,
    rows: [...rowsOf(db, shown, { variant: 'internal' })],
    totals: totalsOf(open),
    clocks: clocksOf(all),
  }
}

/** Why a time limit ends on its day. @throws AppError `record.not-found`, `deadline.none` */
export function explainDeadline(
  db: ReadDb,
  { id, rule: name }: Parsed<'deadlines.explain'>,
): Output<'deadlines.explain'> {
  const row = findView(db, id)
  if (!row) throw new AppError('record.not-found', { id })
  const rule = ruleNamed(name)
  const body = toBody(knownKind(row.kind), JSON.parse(row.body) as Flat)
  const found = rule?.kind === row.kind ? applied(rule, startIn(rule, body), districtSettings(db)) : undefined
  if (!rule || !found) throw new AppError('deadline.none', { id, rule: name })
  return {
    sentences: [...explain(found.rule, found.start, districtCalendar(db), found.pause)],
    law: rule.law,
    article: rule.article,
  }
}
