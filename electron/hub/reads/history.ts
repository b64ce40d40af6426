import { AppError } from '../../../shared/errors'
import { isClockAhead } from '../../engine/changes/clock-ahead'
import { historyEntries } from '../../engine/records/history'
import { computerNames, hubChangesOf } from './changes'
import { hubNames, hubWords } from './named'
import type { HubReads } from './read'
import { hubRowOf } from './records'

const anId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** What was changed in a record, by whom and when. */
export const hubHistoryReads = {
  'records.history': async (ctx, { id }) => {
    const changes = await hubChangesOf(ctx.sql, await hubRowOf(ctx, id))
    if (changes.length === 0) throw new AppError('record.not-found', { id })
    const wordsOf = await hubWords(ctx.sql)
    const named = changes.flatMap(({ set }) => JSON.stringify(set).match(anId) ?? [])
    const find = await hubNames(ctx.sql, [...new Set(named)], wordsOf)
    const entries = historyEntries(changes, {
      nameOf: (one) => find(one) ?? one,
      wordsOf,
      siteNameOf: await computerNames(ctx.sql),
      // Which file brought a change is not told to the reader: a clock is ahead as long as its time has not come.
      isAhead: ({ clock }) => isClockAhead(clock, null, ctx.now),
    })
    return { entries }
  },
} satisfies HubReads
