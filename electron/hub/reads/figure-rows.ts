import type { Parsed } from '../../../shared/contract'
import { decimalText } from '../../../shared/decimal'
import { AppError } from '../../../shared/errors'
import { factDay } from '../../../shared/facts/days'
import { postgresDialect } from '../../../shared/facts/sql-dialect'
import { firstOf, isWithin } from '../../../shared/figures/amounts'
import { isDistinct, type Measure } from '../../../shared/figures/measures/define'
import { holds, type UnitSet } from '../../../shared/figures/unit-tree'
import { VALUE_SCALE } from '../../../shared/kinds/indicator-value'
import { type Period, parsePeriod } from '../../../shared/period'
import { BEFORE_ALL, dayAmong } from '../../engine/facts/counted-sql'
import { addingSql } from '../../engine/figures/figure-sql'
import type { Sql } from '../store/store'
import { hubFilledValues } from './filled'
import { amountsOn, type Ground, thingsOn } from './ground'
import { HUB_COLUMNS, type HubRow } from './records'
import { hubUnits } from './units'

/** Where a record stands among the rows of a figure: district by district, source by source, by day inside. */
interface Place {
  readonly district: number
  readonly source: number
  readonly day: number
  readonly rid: number
}

/** A record behind a figure, with what it adds (元 for money). */
interface AddingRow {
  readonly row: HubRow
  readonly amount: number
}

type Found = AddingRow & { readonly place: Place }

/**
 * A page of the records behind a figure; the amounts of all pages sum to it. Of different things the first record that names one adds it.
 * @throws AppError `measure.unknown`, `period.invalid`, `call.invalid` for a foreign cursor; `measure.share` for a share, whose two
 * figures have rows instead
 */
export async function figureRowsOn(
  sql: Sql,
  ground: Ground,
  asked: Parsed<'reports.figureRows'>,
): Promise<{ readonly rows: readonly AddingRow[]; readonly next: string | null }> {
  const { of, named } = ground.catalogue
  const measure = of(named(asked.measure) ?? asked.measure)
  if (measure.ratio) {
    const { part, of: whole } = measure.ratio
    throw new AppError('measure.share', {
      measure: measure.label,
      part: of(part).label,
      of: of(whole).label,
    })
  }
  const period = parsePeriod(asked.period)
  const scope = ground.tree.scope(ground.unit, asked.part)
  const start = asked.after === undefined ? undefined : readPlace(asked.after)
  const query = { sql, ground, measure, period, scope, start, limit: asked.limit + 1 }
  const found = isDistinct(measure) || measure.indicator ? await rowsOfPlaces(query) : await rowsOfSums(query)
  const kept = found.slice(0, asked.limit)
  const last = found.length > asked.limit ? kept.at(-1)?.place : undefined
  return {
    rows: kept.map(({ row, amount }) => ({ row, amount: measure.money ? amount / 100 : amount })),
    next: last ? `${last.district}/${last.source}:${last.day}:${last.rid}` : null,
  }
}

interface RowsQuery {
  readonly sql: Sql
  readonly ground: Ground
  readonly measure: Measure
  readonly period: Period
  readonly scope: UnitSet
  readonly start: Place | undefined
  readonly limit: number
}

async function rowsOfSums(query: RowsQuery): Promise<readonly Found[]> {
  const { start, limit, measure } = query
  const found: Found[] = []
  for (const { district, units } of await placesCounted(query)) {
    if (start && district < start.district) continue
    for (const source of measure.over.keys()) {
      if (start?.district === district && source < start.source) continue
      const isThere = start?.district === district && source === start.source
      const after = isThere ? start : { day: BEFORE_ALL - 1, rid: 0 }
      found.push(...(await rowsOfSource(query, { district, source, units, after }, limit - found.length)))
      if (found.length >= limit) return found
    }
  }
  return found
}

/** The districts whose records add to the figure, in the order of their numbers, and of each the units that do. */
async function placesCounted({
  sql,
  ground,
  measure,
  period,
  scope,
}: RowsQuery): Promise<readonly { readonly district: number; readonly units: UnitSet | null }[]> {
  const { district: own, tree } = ground
  const isAll = scope.but && scope.units.size === 0
  if (own !== null) {
    if (measure.levels === undefined) return [{ district: own, units: isAll ? null : scope }]
    const units = tree.all.flatMap(({ id }) => (isWithin(tree, scope, measure, id) ? [id] : []))
    return [{ district: own, units: { units: new Set(units), but: false } }]
  }
  const amounts = (await amountsOn(sql, ground, [measure.name], [period])).get(period.name)
  const districts = await sql.query<{ district: number; unit: string }>(
    'SELECT district, unit FROM districts ORDER BY district',
  )
  const adding = districts.filter(
    ({ unit }) => holds(scope, unit) && (amounts?.get(unit)?.get(measure.name)?.rows ?? 0) > 0,
  )
  // The levels of a measure are those of a district's own units.
  const counted = async (district: number): Promise<UnitSet | null> => {
    const { levels } = measure
    if (levels === undefined) return null
    const { all } = await hubUnits(sql, [district])
    return {
      units: new Set(all.flatMap(({ id, level }) => (levels.includes(level) ? [id] : []))),
      but: false,
    }
  }
  const places: { district: number; units: UnitSet | null }[] = []
  for (const { district } of adding) places.push({ district, units: await counted(district) })
  return places
}

interface Slice {
  readonly district: number
  readonly source: number
  readonly units: UnitSet | null
  readonly after: Pick<Place, 'day' | 'rid'>
}

async function rowsOfSource(
  { sql, measure, period }: RowsQuery,
  { district, source: at, units, after }: Slice,
  limit: number,
): Promise<readonly Found[]> {
  const source = measure.over[at]
  if (!source) return []
  const dialect = postgresDialect(true, false)
  const among = units === null ? 'all' : units.but ? 'not in' : 'in'
  const adding = dialect.finished(addingSql(measure, source, among, dialect))
  const rows = await sql.query<HubRow & { readonly day: number; readonly amount: number }>(
    `SELECT ${ofRecord}, a.day, a.amount::float8 AS amount FROM (${adding}) a
     JOIN records v ON v.district = ${district} AND v.rid = a.rid ORDER BY a.day, a.rid`,
    [
      dayAmong(period.from),
      dayAmong(period.to),
      [district],
      after.day,
      after.rid,
      ...(units === null ? [] : [[district], [...units.units]]),
      limit,
    ],
  )
  return rows.map(({ day, amount, ...row }) => ({
    row,
    amount,
    place: { district, source: at, day, rid: row.rid },
  }))
}

const ofRecord = HUB_COLUMNS.split(', ')
  .map((column) => `v.${column}`)
  .join(', ')

/** Rows that are known one by one: those that first name a thing, and the values of an indicator. */
async function rowsOfPlaces(query: RowsQuery): Promise<readonly Found[]> {
  const { sql, start, limit } = query
  const all = query.measure.indicator ? await placesOfValues(query) : await placesOfThings(query)
  const places = all
    .filter(({ place }) => start === undefined || isAfter(place, start))
    .sort((a, b) => (isAfter(a.place, b.place) ? 1 : -1))
    .slice(0, limit)
  const rows = await sql.query<HubRow>(
    `SELECT ${ofRecord} FROM unnest($1::int[], $2::bigint[]) AS at(district, rid) JOIN records v USING (district, rid)`,
    [places.map(({ place }) => place.district), places.map(({ place }) => place.rid)],
  )
  const byPlace = new Map(rows.map((row) => [`${row.district}/${row.rid}`, row]))
  return places.flatMap(({ place, amount }) => {
    const row = byPlace.get(`${place.district}/${place.rid}`)
    return row ? [{ row, amount, place }] : []
  })
}

interface Adding {
  readonly place: Place
  readonly amount: number
}

async function placesOfThings({
  sql,
  ground,
  measure,
  period,
  scope,
}: RowsQuery): Promise<readonly Adding[]> {
  const amounts = await thingsOn(sql, ground, measure, period)
  const shares = [...amounts].flatMap(([unit, own]) => {
    const share = own.get(measure.name)
    return share && isWithin(ground.tree, scope, measure, unit) ? [share] : []
  })
  const counts = new Map<string, number>()
  for (const at of firstOf(shares).values()) counts.set(at, (counts.get(at) ?? 0) + 1)
  return [...counts].map(([at, amount]) => ({ amount, place: placeOfFirst(at) }))
}

/** `source:date:district/rid`, as amounts name the first record of a thing. */
function placeOfFirst(at: string): Place {
  const [source, date = '', record = ''] = at.split(':')
  const [district, rid] = record.split('/')
  const day = date === '' ? BEFORE_ALL : (factDay(date) ?? BEFORE_ALL)
  return { source: Number(source), day, district: Number(district), rid: Number(rid) }
}

async function placesOfValues({
  sql,
  ground,
  measure,
  period,
  scope,
}: RowsQuery): Promise<readonly Adding[]> {
  const { district, tree } = ground
  if (district === null) return []
  const values = await hubFilledValues(sql, district, measure, period)
  return values
    .filter(({ unit }) => isWithin(tree, scope, measure, unit ?? ''))
    .map(({ date, rid, value }) => ({
      amount: Number(decimalText(value, VALUE_SCALE)),
      place: { district, source: 0, day: dayAmong(date), rid },
    }))
}

function isAfter(a: Place, b: Place): boolean {
  const order = [a.district - b.district, a.source - b.source, a.day - b.day, a.rid - b.rid]
  return (order.find((one) => one !== 0) ?? 0) > 0
}

function readPlace(text: string): Place {
  const match = /^(\d{1,9})\/(\d{1,4}):(-?\d{1,7}):(\d{1,15})$/.exec(text)
  if (!match) throw new AppError('call.invalid', { problems: [{ field: 'after', reason: 'cursor.invalid' }] })
  const [district = 0, source = 0, day = 0, rid = 0] = match.slice(1).map(Number)
  return { district, source, day, rid }
}
