import { AppError } from '../../../shared/errors'
import type { Period } from '../../../shared/period'
import { type Amounts, figuresFrom } from '../../../shared/reports/define'
import type { Figure } from '../../../shared/reports/document'
import { measureOf, measures } from '../../../shared/reports/measures'
import { type UnitTree, unitTree } from '../../../shared/reports/unit-tree'
import type { ReadDb } from '../context'
import { countedKinds, type FigureRow, readUnits, rowsOfSource, sumByUnit } from './queries'

/** What each unit's own records add to each measure in a period. Records without a unit stand under `''`. */
export function amountsIn(db: ReadDb, period: Period): Amounts {
  const byUnit = new Map<string, Map<string, number>>()
  for (const kind of countedKinds)
    for (const row of sumByUnit(db, kind, period.from, period.to)) {
      const own = byUnit.get(row.unit ?? '') ?? new Map<string, number>()
      byUnit.set(row.unit ?? '', own)
      for (const { name } of measures) {
        const amount = row[name]
        if (typeof amount === 'number') own.set(name, (own.get(name) ?? 0) + amount)
      }
    }
  return byUnit
}

/** The tree as reports see it. */
export function readUnitTree(db: ReadDb): UnitTree {
  return unitTree(readUnits(db))
}

/**
 * Some figures of one period over a unit and all under it (null: everything).
 * @throws AppError `measure.unknown`, `unit.not-found`
 */
export function figuresOf(
  db: ReadDb,
  names: readonly string[],
  period: Period,
  unit: string | null,
): Figure[] {
  for (const name of names) measureOf(name)
  const tree = readUnitTree(db)
  requireUnit(tree, unit)
  const figures = figuresFrom({ tree, amounts: new Map([[period.name, amountsIn(db, period)]]) })
  return names.map((name) => figures.of(name, period, unit))
}

/** @throws AppError `unit.not-found` */
export function requireUnit(tree: UnitTree, unit: string | null): void {
  if (unit !== null && !tree.get(unit)) throw new AppError('unit.not-found', { unit })
}

/**
 * The records behind a figure with what each adds, a page at a time: source by source in the measure's order, by date
 * inside. The amounts of all pages sum to the figure. @throws AppError as `figuresOf`, `call.invalid` for a foreign cursor
 */
export function figureRows(
  db: ReadDb,
  query: {
    readonly measure: string
    readonly period: Period
    readonly unit: string | null
    readonly after: string | undefined
    readonly limit: number
  },
): { readonly rows: readonly FigureRow[]; readonly next: string | null } {
  const measure = measureOf(query.measure)
  const tree = readUnitTree(db)
  requireUnit(tree, query.unit)
  const units = query.unit === null ? null : JSON.stringify([...tree.within(query.unit)])
  const start = readCursor(query.after)
  const rows: FigureRow[] = []
  for (const [at, source] of measure.over.entries()) {
    if (at < start.source) continue
    const after = at === start.source ? start : { date: '', rid: 0 }
    const { from, to } = query.period
    const found = rowsOfSource(db, measure, source, {
      from,
      to,
      units,
      after,
      limit: query.limit + 1 - rows.length,
    })
    rows.push(...found)
    if (rows.length > query.limit) {
      const kept = rows.slice(0, query.limit)
      const last = kept.at(-1)
      const source = measure.over.findIndex((one) => one.kind === last?.kind)
      return { rows: kept, next: last ? `${source}:${last.date}:${last.rid}` : null }
    }
  }
  return { rows, next: null }
}

function readCursor(text: string | undefined): { source: number; date: string; rid: number } {
  if (text === undefined) return { source: 0, date: '', rid: 0 }
  const match = /^(\d):(\d{4}-\d{2}-\d{2}):(\d{1,15})$/.exec(text)
  if (!match) throw new AppError('call.invalid', { problems: [{ field: 'after', reason: 'cursor.invalid' }] })
  return { source: Number(match[1]), date: match[2] ?? '', rid: Number(match[3]) }
}
