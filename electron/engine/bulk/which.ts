import type { Parsed } from '../../../shared/contract'
import { BULK_LIMIT } from '../../../shared/contract/bulk'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import type { OpenContext } from '../context'
import { seesWhole } from '../lists/filter'
import { orderOf, pageOf } from '../lists/list'

const PAGE = 1000

/**
 * The records that are meant, each once, in the order of the list.
 * @throws AppError `bulk.too-many`, `call.invalid` for a filter of no kind
 */
export function meantRecords(
  { db, user }: Pick<OpenContext, 'db' | 'user'>,
  { kind: kindName, which }: Pick<Parsed<'bulk.apply'>, 'kind' | 'which'>,
): readonly string[] {
  if ('ids' in which) return [...new Set(which.ids)]
  if (kindName === undefined)
    throw new AppError('call.invalid', { problems: [{ field: 'kind', reason: 'required' }] })
  const kind = kindOf(kindName)
  const wanted = { ...which.filter, seesWhole: seesWhole(user) }
  const found: string[] = []
  let after: string | undefined
  do {
    const page = pageOf(db, kind, wanted, orderOf(kind), PAGE, after)
    found.push(...page.rows.map(({ id }) => id))
    if (found.length > BULK_LIMIT) throw new AppError('bulk.too-many', { max: BULK_LIMIT })
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}
