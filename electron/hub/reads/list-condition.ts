import type { Parsed } from '../../../shared/contract'
import { kindOf } from '../../../shared/kinds'
import { may } from '../../../shared/rights'
import { soughtInHub } from '../search/found'
import { type HubCondition, hubCondition } from './condition'
import { hubWords } from './named'
import type { ReadContext } from './read'
import { type Belonging, belongingTo } from './units'

type Asking = Pick<ReadContext, 'sql' | 'seal' | 'account'>
type Asked = Pick<Parsed<'records.count'>, 'kind' | 'filter'>

/** Of a list's filter what is looked up: what belongs to its unit, and what its text asks the search for; null where it has none. */
export interface LookedUp {
  readonly within: Belonging | null
  readonly sought: string | null
}

/** @see LookedUp. A text is looked for in what masks hide for those alone who may see it. */
export async function lookedUp(ctx: Asking, { kind: name, filter }: Asked): Promise<LookedUp> {
  const { unit, text } = filter
  const within = unit === undefined ? null : await belongingTo(ctx.sql, unit, kindOf(name).tree)
  const whole = may(ctx.account.role, 'record.unmask')
  const sought = text === undefined ? null : soughtInHub(text, whole, await hubWords(ctx.sql), ctx.seal)
  return { within, sought }
}

/** What a list's records must meet. @throws AppError as `hubCondition` */
export async function listCondition(ctx: Asking, asked: Asked): Promise<HubCondition> {
  return hubCondition(kindOf(asked.kind), asked.filter, await lookedUp(ctx, asked))
}
