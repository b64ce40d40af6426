import type { CallName } from '../../shared/contract'
import { attachmentHandlers } from './attachments/handlers'
import { auditLogHandlers } from './audit-log'
import { chartHandlers } from './charts/handlers'
import { deadlineHandlers } from './deadlines/handlers'
import { demoHandlers } from './demo/handlers'
import { syncHandlers } from './exchange/handlers'
import type { Handlers } from './handler'
import { ledgerHandlers } from './ledgers/handlers'
import { recordHandlers } from './records/handlers'
import { coverageHandlers } from './reports/coverage'
import { reportHandlers } from './reports/handlers'
import { backupHandlers } from './safety/handlers'
import { statisticsHandlers } from './statistics/handlers'
import { themeHandlers } from './themes/handlers'
import { userHandlers } from './users/handlers'

/** Every call's handler; a call without one does not compile. */
export const handlers: Handlers<CallName> = {
  ...userHandlers,
  ...recordHandlers,
  ...attachmentHandlers,
  ...deadlineHandlers,
  ...syncHandlers,
  ...reportHandlers,
  ...coverageHandlers,
  ...backupHandlers,
  ...auditLogHandlers,
  ...demoHandlers,
  ...ledgerHandlers,
  ...statisticsHandlers,
  ...chartHandlers,
  ...themeHandlers,
}
