import type { Output, Parsed } from '../../../shared/contract'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { REVIEW } from '../../../shared/definition/workflow'
import { kindOf, kinds } from '../../../shared/kinds'
import { flowIn } from '../../../shared/records/states'
import type { ReadDb } from '../context'
import { approvedFrom } from '../district/counting-rule'
import { countRecords } from './list'

/**
 * What goes up though nobody has looked at it: whoever prints is to know before.
 * @param whole as for `listRecords`
 */
export function unreviewed(
  db: ReadDb,
  { kind, filter }: Parsed<'records.unreviewed'>,
  whole: boolean,
): Output<'records.unreviewed'> {
  const asked = (kind === undefined ? kinds : [kindOf(kind)]).filter(isReviewedByDay)
  const chosen = filter.where?.[REVIEW]
  const count = (state: string): number => {
    if (chosen !== undefined && chosen !== state) return 0
    const where = { ...filter.where, [REVIEW]: state }
    return asked.reduce(
      (sum, { name }) => sum + countRecords(db, { kind: name, filter: { ...filter, where } }, whole).total,
      0,
    )
  }
  return { submitted: count('submitted'), returned: count('returned'), approvedFrom: approvedFrom(db) }
}

function isReviewedByDay(kind: Kind): boolean {
  const field = fieldOf(kind, 'date')
  return flowIn(kind, REVIEW) !== undefined && field?.type === 'date' && field.index === true
}
