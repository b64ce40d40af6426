import { explain } from '../../../shared/deadlines/explain'
import { ruleNamed } from '../../../shared/deadlines/rules'
import { urgencies } from '../../../shared/deadlines/urgency'
import { AppError } from '../../../shared/errors'
import { knownKind } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { Calls, Handlers } from '../handler'
import { today } from '../moment'
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
import { duePage, printDue, writeDue } from './paper'

export const deadlineHandlers = {
  'deadlines.list': (ctx, { until, unit, clock, record, most }) => {
    const day = today(ctx.clock)
    const last = until ?? endOfNextWeek(day)
    const all =
      record === undefined
        ? openDeadlines(ctx.db, { today: day, until: last, unit })
        : deadlinesOfRecord(ctx.db, record, day)
    const open = ofClock(all, clock)
    const shown = urgencies.flatMap((name) => open.filter(({ urgency }) => urgency === name).slice(0, most))
    return {
      today: day,
      until: last,
      calendarVersion: districtCalendar(ctx.db).version,
      rows: [...rowsOf(ctx.db, shown, { variant: 'internal' })],
      totals: totalsOf(open),
      clocks: clocksOf(all),
    }
  },
  'deadlines.explain': (ctx, { id, rule: name }) => {
    const row = findView(ctx.db, id)
    if (!row) throw new AppError('record.not-found', { id })
    const rule = ruleNamed(name)
    const body = toBody(knownKind(row.kind), JSON.parse(row.body) as Flat)
    const found =
      rule?.kind === row.kind ? applied(rule, startIn(rule, body), districtSettings(ctx.db)) : undefined
    if (!rule || !found) throw new AppError('deadline.none', { id, rule: name })
    return {
      sentences: [...explain(found.rule, found.start, districtCalendar(ctx.db), found.pause)],
      law: rule.law,
      article: rule.article,
    }
  },
  'deadlines.page': duePage,
  'deadlines.print': printDue,
  'deadlines.write': writeDue,
} satisfies Handlers<Calls<'deadlines'>>
