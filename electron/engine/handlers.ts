import type { CallName } from '../../shared/contract'
import { anomalyHandlers } from './anomalies/handlers'
import { attachmentHandlers } from './attachments/handlers'
import { auditLogHandlers } from './audit-log'
import { bulkHandlers } from './bulk/handlers'
import { chartHandlers } from './charts/handlers'
import { conflictHandlers } from './conflicts/handlers'
import { copyHandlers } from './copies/handlers'
import { deadlineHandlers } from './deadlines/handlers'
import { demoHandlers } from './demo/handlers'
import { duplicateHandlers } from './duplicates/handlers'
import { exchangeHandlers } from './exchange/handlers'
import { findHandlers } from './find/handlers'
import { formHandlers } from './forms/handlers'
import type { Handlers } from './handler'
import { indicatorHandlers } from './indicators/handlers'
import { joiningHandlers } from './joining/handlers'
import { ledgerHandlers } from './ledgers/handlers'
import { listHandlers } from './lists/handlers'
import { overviewHandlers } from './overviews/handlers'
import { aboutHandlers } from './profile/about'
import { profileHandlers } from './profile/handlers'
import { recordHandlers } from './records/handlers'
import { recoveryHandlers } from './recovery/handlers'
import { coverageHandlers } from './reports/coverage'
import { reportHandlers } from './reports/handlers'
import { safetyHandlers } from './safety/handlers'
import { rescueHandlers } from './safety/rescue/handlers'
import { statisticsHandlers } from './statistics/handlers'
import { tableHandlers } from './tables/handlers'
import { taskHandlers } from './task-handlers'
import { themeHandlers } from './themes/handlers'
import { updateHandlers } from './update/handlers'
import { userHandlers } from './users/handlers'
import { waitingHandlers } from './waiting/handlers'

/** Every call's handler; a call without one does not compile. */
export const handlers: Handlers<CallName> = {
  ...profileHandlers,
  ...userHandlers,
  ...recoveryHandlers,
  ...aboutHandlers,
  ...recordHandlers,
  ...listHandlers,
  ...findHandlers,
  ...bulkHandlers,
  ...conflictHandlers,
  ...anomalyHandlers,
  ...duplicateHandlers,
  ...attachmentHandlers,
  ...deadlineHandlers,
  ...exchangeHandlers,
  ...joiningHandlers,
  ...reportHandlers,
  ...coverageHandlers,
  ...safetyHandlers,
  ...rescueHandlers,
  ...copyHandlers,
  ...auditLogHandlers,
  ...demoHandlers,
  ...indicatorHandlers,
  ...ledgerHandlers,
  ...statisticsHandlers,
  ...chartHandlers,
  ...themeHandlers,
  ...waitingHandlers,
  ...overviewHandlers,
  ...formHandlers,
  ...tableHandlers,
  ...updateHandlers,
  ...taskHandlers,
}
