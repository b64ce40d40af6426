import type { Period } from '../period'
import { type Amounts, type Counted, isWithin, type Share, sum, union } from './amounts'
import { changeFrom, type FigureChange, pointsFrom } from './change'
import type { Figure } from './figure'
import { figureOf, indicatorShare, placeText, shareFigure } from './make-figure'
import { countedFor, datedSums } from './measures'
import { programMeasures } from './measures/catalogue'
import { isDated, isDistinct, type Measure } from './measures/define'
import type { UnitNode, UnitPart, UnitSet, UnitTree } from './unit-tree'

/** A figure as text that leads back to its rows: a run of a document. */
export interface FigureText {
  readonly text: string
  /** The figure's id. */
  readonly figure: string
  /** The number behind the text; absent for a share of nothing. */
  readonly number?: number
}

/** Hands out figures and remembers them, so that a document lists every figure it shows. */
export interface Figures {
  /** Whether nothing at all that counts by a date was logged for the unit in the period (零报告). */
  isNothing(asked: { readonly period: Period; readonly unit: string | null }): boolean
  /** The figure of `unit` (null: everything) and all under it, or of a part of that, in `period`. @throws Error for one that was not counted: it is not 0 */
  of(measure: string, period: Period, unit: string | null, part?: UnitPart): Figure
  /** How a figure of one period stands against that of another. */
  compare(measure: string, unit: string | null, now: Period, base: Period, part?: UnitPart): FigureChange
  /** The measure of a name, the district's own among them. @throws AppError `measure.unknown` */
  measureOf(name: string): Measure
  /** Whether anything that counts by a date was logged in a period, at any unit. */
  isRecorded(period: Period): boolean
  /** The units, of those asked for, whose own records add to a figure, in the district's order. */
  unitsOf(measure: string, period: Period, unit: string | null): readonly string[]
  /** What a unit's own records say beside themselves, for a measure with `said`. */
  saidAt(measure: string, period: Period, unit: string): readonly string[]
  /** A figure as a run of text that leads back to its rows. */
  run(figure: Figure): FigureText
  readonly shown: readonly Figure[]
}

/** Figures over the amounts of one input; `names` are those that were counted. */
export function figuresFrom(input: Counted, names: readonly string[]): Figures {
  const { of: measureOf } = input.catalogue ?? programMeasures
  const counted = new Set(countedFor(names, measureOf).map(({ name }) => name))
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
    const [one, whole] = [measureOf(measure.ratio.part), measureOf(measure.ratio.of)]
    if (!measure.indicator) return shareFigure(measure, counted(one), counted(whole))
    const share = (of: Measure): Share => total(of, period, unit, part)
    return indicatorShare(measure, [counted(one), counted(whole)], [share(one), share(whole)])
  }
  const isRecorded: Figures['isRecorded'] = (period) =>
    dated.some((name) => [...amountsOf(name, period).values()].some((own) => (own.get(name)?.rows ?? 0) > 0))
  return {
    of,
    measureOf,
    isRecorded,
    isNothing: ({ period, unit }) => dated.every((name) => of(name, period, unit).records === 0),
    compare: (name, unit, now, base, part) => {
      const [after, before] = [of(name, now, unit, part), of(name, base, unit, part)]
      if (isDated(measureOf(name)) && !isRecorded(base)) return { way: 'unknown' }
      if (after.adds === 'mean' && (after.records === 0 || before.records === 0)) return { way: 'noShare' }
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
    saidAt: (measure, period, unit) => amountsOf(measure, period).get(unit)?.get(measure)?.said ?? [],
    run: (figure) => {
      shown.set(figure.id, figure)
      // A share of nothing is no number, in a table file neither.
      const isNumber = (figure.parts === undefined && figure.adds !== 'mean') || figure.records > 0
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
