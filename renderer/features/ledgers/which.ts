import type { Input, Output } from '../../../shared/contract'
import { variant } from '../../../shared/contract/types'
import { kindOf } from '../../../shared/kinds'
import { monthOf, parsePeriod } from '../../../shared/period'
import { filterOf } from '../../kinds-ui/list-filter'

export type LedgerEntry = Output<'ledgers.list'>['ledgers'][number]
export type Which = Input<'ledgers.page'>

/** In the address: all times, because without a period it is this month. */
const allTimes = 'all'

/** The period that an address names; undefined: all times. */
export function periodIn(query: URLSearchParams, today: string): string | undefined {
  const asked = query.get('period') ?? query.get('month')
  if (asked === allTimes) return undefined
  return asked !== null && isPeriod(asked) ? asked : monthOf(today).name
}

/** How an address names a period. */
export const periodText = (period: string | undefined): string => period ?? allTimes

/** The request that an address stands for. */
export function whichOf(ledger: LedgerEntry, query: URLSearchParams, today: string): Which {
  const asked = variant.safeParse(query.get('variant')).data
  const chosen = asked !== undefined && ledger.variants.includes(asked) ? asked : ledger.variants[0]
  const { where, text, unit } = filterOf(kindOf(ledger.kind), query)
  const period = ledger.dated ? periodIn(query, today) : undefined
  return {
    ledger: ledger.name,
    ...(period !== undefined && { period }),
    ...(unit !== undefined && { unit }),
    ...(chosen !== undefined && { variant: chosen }),
    ...(where !== undefined && { where }),
    ...(text !== undefined && { text }),
    whole: query.get('whole') === '1' && chosen === 'internal',
  }
}

function isPeriod(text: string): boolean {
  if (!/^(19[5-9]\d|2\d{3})(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$/.test(text)) return false
  return parsePeriod(text).name === text
}
