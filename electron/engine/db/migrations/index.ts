import { foundation } from './0001-foundation'
import { matchKeys } from './0002-match-keys'
import { receipts } from './0003-receipts'
import { endedSites } from './0004-ended-sites'
import { frozenReports } from './0005-frozen-reports'

/** One step of the schema; frozen once released. `version` counts 1, 2, 3 … without a gap. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

export const migrations: readonly Migration[] = [foundation, matchKeys, receipts, endedSites, frozenReports]
