import type { Output } from '../../../shared/contract'
import { type Period, parsePeriod } from '../../../shared/period'
import type { Figure } from '../../../shared/reports/document'
import { amountsThen, frozenFigures, rowDifferences } from '../../../shared/reports/frozen'
import { knownMeasure } from '../../../shared/reports/measures'
import type { OpenContext } from '../context'
import { findView } from '../records/queries'
import { viewsOf } from '../records/view'
import { figureRows, figuresOf, readUnitTree } from './figures'
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
  const period = parsePeriod(frozen.period)
  const unit = ctx.site.role !== 'street' && frozen.unit === ctx.site.unit ? null : frozen.unit
  const figures = changedFigures(ctx, frozenFigures(content))
  const { rows } = content
  const found = rows
    ? Object.keys(content.measures)
        .flatMap((name) => knownMeasure(name) ?? [])
        .flatMap((measure) => {
          const now = amountsNow(ctx, measure.name, period, unit)
          return rowDifferences(amountsThen(rows, measure.name), now).map((row) => ({ measure, row }))
        })
    : []
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
        ...{ measure: measure.name, label: measure.label, word: measure.word },
        record: row.record,
        kind: view?.kind ?? null,
        number: view?.number ?? null,
        title: view?.title ?? null,
        deleted: view?.deleted ?? false,
        ...{ change: row.change, before: row.before, after: row.after },
      }
    }),
    rowsKept: rows !== null,
    total: found.length,
  }
}

/** The figures of the frozen document that come out otherwise today, in the document's order. */
function changedFigures(
  ctx: OpenContext,
  frozen: readonly Figure[],
): { readonly before: Figure; readonly after: Figure }[] {
  const tree = readUnitTree(ctx.db)
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

function amountsNow(
  ctx: OpenContext,
  measure: string,
  period: Period,
  unit: string | null,
): ReadonlyMap<string, number> {
  const amounts = new Map<string, number>()
  let after: string | undefined
  do {
    const page = figureRows(ctx.db, { measure, period, unit, after, limit: PAGE })
    for (const { id, amount } of page.rows) amounts.set(id, amount)
    after = page.next ?? undefined
  } while (after !== undefined)
  return amounts
}
