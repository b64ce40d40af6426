import { builtInOnly, type WordsOf } from '../../definition/words'
import { AppError } from '../../errors'
import { knownMeasure, measureNamed, measureOf, measures } from '.'
import type { Measure } from './define'
import { type Indicator, indicatorMeasure } from './indicators'
import { narrowedMeasure } from './narrowed'

/** Every figure that a district has: the program's, and those of its own indicators. */
export interface Catalogue {
  readonly all: readonly Measure[]
  /** The measure of this name. @throws AppError `measure.unknown` */
  of(name: string): Measure
  /** The measure of this name, or `undefined`: another version may have known it, or its indicator was deleted. */
  known(name: string): Measure | undefined
  /** The name of the measure that a person names by its name or its Chinese label. */
  named(text: string): string | undefined
}

/** What every district has. */
export const programMeasures: Catalogue = {
  all: measures,
  of: measureOf,
  known: knownMeasure,
  named: measureNamed,
}

/**
 * The program's measures with a district's indicators behind them, and narrowed ones in the district's words. A share of what is not
 * there is none.
 */
export function catalogueWith(indicators: readonly Indicator[], wordsOf: WordsOf = builtInOnly): Catalogue {
  const ids = new Set(indicators.filter(({ adds }) => adds !== 'share').map(({ id }) => id))
  const has = (id: string | undefined): boolean => id === undefined || ids.has(id)
  const own = indicators.filter(({ part, whole }) => has(part) && has(whole)).map(indicatorMeasure)
  const byName = new Map(own.map((measure) => [measure.name, measure]))
  // Of two indicators of one name, made on two machines, the first is meant.
  const byLabel = new Map(own.toReversed().map(({ name, label }) => [label, name]))
  const known = (name: string): Measure | undefined => byName.get(name) ?? knownMeasure(name)
  return {
    all: [...measures, ...own],
    known,
    of(name) {
      if (!name.startsWith('indicator:'))
        return narrowedMeasure(name, knownMeasure, wordsOf) ?? measureOf(name)
      const found = byName.get(name)
      if (!found) throw new AppError('measure.unknown', { measure: name })
      return found
    },
    named: (text) => measureNamed(text) ?? byLabel.get(text) ?? (byName.has(text) ? text : undefined),
  }
}
