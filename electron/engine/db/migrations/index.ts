import { foundation } from './0001-foundation'
import { matchKeys } from './0002-match-keys'
import { receipts } from './0003-receipts'
import { endedSites } from './0004-ended-sites'
import { choices } from './0005-choices'
import { userRecipients } from './0006-user-recipients'
import { frozenReports } from './0007-frozen-reports'
import { wantedBlobs } from './0008-wanted-blobs'

/** One step of the schema; frozen once released. `version` counts 1, 2, 3 … without a gap. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

export const migrations: readonly Migration[] = [
  foundation,
  matchKeys,
  receipts,
  endedSites,
  choices,
  userRecipients,
  frozenReports,
  wantedBlobs,
]
