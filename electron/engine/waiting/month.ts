import type { RecordFilter } from '../../../shared/contract/record-lists'
import { AppError } from '../../../shared/errors'
import { kinds } from '../../../shared/kinds'
import type { Period } from '../../../shared/period'
import { arrivalBy, dueDay, type MonthReadiness, type StreetMonth } from '../../../shared/readiness/month'
import { monthInHand, ownSpan, ruleOn } from '../../../shared/readiness/rules'
import { reviewOf } from '../../../shared/records/review'
import { draftFlow } from '../../../shared/records/states'
import { monthly } from '../../../shared/reports/monthly'
import type { OpenContext } from '../context'
import { askedFor, reportingRules, ruledPeriod } from '../district/reporting-rule'
import { readUnits } from '../district/units'
import { doneSince, lastDone } from '../exchange/queries'
import { countRecords } from '../lists/list'
import { dayOf, today } from '../moment'
import { marksOfFrozen } from '../reports/freeze'
import { readTexts } from '../reports/queries'
import { allSites, type SiteRow } from '../sites/queries'
import { siteName } from '../sites/sites'
import { conflictingPlaces } from './queries'

type Open = MonthReadiness['total']

/** What people log day by day and somebody looks at. */
export const loggedKinds = kinds.filter(
  (kind) => kind.place === 'daily' && kind.owner === 'street' && kind.fields.date?.type === 'date',
)

const DAY_MS = 24 * 3600 * 1000

/** Which month, and of which unit with all under it; default: the one in hand, and all. */
export interface AskedMonth {
  readonly period?: string | undefined
  readonly unit?: string | undefined
}

/** Whether a month is ready, street by street. @throws AppError `period.invalid`, `unit.not-found` */
export function readMonth(ctx: OpenContext, { period: asked, unit: of }: AskedMonth): MonthReadiness {
  const rules = reportingRules(ctx.db)
  const unit = askedFor(ctx)
  const month =
    asked === undefined ? monthInHand(rules, unit, today(ctx.clock)).month : ruledPeriod(ctx, asked)
  const within = unitsOf(ctx, of)
  const streets = streetsOf(ctx, month).filter(({ unit: street }) => !within || within.has(street))
  const texts = readTexts(ctx.db, monthly.name, month.name, '*')
  return {
    of: 'street',
    within: null,
    period: month.name,
    label: month.label,
    until: dueDay(month, ruleOn(rules, unit, month.to)),
    streets,
    total: totalOf(ctx, month, streets, of ?? null),
    texts: monthly.texts.map(({ key, label }) => ({ key, label, written: (texts[key] ?? '') !== '' })),
    frozen: marksOfFrozen(ctx, { report: monthly.name, period: month.name }, 1)[0]?.id ?? null,
  }
}

/** A unit of the tree and all under it; `undefined` where none was named. @throws AppError `unit.not-found` */
function unitsOf({ db }: OpenContext, unit: string | undefined): ReadonlySet<string> | undefined {
  if (unit === undefined) return undefined
  const units = readUnits(db)
  if (!units.get(unit)) throw new AppError('unit.not-found', { unit })
  return units.within(unit)
}

/** What is open over all units asked for: of a street that reports by its own month, in that one. */
function totalOf(
  ctx: OpenContext,
  month: Period,
  streets: readonly StreetMonth[],
  unit: string | null,
): Open {
  const total = openIn(ctx, month, unit)
  for (const street of streets.filter(({ period }) => period !== month.name)) {
    const calendar = openIn(ctx, month, street.unit)
    for (const key of openKeys) total[key] += street[key] - calendar[key]
  }
  return total
}

const openKeys = ['records', 'waiting', 'returned', 'drafts', 'conflicts'] as const

function streetsOf(ctx: OpenContext, month: Period): StreetMonth[] {
  if (ctx.site.role === 'street') return []
  const units = readUnits(ctx.db)
  const sites = allSites(ctx.db).filter(
    ({ role, own, revoked_at }) => role === 'street' && own === 0 && revoked_at === null,
  )
  const rules = reportingRules(ctx.db)
  return units.all
    .filter(({ level, living }) => level === 'street' && living)
    .map(({ id, name }) => {
      const computers = sites.filter(({ scope }) => scope === id)
      // A street that reports by other months is asked for its own, by its own last day.
      const own = ownSpan(rules, id, month) ?? month
      const until = dueDay(own, ruleOn(rules, id, own.to))
      const newest = newestOf(computers.map((site) => newestBatch(ctx, site)))
      const batches = computers.map((site) => ({
        site: siteName(site),
        ...(firstAfter(ctx, site, own) ?? newestBatch(ctx, site)),
      }))
      return {
        unit: id,
        name,
        period: own.name,
        label: own.label,
        until,
        arrival:
          computers.length === 0
            ? 'unjoined'
            : arrivalBy({
                newest: newest === '' ? '' : dayOf(newest),
                whole: earliestAfter(batches, own),
                month: own,
                until,
              }),
        batches,
        silentDays:
          newest === '' ? null : Math.max(0, Math.floor((ctx.clock.now() - Date.parse(newest)) / DAY_MS)),
        ...openIn(ctx, own, id),
      }
    })
}

/** A bundle that was taken in: its serial number, and when, ISO 8601; null before the first. */
interface Batch {
  readonly serial: number | null
  readonly at: string | null
}

function newestBatch({ db }: OpenContext, site: SiteRow): Batch {
  const row = lastDone(db, 'import', site.id)
  return { serial: row?.serial ?? null, at: row?.at ?? null }
}

/** The first bundle that a computer sent once a month was over: with it the month is whole. */
function firstAfter({ db }: OpenContext, site: SiteRow, month: Period): Batch | undefined {
  const row = doneSince(db, 'import', site.id, month.to).find(({ at }) => dayOf(at) > month.to)
  return row && { serial: row.serial ?? null, at: row.at }
}

/** ISO 8601; `''` before the first. */
function newestOf(batches: readonly Batch[]): string {
  return (
    batches
      .map(({ at }) => at ?? '')
      .sort()
      .at(-1) ?? ''
  )
}

/** The day on which the first of them came after a month; `''` while none has. */
function earliestAfter(batches: readonly Batch[], month: Period): string {
  const days = batches.flatMap(({ at }) => (at === null ? [] : [dayOf(at)])).filter((day) => day > month.to)
  return days.sort()[0] ?? ''
}

/** What is open among the records of a month, of one unit and all under it or of everything here. */
function openIn(ctx: OpenContext, month: Period, unit: string | null): Open {
  const reach = { from: month.from, to: month.to, ...(unit !== null && { unit }) }
  const sum = (filterOf: (kind: (typeof loggedKinds)[number]) => RecordFilter | undefined): number =>
    loggedKinds.reduce((total, kind) => {
      const filter = filterOf(kind)
      return filter ? total + countRecords(ctx.db, { kind: kind.name, filter }).total : total
    }, 0)
  return {
    records: sum(() => reach),
    waiting: sum((kind) => {
      const review = reviewOf(kind)
      return review && { ...reach, where: { [review.flow.field]: review.waits } }
    }),
    returned: sum((kind) => {
      const review = reviewOf(kind)
      return review && { ...reach, where: { [review.flow.field]: review.returned } }
    }),
    drafts: sum((kind) => {
      const flow = draftFlow(kind)
      return flow && { ...reach, where: { [flow.field]: flow.draft } }
    }),
    conflicts: conflictsIn(ctx, month, unit),
  }
}

function conflictsIn({ db }: OpenContext, month: Period, unit: string | null): number {
  const units = readUnits(db).scope(unit)
  return conflictingPlaces(db).filter(
    ({ unit: at, date }) =>
      typeof date === 'string' &&
      date >= month.from &&
      date <= month.to &&
      units.units.has(typeof at === 'string' ? at : '') !== units.but,
  ).length
}
