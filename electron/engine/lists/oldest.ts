import type { Output, Parsed } from '../../../shared/contract'
import { isDate } from '../../../shared/dates'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { kindOf, kinds } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { pageOf } from './list'

/** How far back figures and lists have anything to show: one look at the end of each kind's index of days. */
export function oldestDay(db: ReadDb, input: Parsed<'records.oldest'>): Output<'records.oldest'> {
  const asked = input.kind === undefined ? kinds : [kindOf(input.kind)]
  const days = asked.filter(isDated).flatMap((kind) => firstDay(db, kind) ?? [])
  return { day: days.sort()[0] ?? null }
}

function isDated(kind: Kind): boolean {
  const field = fieldOf(kind, 'date')
  return field?.type === 'date' && field.index === true
}

function firstDay(db: ReadDb, kind: Kind): string | undefined {
  const [first] = pageOf(db, kind, {}, { fields: ['date'], descending: false }, 1).rows
  const { date } = JSON.parse(first?.body ?? '{}') as Flat
  return typeof date === 'string' && isDate(date) ? date : undefined
}
