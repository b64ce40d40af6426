import type { Output } from '../../../shared/contract'
import type { RecordFilter } from '../../../shared/contract/record-lists'
import { missingNotice } from '../../../shared/deadlines/notice'
import type { Kind } from '../../../shared/definition/define'
import { REVIEW } from '../../../shared/definition/workflow'
import { kinds } from '../../../shared/kinds'
import { monthOf } from '../../../shared/period'
import { draftFlow, flowIn } from '../../../shared/records/states'
import { countAnomalies } from '../anomalies/queries'
import { countConflicting } from '../changes/queries'
import type { OpenContext } from '../context'
import { readMeta } from '../db/meta'
import { districtCalendar } from '../deadlines/district'
import { draftsOf } from '../drafts/queries'
import { waitingRecords } from '../exchange/receipts'
import { lastExportOf, pendingFor } from '../exchange/status'
import { countRecords } from '../lists/list'
import { today } from '../moment'
import { countOfToday } from '../records/own-changes'
import { viewsOf } from '../records/view'
import { figuresOf } from './figures'
import { newestRecords } from './queries'

const daily = kinds.filter((kind) => kind.place === 'daily').map((kind) => kind.name)
const recentCount = 8
/** What the first screen says of the month. */
const monthFigures = [
  ...['events', 'activities', 'sessions', 'attendance', 'leaflets', 'questions', 'sms', 'households'],
]

/** The first screen: this month so far, what has not been handed on, the last backup, what waits to be finished. */
export function homeOverview(ctx: OpenContext): Output<'home.overview'> {
  const month = monthOf(today(ctx.clock))
  return {
    period: month.name,
    label: month.label,
    figures: figuresOf(ctx.db, monthFigures, month, null),
    pendingExport: pendingFor(ctx),
    unsubmitted: counted(ctx, (kind) => {
      const flow = draftFlow(kind)
      return flow && { where: { [flow.field]: flow.draft } }
    }),
    receipts:
      ctx.site.role === 'street'
        ? {
            ...waitingRecords(ctx.db),
            returned: counted(ctx, (kind) => (flowIn(kind, REVIEW) ? { receipt: 'returned' } : undefined)),
          }
        : null,
    lastExport: lastExportOf(ctx),
    lastBackup: readMeta(ctx.db, 'lastBackup'),
    changedToday: countOfToday(ctx),
    calendarMissing: missingNotice(districtCalendar(ctx.db), today(ctx.clock)),
    conflicts: countConflicting(ctx.db),
    anomalies: countAnomalies(ctx.db),
    drafts: draftsOf(ctx.drafts, ctx.user.name).map((draft) => ({
      kind: draft.kind,
      id: draft.record === '' ? null : draft.record,
      savedAt: draft.saved_at,
    })),
    recent: viewsOf(ctx.db, newestRecords(ctx.db, daily, recentCount)),
  }
}

/** How many records of each kind its filter finds, where there are any; `undefined` for a kind that is not asked. */
function counted(
  ctx: OpenContext,
  filterOf: (kind: Kind) => RecordFilter | undefined,
): { kind: string; count: number }[] {
  return kinds
    .flatMap((kind) => {
      const filter = filterOf(kind)
      return filter
        ? [{ kind: kind.name, count: countRecords(ctx.db, { kind: kind.name, filter }).total }]
        : []
    })
    .filter(({ count }) => count > 0)
}
