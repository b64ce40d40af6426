import type { CallName, Output, Parsed } from '../../../shared/contract'
import type { HubAccount } from '../accounts/accounts'
import type { Sql } from '../store/store'

/** What a read call works with: one transaction that reaches the session's districts and writes nothing. */
export interface ReadContext {
  readonly sql: Sql
  readonly account: HubAccount
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** Some of the contract's calls, answered from the hub's database. */
export type HubReads = {
  readonly [N in CallName]?: (ctx: ReadContext, input: Parsed<N>) => Promise<Output<N>>
}
