import type { Command } from '../command'
import { anomalyCommands } from './anomalies'
import { attachmentCommands } from './attachments'
import { auditCommands } from './audit'
import { benchCommands } from './bench'
import { bulkCommands } from './bulk'
import { calendarCommands } from './calendar'
import { conflictCommands } from './conflicts'
import { coverageCommands } from './coverage'
import { deadlineCommands } from './deadlines'
import { duplicateCommands } from './duplicates'
import { findCommands } from './find'
import { formCommands } from './forms'
import { hubCommands } from './hub'
import { hubAccountCommands } from './hub-accounts'
import { hubCertificateCommands } from './hub-certificate'
import { hubFigureCommands } from './hub-figures'
import { hubOfficeCommands } from './hub-office'
import { hubServeCommands } from './hub-serve'
import { kindCommands } from './kinds'
import { ledgerCommands } from './ledgers'
import { measureCommands } from './measures'
import { moveCommands } from './moves'
import { printCommands } from './print'
import { profileCommands } from './profile'
import { readinessCommands } from './readiness'
import { recordCommands } from './records'
import { recoveryCommands } from './recovery'
import { releaseCommands } from './releases'
import { reportCommands } from './reports'
import { safetyCommands } from './safety'
import { serveCommands } from './serve'
import { siteCommands } from './sites'
import { syncCommands } from './sync'
import { tableCommands } from './tables'
import { themeCommands } from './themes'
import { updateCommands } from './updates'
import { userCommands } from './users'

/** Every command, in the order the help shows them. */
export const commands: readonly Command[] = [
  ...profileCommands,
  ...userCommands,
  ...recoveryCommands,
  ...recordCommands,
  ...findCommands,
  ...moveCommands,
  ...bulkCommands,
  ...tableCommands,
  ...printCommands,
  ...formCommands,
  ...duplicateCommands,
  ...attachmentCommands,
  ...kindCommands,
  ...syncCommands,
  ...siteCommands,
  ...conflictCommands,
  ...anomalyCommands,
  ...deadlineCommands,
  ...calendarCommands,
  ...themeCommands,
  ...reportCommands,
  ...measureCommands,
  ...coverageCommands,
  ...readinessCommands,
  ...ledgerCommands,
  ...safetyCommands,
  ...updateCommands,
  ...releaseCommands,
  ...auditCommands,
  ...serveCommands,
  ...hubCommands,
  ...hubOfficeCommands,
  ...hubAccountCommands,
  ...hubFigureCommands,
  ...hubCertificateCommands,
  ...hubServeCommands,
  ...benchCommands,
]
