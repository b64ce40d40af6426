import { isoOfDay } from '../../../shared/facts/days'
import { factIndex, factTable } from '../../../shared/facts/tables'
import { indicatorValue } from '../../../shared/kinds/indicator-value'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { dayAmong, factIn, isCounted, refOf } from '../facts/counted-sql'
import { comparedWith } from '../facts/stored'

const at = (field: string): string => factIn('f', indicatorValue, field)

const filled = `SELECT r.id AS record, ${refOf(at('unit'))} AS unit, ${at('date')} AS day, ${at('value')} AS value,
    r.last_change AS change, r.conflicts AS conflicts
  FROM ${factTable(indicatorValue)} f INDEXED BY ${factIndex(indicatorValue, 'figures')} CROSS JOIN records r ON r.rid = f.rid
  WHERE ${isCounted(indicatorValue, 'f')} AND ${at('date')} BETWEEN ? AND ? AND ${at('indicator')} = ?`

/** What stands in one cell. */
export interface FilledCell {
  readonly record: string
  readonly unit: string | null
  /** The month's first day. */
  readonly date: string
  /** In the last place of a decimal; null for what is none. */
  readonly value: number | null
  readonly change: string
  readonly conflicts: number
}

/** Every value of an indicator between two days. */
export function gridCells(db: ReadDb, indicator: string, from: string, to: string): readonly FilledCell[] {
  const asked = comparedWith(db, indicatorValue, 'indicator', indicator)
  if (asked === undefined) return []
  type Row = Omit<FilledCell, 'date'> & { readonly day: number }
  return prepared<[number, number, string | number], Row>(db, filled)
    .all(dayAmong(from), dayAmong(to), asked)
    .map(({ day, ...row }) => ({ ...row, date: isoOfDay(day) }))
}
