import type { Output } from '../../../shared/contract'
import { fieldOf } from '../../../shared/definition/define'
import { REVIEW } from '../../../shared/definition/workflow'
import type { Figure } from '../../../shared/figures/figure'
import { isDistinct, type Measure } from '../../../shared/figures/measures/define'
import { knownKind } from '../../../shared/kinds'
import {
  amountsThen,
  type FrozenContent,
  frozenFigures,
  type RowDifference,
  rowDifferences,
} from '../../../shared/paper/frozen'
import { type Period, parsePeriod } from '../../../shared/period'
import { splitKey } from '../../../shared/records/both-shapes'
import { upgradedChangesOf } from '../changes/upgraded'
import type { OpenContext } from '../context'
import { catalogueOf } from '../district/catalogue'
import { readUnits } from '../district/units'
import { findView } from '../records/queries'
import { viewsOf } from '../records/view'
import { figureRows, figuresOf } from './figures'
import { frozenById, frozenContentOf } from './freeze'

type Differences = Output<'reports.differences'>

/** More differences than these are not read by anybody; how many there are is said. */
const SHOWN = 300
const PAGE = 1000

/**
 * What has changed since a report was signed off (与已上报差异): its figures then and now, and the records whose part in them
 * changed. @throws AppError `report.not-frozen`, `report.frozen-damaged`
 */
export function differencesSince(ctx: OpenContext, id: string): Differences {
  const frozen = frozenById(ctx, id)
  const content = frozenContentOf(ctx.db, id)
  const { known: knownMeasure } = catalogueOf(ctx.db)
  const period = parsePeriod(frozen.period)
  const unit = ctx.site.role !== 'street' && frozen.unit === ctx.site.unit ? null : frozen.unit
  const figures = changedFigures(ctx, frozenFigures(content))
  const { rows } = content
  const measures = Object.keys(content.measures).flatMap((name) => knownMeasure(name) ?? [])
  const found = rows ? changedRows(ctx, measures, rows, { period, unit }) : []
  const shown = found.slice(0, SHOWN)
  const views = new Map(
    viewsOf(
      ctx.db,
      [...new Set(shown.map(({ row }) => row.record))].flatMap((record) => findView(ctx.db, record) ?? []),
    ).map((view) => [view.id, view]),
  )
  return {
    frozen,
    figures,
    /** Counted in another way since: then and now do not compare. */
    recounted: Object.entries(content.measures)
      .filter(([name, version]) => knownMeasure(name)?.version !== version)
      .map(([name]) => name),
    rows: shown.map(({ measure, row }) => {
      const view = views.get(row.record)
      return {
        measure: measure.name,
        label: measure.label,
        word: measure.word,
        record: row.record,
        kind: view?.kind ?? null,
        number: view?.number ?? null,
        title: view?.title ?? null,
        deleted: view?.deleted ?? false,
        change: row.change,
        before: row.before,
        after: row.after,
      }
    }),
    rowsKept: rows !== null,
    total: found.length,
    records: new Set(found.map(({ row }) => row.record)).size,
  }
}

/** The figures of the frozen document that come out otherwise today, in the document's order. */
function changedFigures(
  ctx: OpenContext,
  frozen: readonly Figure[],
): { readonly before: Figure; readonly after: Figure }[] {
  const tree = readUnits(ctx.db)
  const { known: knownMeasure } = catalogueOf(ctx.db)
  const groups = new Map<string, Figure[]>()
  for (const figure of frozen) {
    // A newer version's figure, or a unit that never came here, can not be counted again.
    if (!knownMeasure(figure.measure) || (figure.unit !== null && !tree.get(figure.unit))) continue
    const key = `${figure.period} ${figure.unit ?? '*'} ${figure.part ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), figure])
  }
  const now = new Map<string, Figure>()
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const names = group.map(({ measure }) => measure)
    const { period, unit, part } = first
    for (const figure of figuresOf(ctx.db, names, parsePeriod(period), unit, part)) now.set(figure.id, figure)
  }
  return frozen.flatMap((before) => {
    const after = now.get(before.id)
    return after && after.text !== before.text ? [{ before, after }] : []
  })
}

interface Changed {
  readonly measure: Measure
  readonly row: RowDifference
}

/**
 * The records whose part in a figure is another one now; then those that add the same and were edited in what figures
 * read.
 * One that moved to another village leaves the street's totals as they were.
 */
function changedRows(
  ctx: OpenContext,
  measures: readonly Measure[],
  rows: NonNullable<FrozenContent['rows']>,
  place: { readonly period: Period; readonly unit: string | null },
): readonly Changed[] {
  const signed = new Set(rows.records.map(([record]) => record))
  const standing = new Set<string>()
  const different: Changed[] = []
  const alike = new Map<string, Changed & { readonly lastChange: string }>()
  for (const measure of measures) {
    const then = amountsThen(rows, measure.name)
    const now = rowsNow(ctx, measure.name, place)
    const amounts = new Map([...now].map(([id, { amount }]) => [id, amount]))
    for (const row of rowDifferences(then, amounts)) different.push({ measure, row })
    for (const [record, { amount, last_change }] of now) {
      standing.add(record)
      const before = then.get(record)
      if (before !== undefined && !alike.has(record))
        alike.set(record, {
          measure,
          row: { record, change: 'edited', before, after: amount },
          lastChange: last_change,
        })
    }
  }
  // Of different things one record that names each stands for it: that it is another now, of those there were, says nothing.
  const changed = different.filter(
    ({ measure, row }) => !isDistinct(measure) || !signed.has(row.record) || !standing.has(row.record),
  )
  for (const { row } of changed) alike.delete(row.record)
  const edited = rows.records.flatMap(([record, change]) => {
    const found = alike.get(record)
    const isEdited = found !== undefined && found.lastChange !== change
    return isEdited && touchesFigures(ctx, record, change) ? [found] : []
  })
  return [...changed, ...edited]
}

/** Whether a record was edited since a change in anything that figures read; the review moving on is no edit. */
function touchesFigures(ctx: OpenContext, record: string, since: string): boolean {
  const kind = knownKind(findView(ctx.db, record)?.kind ?? '')
  const later = upgradedChangesOf(ctx.db, record).filter(({ id }) => id > since)
  return later
    .flatMap(({ set }) => Object.keys(set))
    .some((key) => {
      const { field } = splitKey(key)
      return field !== REVIEW && (kind ? fieldOf(kind, field)?.measured === true : false)
    })
}

/** What each record adds now, and its newest change. */
function rowsNow(
  ctx: OpenContext,
  measure: string,
  place: { readonly period: Period; readonly unit: string | null },
): ReadonlyMap<string, { readonly amount: number; readonly last_change: string }> {
  const found = new Map<string, { readonly amount: number; readonly last_change: string }>()
  let after: string | undefined
  do {
    const page = figureRows(ctx.db, { measure, ...place, after, limit: PAGE })
    for (const row of page.rows) found.set(row.id, row)
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}
