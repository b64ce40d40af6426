import { decimalText, dividedDecimal } from '../decimal'
import { VALUE_SCALE } from '../kinds/indicator-value'
import { tenthsText } from '../language/numbers'
import { plainMoney } from '../money'
import type { Period } from '../period'
import type { Share } from './amounts'
import { tenthsOfPercent } from './change'
import type { Figure } from './figure'
import type { IndicatorTraits, Measure } from './measures/define'
import type { UnitPart } from './unit-tree'

/** A figure with its id `measure@period@unit`. */
export function figureOf(
  measure: Measure,
  period: Period,
  unit: string | null,
  share: Share,
  part?: UnitPart,
): Figure {
  const head = headOf(measure, { period: period.name, unit, part })
  if (measure.indicator) return { ...head, ...indicatorValue(measure.indicator, share) }
  return {
    ...head,
    value: measure.money ? share.value / 100 : share.value,
    text: measure.money ? plainMoney(share.value) : String(share.value),
    records: share.rows,
  }
}

/** The number of an indicator: exact as text; `—` for the mean of nothing. */
function indicatorValue(
  { adds, places }: IndicatorTraits,
  { value, rows }: Share,
): Pick<Figure, 'value' | 'text' | 'records' | 'adds'> {
  if (adds === 'mean' && rows === 0) return { value: 0, text: '—', records: 0, adds }
  const scaled = adds === 'mean' ? dividedDecimal(value, rows, VALUE_SCALE, places) : value
  const text = decimalText(scaled, VALUE_SCALE)
  return { value: Number(text), text, records: rows, ...((adds === 'mean' || adds === 'last') && { adds }) }
}

/**
 * The figure of one indicator in another, in percent with the places that it wants. It is rounded, but never to the whole as long as
 * something is missing, nor to nothing as long as there is something.
 * @param shares what the two figures were made of
 */
export function indicatorShare(
  measure: Measure,
  [part, whole]: readonly [Figure, Figure],
  [of, all]: readonly [Share, Share],
): Figure {
  const places = measure.indicator?.places ?? 0
  const text = all.value === 0 ? '—' : percentText(of.value, all.value, places)
  return {
    ...headOf(measure, whole),
    value: all.value === 0 ? 0 : Number(text),
    text,
    records: all.value === 0 ? 0 : whole.records,
    parts: [part, whole].map(({ measure: name, label, word, value }) => ({
      measure: name,
      label,
      word,
      value,
    })),
  }
}

function percentText(part: number, whole: number, places: number): string {
  const scaled = dividedDecimal(BigInt(part) * 100n * 10n ** BigInt(VALUE_SCALE), whole, VALUE_SCALE, places)
  const least = 10 ** (VALUE_SCALE - places)
  const hundred = 100 * 10 ** VALUE_SCALE
  const kept = part < whole ? Math.min(scaled, hundred - least) : scaled
  return decimalText(part > 0 ? Math.max(kept, least) : kept, VALUE_SCALE)
}

/** The figure of a share out of those of its numerator and its denominator. */
export function shareFigure(measure: Measure, part: Figure, whole: Figure): Figure {
  const tenths = tenthsOfPercent(part.value, whole.value)
  return {
    ...headOf(measure, whole),
    value: tenths === null ? 0 : tenths / 10,
    text: tenths === null ? '—' : tenthsText(tenths),
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

/** A unit or a part of one as it stands in a figure's id; `*`: everything. */
export function placeText(unit: string | null, part: UnitPart | undefined): string {
  return `${unit ?? '*'}${part ? `/${part}` : ''}`
}
