import type { CallName, Output, Parsed } from '../../../shared/contract'
import type { HubAccount } from '../accounts/accounts'
import type { Seal } from '../sealed/seal'
import type { Sql } from '../store/store'

/** Where files lie until the page that asked for them fetches them. */
export interface HandedFiles {
  /** @param file the page's word for the place. @returns the file's name. @throws AppError `file.unknown`, `file.no-space` */
  keep(file: string, content: Uint8Array): string
}

/** What a read call works with: one transaction that reaches the session's districts and writes nothing. */
export interface ReadContext {
  /** What masks hide comes opened. */
  readonly sql: Sql
  readonly seal: Seal
  readonly account: HubAccount
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** ms since 1970. */
  readonly now: number
  /** The number of the row that the audit has of this call; null where it has none. */
  readonly noted: number | null
  readonly files: HandedFiles
}

/** Some of the contract's calls, answered from the hub's database. */
export type HubReads = {
  readonly [N in CallName]?: (ctx: ReadContext, input: Parsed<N>) => Promise<Output<N>>
}
