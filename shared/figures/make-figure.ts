import { decimal } from '../language/numbers'
import { plainMoney } from '../money'
import type { Period } from '../period'
import type { Share } from './amounts'
import { tenthsOfPercent } from './change'
import type { Figure } from './figure'
import type { Measure } from './measures/define'
import type { UnitPart } from './unit-tree'

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

/** The figure of a share out of those of its numerator and its denominator. */
export function shareFigure(measure: Measure, part: Figure, whole: Figure): Figure {
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

/** A unit or a part of one as it stands in a figure's id; `*`: everything. */
export function placeText(unit: string | null, part: UnitPart | undefined): string {
  return `${unit ?? '*'}${part ? `/${part}` : ''}`
}
