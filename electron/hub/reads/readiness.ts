import type { Output } from '../../../shared/contract'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import { type Period, parsePeriod } from '../../../shared/period'
import {
  arrivalBy,
  dueDay,
  type MonthReadiness,
  type StreetMonth,
  USUAL_RULE,
} from '../../../shared/readiness/month'
import { reminderSheet } from '../../../shared/readiness/reminder'
import { monthInHand } from '../../../shared/readiness/rules'
import { reviewOf } from '../../../shared/records/review'
import { draftFlow } from '../../../shared/records/states'
import { sheetContent } from '../../engine/handout/sheet-content'
import { dayOf } from '../../engine/moment'
import { loggedKinds } from '../../engine/waiting/month'
import { regionTree } from '../figures/region-tree'
import type { Sql } from '../store/store'
import { handFile, paperNumberOf } from './hand-out'
import type { HubReads, ReadContext } from './read'
import { regionName } from './region'

type Open = MonthReadiness['total']
const openKeys = ['records', 'waiting', 'returned', 'drafts', 'conflicts'] as const
const nothingOpen = (): Open => ({ records: 0, waiting: 0, returned: 0, drafts: 0, conflicts: 0 })

interface Arrived {
  readonly district: number
  readonly site: string
  readonly serial: number | null
  /** ISO 8601. */
  readonly at: string
}

const handsIn = 'SELECT district, unit, name FROM districts'
const arrived = 'SELECT district, site, serial, at FROM hub_arrivals()'
const DAY_MS = 24 * 3600 * 1000

/** What is open among the records of a month, by district. A kind without a review or drafts has none of them. */
async function openByDistrict(sql: Sql, month: Period): Promise<ReadonlyMap<number, Open>> {
  const found = new Map<number, Open>()
  for (const kind of loggedKinds) {
    const review = reviewOf(kind)
    const drafts = draftFlow(kind)
    const state = (field: string | undefined, at: number): string =>
      `count(*) FILTER (WHERE ${field === undefined ? 'false' : `body->>'${field}'`} = $${at})`
    const rows = await sql.query<Open & { readonly district: number }>(
      `SELECT district, count(*) AS records, count(*) FILTER (WHERE heads ? 'many') AS conflicts,
         ${state(review?.flow.field, 4)} AS waiting, ${state(review?.flow.field, 5)} AS returned,
         ${state(drafts?.field, 6)} AS drafts
       FROM records WHERE kind = $1 AND NOT deleted AND body->>'date' BETWEEN $2 AND $3 GROUP BY district`,
      [kind.name, month.from, month.to, review?.waits ?? '', review?.returned ?? '', drafts?.draft ?? ''],
    )
    for (const { district, ...open } of rows) {
      const sum = found.get(district) ?? nothingOpen()
      for (const key of openKeys) sum[key] += open[key]
      found.set(district, sum)
    }
  }
  return found
}

/** Whether a month is ready, district by district in the order of the tree, by calendar months: nobody is ranked. */
async function hubMonth({ sql, today, now }: ReadContext, asked?: string): Promise<MonthReadiness> {
  const month = asked === undefined ? monthInHand([], null, today).month : parsePeriod(asked)
  const until = dueDay(month, USUAL_RULE)
  const tree = await regionTree(sql)
  const districts = await sql.query<{ district: number; unit: string; name: string }>(handsIn)
  const files = await sql.query<Arrived>(arrived)
  const open = await openByDistrict(sql, month)
  const places = new Map(tree.all.map(({ id }, at) => [id, at]))
  const rows = districts
    // Whoever has districts below hands in what they do, and no month of its own.
    .filter(({ unit }) => tree.children(unit).length === 0)
    .sort((a, b) => (places.get(a.unit) ?? 0) - (places.get(b.unit) ?? 0))
    .map(({ district, unit, name }): StreetMonth => {
      const own = files.filter((file) => file.district === district)
      const newest = own.at(-1)
      const first = own.find(({ at }) => dayOf(at) > month.to)
      const came = {
        newest: newest ? dayOf(newest.at) : '',
        whole: first ? dayOf(first.at) : '',
        month,
        until,
      }
      const batch = first ?? newest
      return {
        unit,
        name,
        period: month.name,
        label: month.label,
        until,
        arrival: newest ? arrivalBy(came) : 'unjoined',
        batches: batch ? [{ site: name, serial: batch.serial, at: batch.at }] : [],
        silentDays: newest ? Math.max(0, Math.floor((now - Date.parse(newest.at)) / DAY_MS)) : null,
        ...(open.get(district) ?? nothingOpen()),
      }
    })
  const total = nothingOpen()
  for (const sum of open.values()) for (const key of openKeys) total[key] += sum[key]
  const { name: period, label } = month
  return { of: 'district', period, label, until, streets: rows, total, texts: [], frozen: null }
}

async function reminderOf(ctx: ReadContext, period: string | undefined) {
  const month = await hubMonth(ctx, period)
  return { month, unitName: await regionName(ctx.sql, ctx.account.region), today: ctx.today }
}

/** 报送情况 of the districts, and 催报单. */
export const hubReadinessReads = {
  'waiting.month': (ctx, { period }) => hubMonth(ctx, period),
  'waiting.reminder': async (ctx, { period }) => {
    const sheet = reminderSheet(await reminderOf(ctx, period))
    const { markup, pages } = sheetPages(sheet)
    return { title: sheet.title, markup, pages }
  },
  'waiting.printReminder': async (ctx, { period }): Promise<Output<'waiting.printReminder'>> => {
    const audit = paperNumberOf(ctx)
    const sheet = reminderSheet({ ...(await reminderOf(ctx, period)), audit })
    return { title: sheet.title, markup: sheetPages(sheet).markup, number: audit.number }
  },
  'waiting.writeReminder': async (ctx, { period, format, file }) => {
    const sheet = reminderSheet({ ...(await reminderOf(ctx, period)), audit: paperNumberOf(ctx) })
    return handFile(ctx, file, await sheetContent(sheet, format, ctx.now))
  },
  // A hub goes by calendar months.
  'waiting.ownPeriods': async () => ({ periods: [] }),
} satisfies HubReads
