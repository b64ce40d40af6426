import type { Output } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { UnitTree } from '../../../shared/figures/unit-tree'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import { calendarOf, parsePeriod } from '../../../shared/period'
import {
  arrivalBy,
  dueDay,
  type MonthReadiness,
  type StreetMonth,
  USUAL_RULE,
} from '../../../shared/readiness/month'
import { reminderSheet } from '../../../shared/readiness/reminder'
import { monthInHand } from '../../../shared/readiness/rules'
import { sheetContent } from '../../engine/handout/sheet-content'
import { dayOf } from '../../engine/moment'
import { regionTree } from '../figures/region-tree'
import type { Sql } from '../store/store'
import { handFile, paperNumberOf } from './hand-out'
import { type HandsIn, monthWithin } from './month-within'
import { addOpen, nothingOpen, openByDistrict } from './open-records'
import type { HubReads, ReadContext } from './read'
import { regionName } from './region'
import { sendersIn } from './senders'
import { silentDays } from './silent-days'
import { placeOfUnit } from './units'

interface Arrived {
  readonly district: number
  readonly site: string
  readonly serial: number | null
  /** ISO 8601. */
  readonly at: string
}

interface AskedHubMonth {
  readonly period?: string | undefined
  readonly unit?: string | undefined
}

const handsIn = 'SELECT district, unit, name FROM districts'
const arrived = 'SELECT district, site, serial, at FROM hub_arrivals()'

/**
 * Whether a month is ready for whoever is asked about: inside of an office that hands in here, or office by office.
 * Whose region is one office asks about that one. @throws AppError `period.invalid`, `unit.not-found`
 */
async function hubMonth(ctx: ReadContext, asked: AskedHubMonth): Promise<MonthReadiness> {
  const { sql, account } = ctx
  const { period, unit = account.region } = asked
  const tree = await regionTree(sql)
  // Whoever has districts below hands in what they do, and no month of its own.
  const offices = (await sql.query<HandsIn>(handsIn)).filter((one) => tree.children(one.unit).length === 0)
  const office = offices.find((one) => one.unit === unit)
  // Of a place that no computer was heard of, as of a hub that nobody has joined, there is nothing inside.
  if (office && (asked.unit !== undefined || (await sendersIn(sql, office.district)).length > 0))
    return await monthWithin(ctx, { office, unit, period, above: await aboveOf(ctx, office) })
  if (asked.unit === undefined || tree.get(unit)) return await monthByOffice(ctx, tree, offices, period)
  const { telling } = await placeOfUnit(sql, unit)
  for (const one of offices.filter(({ district }) => telling.includes(district))) {
    const senders = await sendersIn(sql, one.district)
    if (senders.some((sender) => sender.role === 'district' && sender.unit === unit))
      return await monthWithin(ctx, { office: one, unit, period, above: { unit: one.unit, name: one.name } })
  }
  throw new AppError('unit.not-found', { unit })
}

async function aboveOf(
  { sql, account }: ReadContext,
  { unit }: HandsIn,
): Promise<NonNullable<MonthReadiness['within']>['above']> {
  return account.region === unit ? null : { unit: null, name: await regionName(sql, account.region) }
}

/** Office by office in the order of the tree, by calendar months: nobody is ranked. */
async function monthByOffice(
  { sql, today, now }: ReadContext,
  tree: UnitTree,
  offices: readonly HandsIn[],
  asked: string | undefined,
): Promise<MonthReadiness> {
  const month = asked === undefined ? monthInHand([], null, today).month : calendarOf(parsePeriod(asked))
  const until = dueDay(month, USUAL_RULE)
  const files = await sql.query<Arrived>(arrived)
  const open = await openByDistrict(sql, month)
  const places = new Map(tree.all.map(({ id }, at) => [id, at]))
  const rows = offices
    .toSorted((a, b) => (places.get(a.unit) ?? 0) - (places.get(b.unit) ?? 0))
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
        silentDays: silentDays(newest?.at ?? null, now),
        ...(open.get(district) ?? nothingOpen()),
      }
    })
  const total = nothingOpen()
  for (const sum of open.values()) addOpen(total, sum)
  return {
    of: (await areCities(sql, offices)) ? 'city' : 'district',
    within: null,
    period: month.name,
    label: month.label,
    until,
    streets: rows,
    total,
    texts: [],
    frozen: null,
  }
}

/** All that hand in to one hub are of one level. */
async function areCities(sql: Sql, [first]: readonly HandsIn[]): Promise<boolean> {
  return first !== undefined && (await sendersIn(sql, first.district)).some(({ role }) => role === 'city')
}

async function reminderOf(ctx: ReadContext, asked: AskedHubMonth) {
  const month = await hubMonth(ctx, asked)
  const unitName = month.within?.name ?? (await regionName(ctx.sql, ctx.account.region))
  return { month, unitName, today: ctx.today, dayOf }
}

/** 报送情况 of the districts or of one’s streets, and 催报单. */
export const hubReadinessReads = {
  'waiting.month': hubMonth,
  'waiting.reminder': async (ctx, asked) => {
    const sheet = reminderSheet(await reminderOf(ctx, asked))
    const { markup, pages } = sheetPages(sheet)
    return { title: sheet.title, markup, pages }
  },
  'waiting.printReminder': async (ctx, asked): Promise<Output<'waiting.printReminder'>> => {
    const audit = paperNumberOf(ctx)
    const sheet = reminderSheet({ ...(await reminderOf(ctx, asked)), audit })
    return { title: sheet.title, markup: sheetPages(sheet).markup, number: audit.number }
  },
  'waiting.writeReminder': async (ctx, { format, file, ...asked }) => {
    const sheet = reminderSheet({ ...(await reminderOf(ctx, asked)), audit: paperNumberOf(ctx) })
    return handFile(ctx, file, await sheetContent(sheet, format, ctx.now))
  },
  // A hub goes by calendar months.
  'waiting.ownPeriods': async () => ({ periods: [] }),
} satisfies HubReads
