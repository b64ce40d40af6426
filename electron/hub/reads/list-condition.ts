import type { Parsed } from '../../../shared/contract'
import { kindOf } from '../../../shared/kinds'
import { may } from '../../../shared/rights'
import { soughtInHub } from '../search/found'
import { type HubCondition, hubCondition } from './condition'
import { hubWords } from './named'
import type { ReadContext } from './read'
import { belongingTo } from './units'

/** What a list's records must meet; its text is looked for in what masks hide for those alone who may see it. @throws AppError as `hubCondition` */
export async function listCondition(
  ctx: Pick<ReadContext, 'sql' | 'seal' | 'account'>,
  { kind: name, filter }: Pick<Parsed<'records.count'>, 'kind' | 'filter'>,
): Promise<HubCondition> {
  const kind = kindOf(name)
  const within = filter.unit === undefined ? null : await belongingTo(ctx.sql, filter.unit, kind.tree)
  const whole = may(ctx.account.role, 'record.unmask')
  const sought =
    filter.text === undefined ? null : soughtInHub(filter.text, whole, await hubWords(ctx.sql), ctx.seal)
  return hubCondition(kind, filter, { within, sought })
}
