import type { Output } from '../../../shared/contract'
import type { Pile } from '../../../shared/contract/waiting'
import { addDays, weekday } from '../../../shared/dates'
import type { Kind } from '../../../shared/definition/define'
import { movesFrom } from '../../../shared/definition/workflow'
import { kindOf, kinds } from '../../../shared/kinds'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import type { MonthReadiness } from '../../../shared/readiness/month'
import { ownPeriods } from '../../../shared/readiness/own-periods'
import { reminderSheet } from '../../../shared/readiness/reminder'
import { type Review, reviewOf } from '../../../shared/records/review'
import { may } from '../../../shared/rights'
import { onlyHolds } from '../../../shared/sync/manifest'
import { countAnomalies } from '../anomalies/queries'
import { branchesOf } from '../changes/branches'
import { countConflicting } from '../changes/queries'
import type { OpenContext } from '../context'
import { countOpenDeadlines } from '../deadlines/compute'
import { askedFor, reportingRules } from '../district/reporting-rule'
import { syncStatus } from '../exchange/status'
import type { Calls, Handlers } from '../handler'
import { handOut, handOutFile } from '../handout/hand-out'
import { sheetContent } from '../handout/sheet-content'
import { countRecords, listRecords } from '../lists/list'
import { dayOf, today } from '../moment'
import { allNewcomers } from '../sites/newcomer-queries'
import { type AskedMonth, readMonth } from './month'
import { reasonsIn, setupOf } from './queries'

export const waitingHandlers = {
  'waiting.counts': (ctx) => waitingCounts(ctx),
  'waiting.setup': (ctx) => ({
    ...setupOf(ctx.db, ctx.site.unit),
    logged: kinds
      .filter(({ place }) => place === 'daily')
      .reduce((sum, { name }) => sum + countRecords(ctx.db, { kind: name, filter: {} }).total, 0),
  }),
  'waiting.review': (ctx, { pile, kind, unit, limit }) => {
    const asked = reviewed().filter((one) => kind === undefined || one.kind === kindOf(kind))
    const rows = asked.flatMap((one) => {
      const filter = { ...pileOf(one.review, pile), ...(unit !== undefined && { unit }) }
      // The oldest first: who waits longest is looked at first.
      const sort = { field: one.kind.sort.field, descending: false }
      return listRecords(ctx.db, { kind: one.kind.name, filter, sort, limit }).rows
    })
    return {
      rows: rows.sort((a, b) => (dayWritten(a.body) < dayWritten(b.body) ? -1 : 1)).slice(0, limit),
      totals: totalsOf(ctx, pile, unit),
      reasons: reasonsHere(ctx),
    }
  },
  'waiting.month': (ctx, asked) => readMonth(ctx, asked),
  'waiting.ownPeriods': (ctx) => ({
    periods: ownPeriods(reportingRules(ctx.db), askedFor(ctx), today(ctx.clock), OWN_YEARS_BACK).map(
      ({ name, label }) => ({ value: name, label }),
    ),
  }),
  'waiting.reminder': (ctx, asked) => {
    const sheet = reminderSheet(reminderOf(ctx, asked))
    const { markup, pages } = sheetPages(sheet)
    return { title: sheet.title, markup, pages }
  },
  'waiting.printReminder': (ctx, { how, ...asked }) => {
    const reminder = reminderOf(ctx, asked)
    const facts = { ...factsOf(asked, reminder), how }
    return handOut(ctx, 'waiting.printReminder', facts, ({ paper, number }) => {
      const sheet = reminderSheet({ ...reminder, audit: paper })
      return { title: sheet.title, markup: sheetPages(sheet).markup, number }
    })
  },
  'waiting.writeReminder': (ctx, { format, file, ...asked }) => {
    const reminder = reminderOf(ctx, asked)
    const facts = { ...factsOf(asked, reminder), format }
    return handOutFile(ctx, 'waiting.writeReminder', facts, ctx.pathOf(file), ({ paper }) =>
      sheetContent(reminderSheet({ ...reminder, audit: paper }), format, ctx.clock.now()),
    )
  },
} satisfies Handlers<Calls<'waiting'>>

/** So many years back the district's own periods can be chosen. */
const OWN_YEARS_BACK = 5

/** What the audit log notes of a reminder. */
const factsOf = ({ unit }: AskedMonth, { month }: { readonly month: MonthReadiness }) => ({
  period: month.period,
  ...(unit === undefined ? {} : { unit }),
})

function reminderOf(ctx: OpenContext, asked: AskedMonth) {
  return {
    month: readMonth(ctx, asked),
    unitName: ctx.site.unitName,
    today: today(ctx.clock),
    dayOf,
  }
}

const dayWritten = (body: Readonly<Record<string, unknown>>): string => String(body.date ?? '')

interface Reviewed {
  readonly kind: Kind
  readonly review: Review
}

const reviewed = (): readonly Reviewed[] =>
  kinds.flatMap((kind) => {
    const review = reviewOf(kind)
    return review ? [{ kind, review }] : []
  })

const pileOf = ({ flow, waits, returned }: Review, pile: Pile) => ({
  where: { [flow.field]: pile === 'waiting' ? waits : returned },
})

/** At most so many are offered. */
const mostReasons = 8

function reasonsHere(ctx: OpenContext): string[] {
  const own = branchesOf(ctx.db).filter(({ site }) => site === ctx.site.id)
  return [...new Set(own.flatMap(({ branch }) => reasonsIn(ctx.db, branch)))].slice(0, mostReasons)
}

function totalsOf(ctx: OpenContext, pile: Pile, unit?: string): Output<'waiting.review'>['totals'] {
  return reviewed()
    .map(({ kind, review }) => ({
      kind: kind.name,
      count: countRecords(ctx.db, {
        kind: kind.name,
        filter: { ...pileOf(review, pile), ...(unit !== undefined && { unit }) },
      }).total,
    }))
    .filter(({ count }) => count > 0)
}

/** A person who only reads has nothing to do, and a city writes no records. */
function waitingCounts(ctx: OpenContext): Output<'waiting.counts'> {
  const { role } = ctx.user
  const writes = may(role, 'record.write') && !onlyHolds(ctx.site.role)
  const sum = (pile: Pile): number => totalsOf(ctx, pile).reduce((total, { count }) => total + count, 0)
  const approves = reviewed().some(({ review }) =>
    movesFrom(review.flow, review.waits, role).includes(review.approve),
  )
  const day = today(ctx.clock)
  const until = addDays(day, 7 - weekday(day))
  const peers = syncStatus(ctx).peers.filter(({ revoked, pending }) => !revoked && pending > 0)
  const newcomers = allNewcomers(ctx.db).filter(({ refused_at }) => refused_at === null).length
  return {
    deadlines: writes ? countOpenDeadlines(ctx.db, { today: day, until }) : 0,
    review: writes && approves ? sum('waiting') : 0,
    returned: writes && ctx.site.role === 'street' ? sum('returned') : 0,
    conflicts: writes ? countConflicting(ctx.db) : 0,
    anomalies: writes ? countAnomalies(ctx.db) : 0,
    exchange: (may(role, 'sync.export') ? peers.length : 0) + (may(role, 'profile.manage') ? newcomers : 0),
  }
}
