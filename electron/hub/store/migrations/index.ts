import type { HubMigration } from '../migration'
import { districtsAndRecords } from './0010-districts-and-records'
import { catalogue } from './0020-catalogue'
import { keptSegments } from './0110-kept-segments'
import { factGround } from './0200-facts'
import { search } from './0210-search'
import { thingsByMonth } from './0220-things-by-month'
import { recordsInOrder } from './0230-records-in-order'
import { accountsAndSessions } from './0300-accounts-and-sessions'
import { arrivals } from './0310-arrivals'
import { findingWhole } from './0320-finding-whole'
import { recordsById } from './0330-records-by-id'
import { offices } from './0350-offices'
import { aroundARecord } from './0360-around-a-record'
import { sealedValues } from './0400-sealed-values'
import { anomalies } from './0410-anomalies'
import { differentThings } from './0430-different-things'
import { searchByKind } from './0440-search-by-kind'
import { toldFiles } from './0450-told-files'
import { listsInOrder } from './0460-lists-in-order'
import { watchedFolders } from './0470-watched-folders'
import { sealingInParts } from './0480-sealing-in-parts'
import { finding } from './0490-finding'

/**
 * All steps of the hub's schema. Numbers up to 190 are the store's and ingest's, to 290 the facts', to 390 the accounts'. Those
 * to 420 are sealing's and the offices', to 490 those of a province's size; 470 and 480 are ingest's and sealing's again.
 */
export const hubMigrations: readonly HubMigration[] = [
  districtsAndRecords,
  catalogue,
  keptSegments,
  factGround,
  search,
  thingsByMonth,
  recordsInOrder,
  accountsAndSessions,
  arrivals,
  findingWhole,
  recordsById,
  offices,
  aroundARecord,
  sealedValues,
  anomalies,
  differentThings,
  searchByKind,
  toldFiles,
  listsInOrder,
  watchedFolders,
  sealingInParts,
  finding,
]
