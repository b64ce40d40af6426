import { decimalText } from '../../../shared/decimal'
import { AppError } from '../../../shared/errors'
import { firstOf, isWithin } from '../../../shared/figures/amounts'
import type { Figure } from '../../../shared/figures/figure'
import { figuresFrom } from '../../../shared/figures/figures'
import { isDistinct, type Measure } from '../../../shared/figures/measures/define'
import type { UnitPart, UnitSet, UnitTree } from '../../../shared/figures/unit-tree'
import { VALUE_SCALE } from '../../../shared/kinds/indicator-value'
import type { Period } from '../../../shared/period'
import type { ReadDb } from '../context'
import { catalogueOf } from '../district/catalogue'
import { readUnits, requireUnit } from '../district/units'
import { viewsByRid } from '../records/queries'
import { amountsIn } from './amounts'
import { valuesBehind } from './indicator-values'
import { type FigureRow, rowsOfSource } from './queries'
import { segmentsOf } from './segments'

/**
 * Some figures of one period over a unit and all under it (null: everything), or over a part of that.
 * @throws AppError `measure.unknown`, `unit.not-found`
 */
export function figuresOf(
  db: ReadDb,
  names: readonly string[],
  period: Period,
  unit: string | null,
  part?: UnitPart,
): Figure[] {
  return figuresByPeriod(db, names, [period], unit, part).flat()
}

/** The same figures of several periods, a list a period. @throws AppError as `figuresOf` */
export function figuresByPeriod(
  db: ReadDb,
  names: readonly string[],
  periods: readonly Period[],
  unit: string | null,
  part?: UnitPart,
): Figure[][] {
  const tree = readUnits(db)
  requireUnit(tree, unit)
  const amounts = new Map(periods.map((period) => [period.name, amountsIn(db, names, period)]))
  const figures = figuresFrom({ tree, amounts, catalogue: catalogueOf(db) }, names)
  return periods.map((period) => names.map((name) => figures.of(name, period, unit, part)))
}

interface RowsQuery {
  readonly measure: string
  readonly period: Period
  readonly unit: string | null
  readonly part?: UnitPart | undefined
  readonly after: string | undefined
  readonly limit: number
}

/** A page of the records behind a figure, and where the next begins. */
interface RowsPage {
  readonly rows: readonly FigureRow[]
  readonly next: string | null
}

/**
 * The records behind a figure with what each adds, a page at a time: source by source in the measure's order, by date
 * inside. The amounts of all pages sum to the figure (元 for money). Of different things, the first record that names one
 * adds it. A share has no rows of its own: its two figures have.
 * @throws AppError as `figuresOf`, `measure.share`, `call.invalid` for a foreign cursor
 */
export function figureRows(db: ReadDb, query: RowsQuery): RowsPage {
  const { of: measureOf } = catalogueOf(db)
  const measure = measureOf(query.measure)
  if (measure.ratio)
    throw new AppError('measure.share', {
      measure: measure.label,
      part: measureOf(measure.ratio.part).label,
      of: measureOf(measure.ratio.of).label,
    })
  const tree = readUnits(db)
  requireUnit(tree, query.unit)
  if (isDistinct(measure)) return rowsOfThings(db, measure, tree, query)
  if (measure.indicator) return rowsOfValues(db, measure, tree, query)
  const { rows, next } = rowsOfSums(db, measure, tree, query)
  return { rows: measure.money ? rows.map((row) => ({ ...row, amount: row.amount / 100 })) : rows, next }
}

function rowsOfSums(db: ReadDb, measure: Measure, tree: UnitTree, query: RowsQuery): RowsPage {
  const units = unitsCounted(measure, tree, tree.scope(query.unit, query.part))
  const segments = segmentsOf(db, query.period, units)
  const start = readCursor(query.after)
  const rows: { at: number; row: FigureRow }[] = []
  const parts = measure.over.flatMap((source) => segments.map((segment) => ({ source, segment })))
  for (const [at, { source, segment }] of parts.entries()) {
    if (at < start.source) continue
    const after = at === start.source ? start : { date: '', rid: 0 }
    const { from, to } = segment.period
    const limit = query.limit + 1 - rows.length
    const found = rowsOfSource(db, measure, source, { from, to, units: segment.units, after, limit })
    rows.push(...found.map((row) => ({ at, row })))
    if (rows.length > query.limit) break
  }
  return page(rows, query.limit)
}

/** The units of a scope whose records count. */
function unitsCounted(measure: Measure, tree: UnitTree, scope: UnitSet): UnitSet {
  if (measure.levels === undefined) return scope
  const all = tree.top.flatMap(({ id }) => [...tree.within(id)])
  return { units: new Set(all.filter((id) => isWithin(tree, scope, measure, id))), but: false }
}

/** The values of an indicator, each with what it says; of a mean what was averaged. */
function rowsOfValues(db: ReadDb, measure: Measure, tree: UnitTree, query: RowsQuery): RowsPage {
  const scope = tree.scope(query.unit, query.part)
  const places = valuesBehind(db, measure, query.period, tree, scope).map(({ date, rid, value }) => ({
    source: 0,
    date,
    rid,
    amount: Number(decimalText(value, VALUE_SCALE)),
  }))
  return pageOfPlaces(db, places, query)
}

function rowsOfThings(db: ReadDb, measure: Measure, tree: UnitTree, query: RowsQuery): RowsPage {
  const amounts = amountsIn(db, [measure.name], query.period)
  const scope = tree.scope(query.unit, query.part)
  const shares = [...amounts].flatMap(([unit, own]) => {
    const share = own.get(measure.name)
    return share && isWithin(tree, scope, measure, unit) ? [share] : []
  })
  const amountOf = new Map<string, number>()
  for (const at of firstOf(shares).values()) amountOf.set(at, (amountOf.get(at) ?? 0) + 1)
  const places = [...amountOf].map(([at, amount]) => ({ ...readCursor(at), amount }))
  return pageOfPlaces(db, places, query)
}

/** A page of places that are known already, in their order. */
function pageOfPlaces(
  db: ReadDb,
  all: readonly (Place & { readonly amount: number })[],
  query: RowsQuery,
): RowsPage {
  const start = readCursor(query.after)
  const places = all
    .filter((place) => query.after === undefined || isAfter(place, start))
    .sort((a, b) => (isAfter(a, b) ? 1 : -1))
    .slice(0, query.limit + 1)
  const views = new Map(
    viewsByRid(
      db,
      places.map((place) => place.rid),
    ).map((view) => [view.rid, view]),
  )
  const rows = places.flatMap(({ source, date, rid, amount }) => {
    const view = views.get(rid)
    return view ? [{ at: source, row: { ...view, date, amount } }] : []
  })
  return page(rows, query.limit)
}

function page(rows: readonly { readonly at: number; readonly row: FigureRow }[], limit: number): RowsPage {
  const kept = rows.slice(0, limit)
  const last = rows.length > limit ? kept.at(-1) : undefined
  return {
    rows: kept.map(({ row }) => row),
    next: last ? `${last.at}:${last.row.date}:${last.row.rid}` : null,
  }
}

/** Where a record stands among the rows of a figure. */
interface Place {
  readonly source: number
  readonly date: string
  readonly rid: number
}

function isAfter(a: Place, b: Place): boolean {
  if (a.source !== b.source) return a.source > b.source
  return a.date === b.date ? a.rid > b.rid : a.date > b.date
}

/** `source:date:rid`, the source with its segment; the date is empty where a record that lasts says no beginning. */
function readCursor(text: string | undefined): Place {
  if (text === undefined) return { source: 0, date: '', rid: 0 }
  const match = /^(\d{1,4}):((?:\d{4}-\d{2}-\d{2})?):(\d{1,15})$/.exec(text)
  if (!match) throw new AppError('call.invalid', { problems: [{ field: 'after', reason: 'cursor.invalid' }] })
  return { source: Number(match[1]), date: match[2] ?? '', rid: Number(match[3]) }
}
