import { plainMoney } from '../money'
import type { Period } from '../period'
import type { DocumentModel, Figure, Run } from './document'
import { measureOf } from './measures'
import { isDistinct, type Measure } from './measures/define'
import type { UnitTree } from './unit-tree'
import { decimal, tenthsOfPercent } from './wording'

/** What one unit's own records add to one measure. */
export interface Share {
  /** A count, or whole 分 of a measure of money. */
  readonly value: number
  /** How many records add to it. */
  readonly rows: number
  /** For a measure that counts different things: each thing and the first record that names it (`source:date:rid`). */
  readonly first?: ReadonlyMap<string, string>
}

/** What each unit's own records (not those under it) add to each measure in one period: unit → measure → share. */
export type Amounts = ReadonlyMap<string, ReadonlyMap<string, Share>>

/** Everything a report is computed from; nothing else reaches `compute`. */
export interface ReportInput {
  readonly period: Period
  /** The unit reported on; `null`: everything this profile holds, whatever its unit. */
  readonly unit: string | null
  /** Its name in the title and under the report. */
  readonly unitName: string
  readonly tree: UnitTree
  /** By period name: all that `periods` asked for. */
  readonly amounts: ReadonlyMap<string, Amounts>
  /** What people typed, by text key. */
  readonly texts: Readonly<Record<string, string>>
  /** The date under the report, `YYYY-MM-DD`. */
  readonly date: string
}

/** A paragraph that people write, kept per report, period and unit. */
export interface ReportText {
  readonly key: string
  readonly label: string
}

export interface ReportDefinition {
  readonly name: string
  readonly label: string
  readonly period: 'month' | 'quarter' | 'year'
  readonly texts: readonly ReportText[]
  /** The figures it uses. */
  readonly measures: readonly string[]
  /** The periods whose figures it needs, its own first. */
  readonly periods: (period: Period) => readonly Period[]
  readonly compute: (input: ReportInput, figures: Figures) => DocumentModel
}

/** Declares a report. @throws AppError `measure.unknown` at start-up */
export function defineReport(report: ReportDefinition): ReportDefinition {
  for (const name of report.measures) measureOf(name)
  return report
}

/** Hands out figures and remembers them, so that a document lists every figure it shows. */
export interface Figures {
  /** The figure of `unit` (null: everything) and all under it in `period`. */
  of(measure: string, period: Period, unit: string | null): Figure
  /** A figure as a run of text that leads back to its rows. */
  run(figure: Figure): Run
  readonly shown: readonly Figure[]
}

/** Computes a report's document: pure, the same for the same input. */
export function computeReport(report: ReportDefinition, input: ReportInput): DocumentModel {
  return report.compute(input, figuresFrom(input))
}

/** Figures over the amounts of one input. */
export function figuresFrom(input: Pick<ReportInput, 'tree' | 'amounts'>): Figures {
  const shown = new Map<string, Figure>()
  const scopes = new Map<string, ReadonlySet<string>>()
  const scopeOf = (unit: string | null): ReadonlySet<string> | null => {
    if (unit === null) return null
    const scope = scopes.get(unit) ?? input.tree.within(unit)
    scopes.set(unit, scope)
    return scope
  }
  const total = (measure: Measure, period: Period, unit: string | null): Share => {
    const shares: Share[] = []
    for (const [id, own] of input.amounts.get(period.name) ?? [])
      if (isWithin(input.tree, scopeOf(unit), measure, id)) {
        const share = own.get(measure.name)
        if (share) shares.push(share)
      }
    return isDistinct(measure) ? union(shares) : sum(shares)
  }
  return {
    of: (name, period, unit) => {
      const measure = measureOf(name)
      if (!measure.ratio) return figureOf(measure, period, unit, total(measure, period, unit))
      const [part, whole] = [measureOf(measure.ratio.part), measureOf(measure.ratio.of)]
      return shareFigure(
        measure,
        figureOf(part, period, unit, total(part, period, unit)),
        figureOf(whole, period, unit, total(whole, period, unit)),
      )
    },
    run: (figure) => {
      shown.set(figure.id, figure)
      return { text: figure.text, figure: figure.id, number: figure.value }
    },
    get shown() {
      return [...shown.values()]
    },
  }
}

/** Whether what stands at a unit counts: it lies within the scope (null: everything), at a level the measure counts. */
export function isWithin(
  tree: UnitTree,
  scope: ReadonlySet<string> | null,
  measure: Measure,
  unit: string,
): boolean {
  if (scope !== null && !scope.has(unit)) return false
  return measure.levels === undefined || measure.levels.includes(tree.get(unit)?.level ?? '')
}

/** The different things of several units, each with the first record of all that names it. */
export function firstOf(shares: readonly Share[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>()
  for (const share of shares)
    for (const [thing, at] of share.first ?? []) {
      const known = first.get(thing)
      if (known === undefined || at < known) first.set(thing, at)
    }
  return first
}

function union(shares: readonly Share[]): Share {
  const first = firstOf(shares)
  return { value: first.size, rows: new Set(first.values()).size, first }
}

function sum(shares: readonly Share[]): Share {
  let value = 0
  let rows = 0
  for (const share of shares) {
    value += share.value
    rows += share.rows
  }
  return { value, rows }
}

/** A figure with its id `measure@period@unit`. */
export function figureOf(measure: Measure, period: Period, unit: string | null, share: Share): Figure {
  return {
    ...headOf(measure, period.name, unit),
    value: measure.money ? share.value / 100 : share.value,
    text: measure.money ? plainMoney(share.value) : String(share.value),
    records: share.rows,
  }
}

function shareFigure(measure: Measure, part: Figure, whole: Figure): Figure {
  const tenths = tenthsOfPercent(part.value, whole.value)
  return {
    ...headOf(measure, whole.period, whole.unit),
    value: tenths === null ? 0 : tenths / 10,
    text: tenths === null ? '—' : decimal(tenths),
    records: whole.records,
    parts: [part, whole].map(({ measure, label, word, value }) => ({ measure, label, word, value })),
  }
}

function headOf(measure: Measure, period: string, unit: string | null) {
  const { name, label, word, version } = measure
  return { id: `${name}@${period}@${unit ?? '*'}`, measure: name, label, word, version, period, unit }
}
