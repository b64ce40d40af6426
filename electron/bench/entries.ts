import type { Entry } from './entry'
import { findSpeed } from './find-speed'
import { hubSpeed } from './hub/hub-speed'
import { ledgerMemory, ledgerSpeed } from './ledger-speed'
import { listSpeed } from './list-speed'
import { packageSize } from './package-size'
import { peerSpeed } from './peer-speed'
import { readsBeside } from './reads-beside'
import { reportSpeed } from './report-speed'
import { startSpeed } from './start-speed'
import { importGrowth, importMemory } from './sync-growth'
import { bundleSize, syncSpeed } from './sync-speed'
import { tableMemory, tableSpeed } from './table-speed'
import { windowSpeed } from './window-speed'

/** Everything that the bench measures, in the order of its table. */
export const entries: readonly Entry[] = [
  syncSpeed,
  bundleSize,
  importMemory,
  importGrowth,
  readsBeside,
  reportSpeed,
  listSpeed,
  findSpeed,
  windowSpeed,
  tableSpeed,
  tableMemory,
  ledgerSpeed,
  ledgerMemory,
  packageSize,
  startSpeed,
  peerSpeed,
  hubSpeed,
]
