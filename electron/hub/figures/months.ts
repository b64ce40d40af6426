import { keptThings } from '../../../shared/facts/by-month'
import { keyFields, type MeasureSource } from '../../../shared/figures/measures/define'
import { kindOf } from '../../../shared/kinds'

/** Those of whose months is also kept how many there are: each record names one thing, so that things and first records are as many. */
export const numberedThings = keptThings.filter(({ over }) => over.every(namesOneThing))

function namesOneThing({ kind, add }: MeasureSource): boolean {
  const key = typeof add === 'object' && 'distinct' in add ? keyFields(add.distinct) : []
  return key.every((field) => kindOf(kind).fields[field]?.type !== 'refs')
}
