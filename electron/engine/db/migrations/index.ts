import type { WriteDb } from '../../context'
import { foundation } from './0010-foundation'
import { matchKeys } from './0020-match-keys'
import { receipts } from './0030-receipts'
import { endedSites } from './0040-ended-sites'
import { keptChoices } from './0050-choices'
import { frozenReports } from './0070-frozen-reports'
import { wantedBlobs } from './0080-wanted-blobs'
import { factTables } from './0090-facts'
import { draftsFile } from './0100-drafts-file'
import { bulkChanges } from './0110-bulk'
import { recycleBinIndex } from './0120-recycle-bin'
import { peerSystems } from './0140-peer-systems'
import { factIds } from './0150-fact-ids'
import { bulkUndone } from './0160-bulk-undone'
import { searchColumnsApart } from './0200-search-columns'
import { recordsWithFiles } from './0220-records-with-files'
import { counting } from './0230-counting'
import { commitments } from './0250-commitments'
import { awaited } from './0270-awaited'
import { newcomers } from './0280-newcomers'
import { learnedValues } from './0290-learned-values'
import { unknownKindsApart } from './0300-waiting-records'
import { namesakes } from './0310-namesakes'
import { linesOfTables } from './0320-table-rows'
import { searchTermsByName } from './0330-search-terms'
import { introductions } from './0340-introductions'
import { comparedWhole } from './0350-compared'
import { ownedBlobs } from './0360-owned-blobs'
import { ownLogSeen } from './0370-own-log-seen'
import { peerLayouts } from './0380-peer-layouts'
import { fullerPages } from './0390-fuller-pages'
import { recentMatchKeys } from './0410-recent-match-keys'
import { mergedLater } from './0420-merged-later'
import { keptSums } from './0430-kept-sums'

/**
 * One step of the schema; frozen once released. `version` is the number of its file: they rise by tens, so that what two
 * branches add can be put in order without renumbering. A database that has had a step never gets one of a lower number.
 */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
  /** What SQL can not say, after `sql` and in the same transaction. */
  readonly run?: (db: WriteDb) => void
  /** Throws an AppError for a database that can not be brought further. Asked before anything is done. */
  readonly refuse?: (db: WriteDb) => void
}

export const migrations: readonly Migration[] = [
  foundation,
  matchKeys,
  receipts,
  endedSites,
  keptChoices,
  frozenReports,
  wantedBlobs,
  factTables,
  draftsFile,
  bulkChanges,
  recycleBinIndex,
  peerSystems,
  factIds,
  bulkUndone,
  searchColumnsApart,
  recordsWithFiles,
  counting,
  commitments,
  awaited,
  newcomers,
  learnedValues,
  unknownKindsApart,
  namesakes,
  linesOfTables,
  searchTermsByName,
  introductions,
  comparedWhole,
  ownedBlobs,
  ownLogSeen,
  peerLayouts,
  fullerPages,
  recentMatchKeys,
  mergedLater,
  keptSums,
]

/** The number of the last step that this version of the program knows. */
export const newestVersion = Math.max(...migrations.map(({ version }) => version))
