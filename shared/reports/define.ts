import type { Period } from '../period'
import type { DocumentModel, Figure, Run } from './document'
import { type Measure, measureOf } from './measures'
import type { UnitTree } from './unit-tree'

/** What each unit's own records (not those under it) add to each measure in one period: unit → measure → amount. */
export type Amounts = ReadonlyMap<string, ReadonlyMap<string, number>>

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
  const scopeOf = (unit: string): ReadonlySet<string> => {
    const scope = scopes.get(unit) ?? input.tree.within(unit)
    scopes.set(unit, scope)
    return scope
  }
  return {
    of: (name, period, unit) => {
      const scope = unit === null ? null : scopeOf(unit)
      let value = 0
      for (const [id, own] of input.amounts.get(period.name) ?? [])
        if (scope === null || scope.has(id)) value += own.get(name) ?? 0
      return figureOf(measureOf(name), period, unit, value)
    },
    run: (figure) => {
      shown.set(figure.id, figure)
      return { text: String(figure.value), figure: figure.id, number: figure.value }
    },
    get shown() {
      return [...shown.values()]
    },
  }
}

/** A figure with its id `measure@period@unit`. */
export function figureOf(measure: Measure, period: Period, unit: string | null, value: number): Figure {
  return {
    id: `${measure.name}@${period.name}@${unit ?? '*'}`,
    measure: measure.name,
    label: measure.label,
    word: measure.word,
    period: period.name,
    unit,
    value,
  }
}
