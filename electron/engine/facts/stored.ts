import { readDecimal, scaledDecimal } from '../../../shared/decimal'
import type { Kind } from '../../../shared/definition/define'
import { factDay, minuteNumber } from '../../../shared/facts/days'
import type { Fact, FactType } from '../../../shared/facts/domain'
import { factColumn, isText, type ManyTable } from '../../../shared/facts/tables'
import type { ReadDb } from '../context'
import { knownNumber } from './queries'

/** What stands for no number where lists compare (`sortExpression`). */
const NONE = -1

/**
 * What lists compare a fact with, for a value as records and people say it; `''`: empty. `undefined`: no record can hold it.
 */
export function comparedWith(
  db: ReadDb,
  kind: Kind,
  field: string,
  value: string | number,
): Fact | undefined {
  const { type } = factColumn(kind, field)
  if (isText(type)) return String(value)
  if (value === '' || value === NONE) return NONE
  const of = kind.fields[field]
  if (of?.type === 'decimal')
    return scaledDecimal(readDecimal(String(value), of.scale) ?? '', of.scale) ?? undefined
  return numbered(db, type, value) ?? undefined
}

/** The number of what a field of several values may hold, as `comparedWith`; `undefined`: no record holds it. */
export function heldValue(db: ReadDb, of: ManyTable, value: string): number | undefined {
  const [column] = of.columns
  return (column && numbered(db, column.type, value)) ?? undefined
}

function numbered(db: ReadDb, type: FactType, value: string | number): number | null | undefined {
  if (type === 'word' || type === 'ref') return knownNumber(db, type, String(value))
  if (type === 'day') return factDay(String(value))
  if (type === 'minute') return minuteNumber(String(value))
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : undefined
}
