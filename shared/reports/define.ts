import { countedFor, datedSums, measureOf } from '../figures/measures'
import { isDated, isDistinct, type Measure } from '../figures/measures/define'
import { holds, type UnitNode, type UnitPart, type UnitSet, type UnitTree } from '../figures/unit-tree'
import { type Change, changeFrom, decimal, pointsFrom, tenthsOfPercent } from '../figures/wording'
import { plainMoney } from '../money'
import type { DocumentModel, Figure, Run } from '../paper/document'
import type { Period, PeriodLength } from '../period'
import { readWording, type Sentence, wordingOf } from './placeholders'

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
  /** How the district says the report's sentences, by key; absent: as they come with the program. */
  readonly wordings?: Readonly<Record<string, string>>
  /** The date under the report, `YYYY-MM-DD`. */
  readonly date: string
}

/** A paragraph that people write, kept per report, period and unit. */
export interface ReportText {
  readonly key: string
  readonly label: string
  /** Over the text in the report; absent: the label. */
  readonly heading?: string
}

export interface ReportDefinition {
  readonly name: string
  readonly label: string
  readonly period: PeriodLength
  readonly texts: readonly ReportText[]
  /** Sentences that the district may put into its own words. */
  readonly sentences?: readonly Sentence[]
  /** The figures it uses. */
  readonly measures: readonly string[]
  /** The periods whose figures it needs, its own first. */
  readonly periods: (period: Period) => readonly Period[]
  readonly compute: (input: ReportInput, figures: Figures) => DocumentModel
}

/** Declares a report. @throws AppError `measure.unknown` at start-up */
export function defineReport(report: ReportDefinition): ReportDefinition {
  for (const name of report.measures) measureOf(name)
  for (const { key, text } of report.sentences ?? []) {
    const [problem] = readWording(text).problems
    if (problem) throw new Error(`${report.name}.${key}: ${problem.reason} ${problem.name}`)
  }
  return report
}

/** The figures that a report shows: its own, and those that the district's words for its sentences name. */
export function shownMeasures(
  { measures, sentences = [] }: ReportDefinition,
  wordings: Readonly<Record<string, string>> = {},
): readonly string[] {
  const named = sentences.flatMap((sentence) =>
    readWording(wordingOf(sentence, wordings)).pieces.flatMap((piece) =>
      piece.type === 'figure' ? [piece.measure] : [],
    ),
  )
  return [...new Set([...measures, ...named])]
}

/** What has to be counted for a report: all that it shows, and all that tells whether there was anything to report. */
export function countedMeasures(
  report: ReportDefinition,
  wordings?: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...shownMeasures(report, wordings), ...datedSums])]
}

/** Hands out figures and remembers them, so that a document lists every figure it shows. */
export interface Figures {
  /** Whether nothing at all that counts by a date was logged for the unit in the period (零报告). */
  isNothing(asked: Pick<ReportInput, 'period' | 'unit'>): boolean
  /** The figure of `unit` (null: everything) and all under it, or of a part of that, in `period`. @throws Error for one that was not counted: it is not 0 */
  of(measure: string, period: Period, unit: string | null, part?: UnitPart): Figure
  /** How a figure of one period stands against that of another. */
  compare(measure: string, unit: string | null, now: Period, base: Period, part?: UnitPart): Change
  /** Whether anything that counts by a date was logged in a period, at any unit. */
  isRecorded(period: Period): boolean
  /** The units, of those asked for, whose own records add to a figure, in the district's order. */
  unitsOf(measure: string, period: Period, unit: string | null): readonly string[]
  /** A figure as a run of text that leads back to its rows. */
  run(figure: Figure): Run
  readonly shown: readonly Figure[]
}

/** Computes a report's document: pure, the same for the same input. */
export function computeReport(report: ReportDefinition, input: ReportInput): DocumentModel {
  return report.compute(input, figuresFrom(input, countedMeasures(report, input.wordings)))
}

/** Figures over the amounts of one input; `names` are those that were counted. */
export function figuresFrom(input: Pick<ReportInput, 'tree' | 'amounts'>, names: readonly string[]): Figures {
  const counted = new Set(countedFor(names).map(({ name }) => name))
  const dated = [...new Set([...datedSums, ...[...counted].filter((name) => isDated(measureOf(name)))])]
  const shown = new Map<string, Figure>()
  const scopes = new Map<string, UnitSet>()
  const scopeOf = (unit: string | null, part?: UnitPart): UnitSet => {
    const key = placeText(unit, part)
    const scope = scopes.get(key) ?? input.tree.scope(unit, part)
    scopes.set(key, scope)
    return scope
  }
  /** What was not counted has no amount, which is not the same as 0. */
  const amountsOf = (measure: string, period: Period): Amounts => {
    const amounts = input.amounts.get(period.name)
    if (!amounts || !counted.has(measure)) throw new Error(`${measure}@${period.name} was not counted`)
    return amounts
  }
  const total = (measure: Measure, period: Period, unit: string | null, part?: UnitPart): Share => {
    const shares: Share[] = []
    const scope = scopeOf(unit, part)
    for (const [id, own] of amountsOf(measure.name, period))
      if (isWithin(input.tree, scope, measure, id)) {
        const share = own.get(measure.name)
        if (share) shares.push(share)
      }
    return isDistinct(measure) ? union(shares) : sum(shares)
  }
  const of: Figures['of'] = (name, period, unit, part) => {
    const measure = measureOf(name)
    const counted = (one: Measure): Figure =>
      figureOf(one, period, unit, total(one, period, unit, part), part)
    if (!measure.ratio) return counted(measure)
    return shareFigure(measure, counted(measureOf(measure.ratio.part)), counted(measureOf(measure.ratio.of)))
  }
  const isRecorded: Figures['isRecorded'] = (period) =>
    dated.some((name) => [...amountsOf(name, period).values()].some((own) => (own.get(name)?.rows ?? 0) > 0))
  return {
    of,
    isRecorded,
    isNothing: ({ period, unit }) => dated.every((name) => of(name, period, unit).records === 0),
    compare: (name, unit, now, base, part) => {
      const [after, before] = [of(name, now, unit, part), of(name, base, unit, part)]
      if (isDated(measureOf(name)) && !isRecorded(base)) return { way: 'unknown' }
      if (!after.parts || !before.parts) return changeFrom(before.value, after.value)
      if (after.records === 0 || before.records === 0) return { way: 'noShare' }
      return pointsFrom(before.value, after.value)
    },
    unitsOf: (asked, period, unit) => {
      // A share comes from where its whole does.
      const name = measureOf(asked).ratio?.of ?? asked
      const found = [...amountsOf(name, period)].flatMap(([id, own]) => {
        const adds = (own.get(name)?.rows ?? 0) > 0
        return adds && isWithin(input.tree, scopeOf(unit), measureOf(name), id) ? [id] : []
      })
      return inOrder(input.tree, found)
    },
    run: (figure) => {
      shown.set(figure.id, figure)
      // A share of nothing is no number, in a table file neither.
      const isNumber = figure.parts === undefined || figure.records > 0
      return { text: figure.text, figure: figure.id, ...(isNumber ? { number: figure.value } : {}) }
    },
    get shown() {
      return [...shown.values()]
    },
  }
}

/** Units in the district's order; those that the tree does not know last. */
function inOrder(tree: UnitTree, ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids)
  const walk = (units: readonly UnitNode[]): string[] =>
    units.flatMap((unit) => [...(wanted.delete(unit.id) ? [unit.id] : []), ...walk(tree.children(unit.id))])
  return [...walk(tree.top), ...wanted]
}

/** Whether what stands at a unit counts: it lies within the scope, at a level the measure counts. */
export function isWithin(tree: UnitTree, scope: UnitSet, measure: Measure, unit: string): boolean {
  if (!holds(scope, unit)) return false
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
export function figureOf(
  measure: Measure,
  period: Period,
  unit: string | null,
  share: Share,
  part?: UnitPart,
): Figure {
  return {
    ...headOf(measure, { period: period.name, unit, part }),
    value: measure.money ? share.value / 100 : share.value,
    text: measure.money ? plainMoney(share.value) : String(share.value),
    records: share.rows,
  }
}

function shareFigure(measure: Measure, part: Figure, whole: Figure): Figure {
  const tenths = tenthsOfPercent(part.value, whole.value)
  return {
    ...headOf(measure, whole),
    value: tenths === null ? 0 : tenths / 10,
    text: tenths === null ? '—' : decimal(tenths),
    records: whole.records,
    parts: [part, whole].map(({ measure, label, word, value }) => ({ measure, label, word, value })),
  }
}

interface Place {
  readonly period: string
  readonly unit: string | null
  readonly part?: UnitPart | undefined
}

function headOf(measure: Measure, { period, unit, part }: Place) {
  const { name, label, word, version } = measure
  const id = `${name}@${period}@${placeText(unit, part)}`
  return { id, measure: name, label, word, version, period, unit, ...(part && { part }) }
}

function placeText(unit: string | null, part: UnitPart | undefined): string {
  return `${unit ?? '*'}${part ? `/${part}` : ''}`
}
