import type { Input, Output } from '../../../shared/contract'
import { kindOf } from '../../../shared/kinds'
import type { Variant } from '../../../shared/privacy/variant'
import { filterOf } from '../../kinds-ui/list/list-filter'
import type { OwnPeriods } from '../../kinds-ui/use-own-periods'
import { periodIn } from '../../paper-ui/periods'

export type LedgerEntry = Output<'ledgers.list'>['ledgers'][number]
export type Which = Input<'ledgers.page'>

/** In the address: all times, because without a period it is this month. */
const allTimes = 'all'

function periodOf(query: URLSearchParams, today: string, own: OwnPeriods): string | undefined {
  const asked = query.get('period') ?? query.get('month')
  return asked === allTimes ? undefined : periodIn(asked, today, own)
}

/** How an address names a period. */
export const periodOrAllTimes = (period: string | undefined): string => period ?? allTimes

/** Whether an address means only the records that are ticked in the list. */
export const isChosen = (query: URLSearchParams): boolean => query.get('chosen') === '1'

/** The request that an address stands for. @param ticked ids in the list of the ledger's kind @param own the district's own periods */
export function whichOf(
  ledger: LedgerEntry,
  query: URLSearchParams,
  today: string,
  ticked: ReadonlySet<string>,
  mine: readonly Variant[],
  own: OwnPeriods,
): Which {
  const variants = ledger.variants.filter((one) => mine.includes(one))
  const chosen = variants.find((one) => one === query.get('variant')) ?? variants[0] ?? ledger.variants[0]
  const { where, text, unit, ranges, files, conflicts } = filterOf(kindOf(ledger.kind), query)
  const period = ledger.dated ? periodOf(query, today, own) : undefined
  return {
    ledger: ledger.name,
    ...(period !== undefined && { period }),
    ...(unit !== undefined && { unit }),
    ...(chosen !== undefined && { variant: chosen }),
    ...(where !== undefined && { where }),
    ...(text !== undefined && { text }),
    ...(ranges !== undefined && { ranges }),
    ...(files !== undefined && { files }),
    ...(conflicts !== undefined && { conflicts }),
    ...(isChosen(query) && ticked.size > 0 && { ids: [...ticked] }),
    whole: query.get('whole') === '1' && chosen === 'internal',
  }
}
