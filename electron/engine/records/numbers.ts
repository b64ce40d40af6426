import type { Kind } from '../../../shared/definition/define'
import type { StandingRecord } from '../../../shared/editing/edit-context'
import { isNumberOfOtherYear, VOIDED, voidedNumbers } from '../../../shared/records/numbers'
import type { Flat } from '../../../shared/shapes'
import { NUMBER } from '../../../shared/sync/change'
import type { OpenContext } from '../context'
import type { Units } from '../district/units'
import { wasTold } from '../exchange/receipts'
import { today } from '../moment'
import { keepNumber, lastNumber } from './queries'

/** Gives out human numbers `单位–类–年–字母序号`, gapless per unit, kind and year on this laptop, never twice. */
export interface NumberSeries {
  /** The next number of a new record, or `null` for a kind without numbers. */
  next(kind: Kind, flat: Flat): string | null
  /** Stores how far each series has come; a rolled-back transaction takes its numbers back. */
  finish(): void
}

/** Serial numbers are written with four digits; the fifth simply appears. */
const DIGITS = 4

export function openNumbers(ctx: OpenContext, units: Units): NumberSeries {
  const series = new Map<string, { unit: string; kind: string; year: number; last: number }>()
  return {
    next: (kind, flat) => {
      if (!kind.numbered) return null
      const unit = unitOf(ctx, units, flat)
      const year = Number((typeof flat.date === 'string' ? flat.date : today(ctx.clock)).slice(0, 4))
      const key = `${unit.id} ${kind.name} ${year}`
      const line = series.get(key) ?? {
        unit: unit.id,
        kind: kind.name,
        year,
        last: lastNumber(ctx.db, unit.id, kind.name, year),
      }
      line.last += 1
      series.set(key, line)
      const serial = String(line.last).padStart(DIGITS, '0')
      return `${unit.label}-${kind.code}-${year}-${ctx.site.letter}${serial}`
    },
    finish: () => {
      for (const { unit, kind, year, last } of series.values()) keepNumber(ctx.db, unit, kind, year, last)
    },
  }
}

/** The street that the record belongs to; for the district's own records its unit. */
function unitOf(ctx: OpenContext, units: Units, flat: Flat): { id: string; label: string } {
  const street = typeof flat.unit === 'string' ? units.streetOf(flat.unit) : undefined
  const unit = street ?? units.get(ctx.site.unit)
  return { id: unit?.id ?? ctx.site.unit, label: unit?.code ?? unit?.name ?? ctx.site.unitName }
}

/**
 * What a corrected day makes of a record's number: one of its new year, as long as the old one never left this laptop. The
 * old one is kept as void (作废号), and taken again when the day goes back to its year. Nothing for any other edit.
 * The caller finishes the numbers, unless it only looks.
 */
export function renumbered(
  ctx: OpenContext,
  numbers: NumberSeries,
  { id, kind, state }: StandingRecord,
  set: Flat,
): Flat {
  const number = state.body[NUMBER]
  if (!kind.numbered || typeof number !== 'string' || !Object.hasOwn(set, 'date')) return {}
  const { date } = set
  if (typeof date !== 'string' || !isNumberOfOtherYear(number, date) || wasTold(ctx.db, id)) return {}
  const voided = voidedNumbers(state.body)
  const former = voided.find((one) => !isNumberOfOtherYear(one, date))
  if (former !== undefined)
    return { [NUMBER]: former, [VOIDED]: [...voided.filter((one) => one !== former), number] }
  const next = numbers.next(kind, { ...state.body, ...set })
  return next === null ? {} : { [NUMBER]: next, [VOIDED]: [...voided, number] }
}
