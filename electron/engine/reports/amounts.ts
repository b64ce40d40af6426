import { isKeptByMonth } from '../../../shared/facts/by-month'
import { isoOfDay } from '../../../shared/facts/days'
import type { Amounts, Share } from '../../../shared/figures/amounts'
import { countedFor } from '../../../shared/figures/measures'
import { isDistinct, type Measure } from '../../../shared/figures/measures/define'
import { holds } from '../../../shared/figures/unit-tree'
import type { Period } from '../../../shared/period'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'
import { catalogueOf } from '../district/catalogue'
import { firstRecord } from '../figures/distinct-sql'
import { type KeptPeriod, keptOfPeriod, keptSumsOf, keptThingsOf, staleDays } from '../figures/kept-sums'
import { passesFor } from '../figures/passes'
import { sumByUnit, type ThingRow, thingsByUnit } from '../figures/read'
import { addShare, addSums, newThings, noteThing, shareOfThings } from '../figures/shares'
import { filledShares } from './indicator-values'
import { rowsOfSource } from './queries'
import { everything, segmentsOf } from './segments'

type Days = Pick<Period, 'from' | 'to'>

/**
 * What each unit's own records add to some measures in a period. Records without a unit stand under `''`. Of units that report by
 * months of their own (报送规则 for single streets) those days count; what is filled month by month counts for its month.
 * @param from `facts`: nothing that is kept by month is believed; the same is found
 * @throws AppError `measure.unknown`
 */
export function amountsIn(
  db: ReadDb,
  names: readonly string[],
  period: Period,
  from: 'kept' | 'facts' = 'kept',
): Amounts {
  const byUnit = new Map<string, Map<string, Share>>()
  const all = countedFor(names, catalogueOf(db).of)
  const counted = all.filter(({ indicator }) => indicator === undefined)
  const own = (unit: string | null): Map<string, Share> => {
    const found = byUnit.get(unit ?? '') ?? new Map<string, Share>()
    byUnit.set(unit ?? '', found)
    return found
  }
  for (const { period: days, units } of segmentsOf(db, period, everything)) {
    const within: Own = (unit) => (holds(units, unit ?? '') ? own(unit) : new Map<string, Share>())
    const kept = from === 'kept' ? keptOfPeriod(db, days) : null
    const byMonth = kept === null ? [] : counted.filter(isKeptByMonth)
    addSumsOfDays(
      db,
      counted.filter((measure) => !byMonth.includes(measure)),
      days,
      within,
    )
    if (kept !== null) addKeptSums(db, byMonth, kept, within)
    for (const measure of counted)
      if (isDistinct(measure)) addThings(db, measure, byMonth.includes(measure) ? kept : null, days, within)
    for (const measure of counted) addSaid(db, measure, days, within)
  }
  for (const measure of all)
    if (measure.indicator)
      for (const [unit, share] of filledShares(db, measure, period)) own(unit).set(measure.name, share)
  return byUnit
}

/** Where the amounts of a unit are added up. */
type Own = (unit: string | null) => Map<string, Share>

function addSumsOfDays(
  db: ReadDb,
  measures: readonly Measure[],
  { from, to }: Days,
  own: Own,
  kind?: string,
): void {
  for (const pass of passesFor(measures))
    if (kind === undefined || pass.kind === kind)
      for (const row of sumByUnit(db, pass, from, to)) addSums(pass, row, own(row.unit))
}

/** The sums that are kept, and those of the months of a kind in which something was written since. */
function addKeptSums(db: ReadDb, measures: readonly Measure[], { parts, stale }: KeptPeriod, own: Own): void {
  const unitOf = unitNames(db)
  for (const { name, over } of measures.filter((measure) => !isDistinct(measure)))
    for (const part of parts)
      for (const { source, unit, ...share } of keptSumsOf(db, name, part))
        if (!isStale(stale, over[source]?.kind, part.month)) addShare(own(unitOf(unit)), name, share)
  for (const [kind, months] of stale)
    for (const run of staleDays(parts, months)) addSumsOfDays(db, measures, run, own, kind)
}

const isStale = (stale: KeptPeriod['stale'], kind: string | undefined, month: number): boolean =>
  kind !== undefined && stale.get(kind)?.has(month) === true

const knownUnits: (db: ReadDb) => Map<number, string | null> = remembered(() => new Map())

/** Says the ids of units by their numbers, as the database is now. */
function unitNames(db: ReadDb): (number: number | null) => string | null {
  const known = knownUnits(db)
  const name = prepared<[number], string>(db, 'SELECT name FROM fact_ids WHERE id = ?').pluck()
  return (number) => {
    if (number === null) return null
    let found = known.get(number)
    if (found === undefined) {
      found = name.get(number) ?? null
      known.set(number, found)
    }
    return found
  }
}

/** More than any report could name. */
const MOST_SAID = 1000

/** What the records of a measure say beside themselves; only of those that there are. */
function addSaid(db: ReadDb, measure: Measure, { from, to }: Days, own: Own): void {
  const { said: field } = measure
  if (field === undefined) return
  for (const source of measure.over) {
    const after = { date: '', rid: 0 }
    const asked = { from, to, units: everything, after, limit: MOST_SAID }
    for (const { body } of rowsOfSource(db, measure, source, asked)) {
      const { [source.unit]: unit, [field]: text } = JSON.parse(body) as Flat
      const shares = typeof unit === 'string' ? own(unit) : undefined
      const share = shares?.get(measure.name)
      if (share && typeof text === 'string' && text !== '')
        shares?.set(measure.name, { ...share, said: [...new Set([...(share.said ?? []), text])] })
    }
  }
}

function addThings(db: ReadDb, measure: Measure, kept: KeptPeriod | null, days: Days, own: Own): void {
  const things = newThings()
  const unitOf = unitNames(db)
  for (const [at, source] of measure.over.entries()) {
    const named =
      kept === null ? thingsByUnit(db, source, days.from, days.to) : keptThings(db, measure, at, kept)
    for (const { unit, thing, first } of named) {
      const { day, rid } = firstRecord(first)
      noteThing(things, unitOf(unit), thing, `${at}:${day < 0 ? '' : isoOfDay(day)}:${rid}`)
    }
  }
  for (const [unit, first] of things) own(unit).set(measure.name, shareOfThings(first))
}

/** The things of one source by what is kept, and by the facts of the months in which something was written since; the first come first. */
function keptThings(
  db: ReadDb,
  measure: Measure,
  at: number,
  { parts, stale }: KeptPeriod,
): readonly ThingRow[] {
  const source = measure.over[at]
  if (!source) return []
  const months = stale.get(source.kind) ?? new Set()
  const found: ThingRow[] = staleDays(parts, months).flatMap(({ from, to }) =>
    thingsByUnit(db, source, from, to),
  )
  for (const part of parts)
    if (!months.has(part.month))
      found.push(...keptThingsOf(db, measure.name, part).filter((one) => one.source === at))
  return found.sort((a, b) => a.first - b.first)
}
