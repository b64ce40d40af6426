import { AppError } from '../../../shared/errors'
import { explainDeadline, listDeadlines } from '../../engine/deadlines/told'
import { readAside } from '../desk/aside'
import type { HubReads, ReadContext } from './read'
import { hubRowOf } from './records'

/** What a district's time limits are counted by, and what they name. */
const KINDS = ['holiday-year', 'calendar-day', 'deadline-setting', 'dictionary-entry']

/** Does work where the engine finds one record, its unit and its district's calendar. @throws AppError `record.not-found` */
async function besideRecord<T>(
  ctx: ReadContext,
  id: string,
  work: Parameters<typeof readAside<T>>[2],
): Promise<T> {
  const { district, body } = await hubRowOf(ctx, id)
  const { unit } = body
  const ids = [id, ...(typeof unit === 'string' ? [unit] : [])]
  return await readAside(ctx.sql, { district, ids, kinds: KINDS }, work)
}

/** What runs for one record, counted as its own district counts. Lists over all records are the districts': they act on them. */
export const hubDeadlineReads = {
  'deadlines.list': async (ctx, input) => {
    if (input.record === undefined) throw new AppError('hub.not-here')
    return await besideRecord(ctx, input.record, (db) => listDeadlines(db, ctx.today, input))
  },
  'deadlines.explain': (ctx, input) => besideRecord(ctx, input.id, (db) => explainDeadline(db, input)),
} satisfies HubReads
