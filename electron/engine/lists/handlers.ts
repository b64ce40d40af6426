import type { recordListCalls } from '../../../shared/contract/record-lists'
import type { Handlers } from '../handler'
import { seesWhole } from './filter'
import { countRecords, listRecords } from './list'
import { oldestDay } from './oldest'
import { namesOf, optionsFor } from './options'
import { retentionDue } from './retention'
import { sumRecords } from './sums'
import { unreviewed } from './unreviewed'
import { dropView, saveView, viewsOfList } from './views'

export const listHandlers = {
  'records.list': (ctx, input) => listRecords(ctx.db, input, seesWhole(ctx.user)),
  'records.oldest': (ctx, input) => oldestDay(ctx.db, input),
  'records.unreviewed': (ctx, input) => unreviewed(ctx.db, input, seesWhole(ctx.user)),
  'records.count': (ctx, input) => countRecords(ctx.db, input, seesWhole(ctx.user)),
  'records.sums': (ctx, input) => sumRecords(ctx.db, input, seesWhole(ctx.user)),
  'records.views': viewsOfList,
  'records.saveView': saveView,
  'records.dropView': dropView,
  'records.options': (ctx, input) => optionsFor(ctx, input),
  'records.names': (ctx, { ids }) => ({ names: namesOf(ctx.db, ids) }),
  'records.retentionDue': retentionDue,
} satisfies Handlers<keyof typeof recordListCalls>
