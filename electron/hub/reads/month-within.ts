import type { UnitTree } from '../../../shared/figures/unit-tree'
import { calendarOf, type Period, parsePeriod, periodLength } from '../../../shared/period'
import {
  arrivalBy,
  dueDay,
  type MonthReadiness,
  type StreetMonth,
  USUAL_RULE,
} from '../../../shared/readiness/month'
import { type DatedRule, monthInHand, ruleOn, spanUnder } from '../../../shared/readiness/rules'
import { dayOf } from '../../engine/moment'
import { siteName } from '../../engine/sites/sites'
import type { Sql } from '../store/store'
import { addOpen, nothingOpen, type OpenRecords, openByUnit } from './open-records'
import type { ReadContext } from './read'
import { hubReportingRules } from './reporting-rules'
import { type CameFile, type SenderRow, sendersIn, type ToldFiles, toldFilesOf } from './senders'
import { silentDays } from './silent-days'
import { hubUnits } from './units'

/** An office that hands in to the hub. */
export interface HandsIn {
  readonly district: number
  readonly unit: string
  readonly name: string
}

/** Which month of whom, and where one comes back to. */
export interface AskedWithin {
  readonly office: HandsIn
  /** Its own unit, or that of a district inside of a city. */
  readonly unit: string
  readonly period: string | undefined
  readonly above: NonNullable<MonthReadiness['within']>['above']
}

const newestOfOffice = 'SELECT max(at) AS at FROM hub_arrivals() WHERE district = $1'

/**
 * Whether a month is ready inside of one office that hands in here, by what its files told. Its streets stand in the order of the units,
 * each by the office's own rules. Of a city its districts stand so, by calendar months. Nobody is ranked.
 * @throws AppError `period.invalid`
 */
export async function monthWithin(ctx: ReadContext, asked: AskedWithin): Promise<MonthReadiness> {
  const { sql, today } = ctx
  const { office, unit } = asked
  const senders = await sendersIn(sql, office.district)
  const tree = await hubUnits(sql, [office.district])
  const offices = senders.filter(({ role, unit: of }) => role === 'district' && of !== office.unit)
  const isCity = unit === office.unit && offices.length > 0
  const rules = isCity ? [] : await rulesOf(sql, office, tree, senders)
  const named = asked.period === undefined ? undefined : parsePeriod(asked.period)
  const month = named ? spanOf(rules, unit, named) : monthInHand(rules, unit, today).month
  const rows = (isCity ? unitsOfOffices(offices, tree) : streetsIn(tree, office, unit)).map((row) => ({
    ...row,
    own: spanOf(rules, row.id, month),
  }))
  const role = isCity ? 'district' : 'street'
  const computersOf = (id: string): readonly SenderRow[] =>
    senders.filter((sender) => sender.role === role && sender.unit === id)
  const ends = new Map(rows.flatMap(({ id, own }) => computersOf(id).map(({ site }) => [site, own.to])))
  for (const { site } of offices.filter(({ unit: of }) => of === unit)) ends.set(site, month.to)
  const told = await toldFilesOf(sql, office.district, ends)
  const at = unit === office.unit ? await newestCame(sql, office) : newestTold(offices, unit, told)
  // Who has been silent since is not known: silence is counted up to what told of it.
  const asOf = at === null ? ctx.now : Date.parse(at)
  const open = openWithin(sql, office, tree)
  const streets: StreetMonth[] = []
  for (const { id, name, own } of rows) {
    const until = dueDay(own, isCity ? USUAL_RULE : ruleOn(rules, id, own.to))
    streets.push({
      unit: id,
      name,
      period: own.name,
      label: own.label,
      until,
      ...whatCame(computersOf(id), told, { month: own, until, asOf }),
      ...(await open(own, id)),
    })
  }
  const total = await open(month, unit === office.unit ? null : unit)
  for (const street of streets.filter(({ period }) => period !== month.name)) {
    addOpen(total, await open(month, street.unit), -1)
    addOpen(total, street)
  }
  return {
    of: role,
    within: {
      unit,
      name: tree.get(unit)?.name || office.name,
      on: at === null ? null : dayOf(at),
      above: asked.above,
    },
    period: month.name,
    label: month.label,
    until: dueDay(month, ruleOn(rules, unit, month.to)),
    streets,
    total,
    texts: [],
    frozen: null,
  }
}

const rulesOf = (
  sql: Sql,
  { district }: HandsIn,
  tree: UnitTree,
  senders: readonly SenderRow[],
): Promise<readonly DatedRule[]> =>
  hubReportingRules(
    sql,
    district,
    tree,
    (site) => senders.find((sender) => sender.site === site && sender.role === 'district')?.unit,
  )

/** A month as it is for a unit. Days that somebody chose are what they are. */
function spanOf(rules: readonly DatedRule[], unit: string, period: Period): Period {
  const length = periodLength(period)
  return length === 'days' || length === 'toDate' ? period : spanUnder(rules, unit, calendarOf(period))
}

interface NamedUnit {
  readonly id: string
  readonly name: string
}

const streetsIn = (tree: UnitTree, office: HandsIn, unit: string): readonly NamedUnit[] =>
  tree.all.filter(
    ({ id, level, living }) =>
      level === 'street' && living && (unit === office.unit || tree.within(unit).has(id)),
  )

/** In the order of the units; what the tree does not know comes behind. */
function unitsOfOffices(offices: readonly SenderRow[], tree: UnitTree): readonly NamedUnit[] {
  const places = new Map(tree.all.map(({ id }, at) => [id, at]))
  const units = new Map(
    offices.map(({ unit, unit_name }) => [unit, { id: unit, name: tree.get(unit)?.name || unit_name }]),
  )
  const placeOf = ({ id }: NamedUnit): number => places.get(id) ?? places.size
  return [...units.values()].sort((a, b) => placeOf(a) - placeOf(b))
}

/**
 * What came from the computers of one unit. A computer that took new keys is one with what it was; of one that was lost or replaced by
 * nobody only what it sent is told.
 */
function whatCame(
  selves: readonly SenderRow[],
  told: ReadonlyMap<string, ToldFiles>,
  { month, until, asOf }: { readonly month: Period; readonly until: string; readonly asOf: number },
): Pick<StreetMonth, 'arrival' | 'batches' | 'silentDays'> {
  const computers = [...new Set(selves.map(({ root }) => root))].map((root) => {
    const own = selves.filter((self) => self.root === root)
    const living = own.find(({ ended }) => !ended)
    const files = own.flatMap(({ site }) => told.get(site) ?? [])
    const inOrder = (of: keyof ToldFiles): CameFile[] =>
      files.flatMap((file) => file[of] ?? []).sort((a, b) => (a.at < b.at ? -1 : 1))
    return {
      self: living ?? own.at(-1),
      living,
      first: inOrder('first')[0],
      newest: inOrder('newest').at(-1),
    }
  })
  const newest = latest(computers.map(({ newest }) => newest?.at))
  const whole = computers.flatMap(({ first }) => (first ? [first.at] : [])).sort()[0]
  return {
    arrival:
      computers.length === 0
        ? 'unjoined'
        : arrivalBy({
            newest: newest === null ? '' : dayOf(newest),
            whole: whole === undefined ? '' : dayOf(whole),
            month,
            until,
          }),
    batches: computers.flatMap(({ self, living, first, newest }) => {
      const shown = first ?? newest
      return self && (living || shown)
        ? [{ site: siteName(self), serial: shown?.serial ?? null, at: shown?.at ?? null }]
        : []
    }),
    silentDays: silentDays(newest, asOf),
  }
}

const latest = (times: readonly (string | null | undefined)[]): string | null =>
  times
    .flatMap((at) => at ?? [])
    .sort()
    .at(-1) ?? null

const newestTold = (
  offices: readonly SenderRow[],
  unit: string,
  told: ReadonlyMap<string, ToldFiles>,
): string | null =>
  latest(offices.filter((one) => one.unit === unit).map(({ site }) => told.get(site)?.newest?.at))

async function newestCame(sql: Sql, { district }: HandsIn): Promise<string | null> {
  const [row] = await sql.query<{ at: string | null }>(newestOfOffice, [district])
  return row?.at ?? null
}

/** Counts what is open in a month of one unit and all under it; null: of all that the office holds. Each month is read once. */
function openWithin(
  sql: Sql,
  { district }: HandsIn,
  tree: UnitTree,
): (month: Period, unit: string | null) => Promise<OpenRecords> {
  const read = new Map<string, ReadonlyMap<string, OpenRecords>>()
  return async (month, unit) => {
    const open = read.get(month.name) ?? (await openByUnit(sql, district, month))
    read.set(month.name, open)
    const units = unit === null ? null : tree.within(unit)
    const sum = nothingOpen()
    for (const [at, more] of open) if (!units || units.has(at)) addOpen(sum, more)
    return sum
  }
}
