import type { erasingCalls } from '../../../shared/contract/erasing'
import type { recordPageCalls } from '../../../shared/contract/record-pages'
import type { draftCalls, recordCalls } from '../../../shared/contract/records'
import { allWords } from '../district/words'
import type { Handlers } from '../handler'
import { chainOf } from './chain'
import { discardDraft, getDraft, saveDraft } from './drafts'
import { eraseRecord, previewErasure, refuseUnknown } from './erase'
import { previewFollowUp, saveFollowUp } from './follow'
import { historyOf } from './history'
import { moveRecord } from './move'
import { changesOfToday, recycleBin } from './own-changes'
import { recordPageHandlers } from './pages'
import { findView } from './queries'
import { revealValue } from './reveal'
import { revertValue } from './revert'
import { addRecords, checkRecord, markDeleted, saveRecord } from './save'
import { suggestFor } from './suggest'
import { undoChange } from './undo'
import { wholeViewOf } from './view'

export const recordHandlers = {
  ...recordPageHandlers,
  'records.save': (ctx, input) =>
    input.follow ? saveFollowUp(ctx, input.follow, input) : saveRecord(ctx, input),
  'records.addMany': addRecords,
  'records.check': (ctx, input) => ({
    problems: checkRecord(ctx, input).map(({ field, reason, params }) =>
      params ? { field, reason, params: { ...params } } : { field, reason },
    ),
  }),
  'records.delete': (ctx, { id, reason }) => markDeleted(ctx, id, true, reason),
  'records.erasePreview': previewErasure,
  'records.erase': eraseRecord,
  'records.restore': (ctx, { id, reason }) => markDeleted(ctx, id, false, reason),
  'records.undo': undoChange,
  'records.revert': revertValue,
  'records.move': moveRecord,
  'records.follow': (ctx, input) => previewFollowUp(ctx.db, input),
  'records.chain': (ctx, { id }) => ({ entries: chainOf(ctx.db, id) }),
  'records.today': (ctx, input) => changesOfToday(ctx, input),
  'records.bin': (ctx, input) => recycleBin(ctx.db, input),
  'records.get': (ctx, { id }) => {
    const row = findView(ctx.db, id)
    if (!row) return refuseUnknown(ctx, id)
    return wholeViewOf(ctx.db, row)
  },
  'records.history': (ctx, { id }) => ({ entries: historyOf(ctx.db, id, ctx.clock.now()) }),
  'records.reveal': (ctx, { id, field, change }) => ({ value: revealValue(ctx.db, id, field, change) }),
  'records.words': (ctx) => allWords(ctx.db),
  'records.suggest': (ctx, input) => suggestFor(ctx, input),
  'drafts.save': saveDraft,
  'drafts.get': getDraft,
  'drafts.discard': discardDraft,
} satisfies Handlers<
  | keyof typeof recordCalls
  | keyof typeof erasingCalls
  | keyof typeof recordPageCalls
  | keyof typeof draftCalls
>
