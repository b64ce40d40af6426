import type { Calls, Handlers } from '../handler'
import { revokeSite } from '../sites/revoke'
import { exportBundle } from './export'
import { letIn } from './let-in'
import { oneExchange } from './one-at-a-time'
import { importBundles, previewBundles } from './pile'
import { recheckFiles } from './recheck'
import { slipOf, slipPrinted } from './slip'
import { listSites, syncLog, syncStatus } from './status'

export const exchangeHandlers = {
  'sync.status': (ctx) => syncStatus(ctx),
  'sync.exportBundle': (ctx, input) => oneExchange(ctx, () => exportBundle(ctx, input)),
  'sync.preview': (ctx, input) => oneExchange(ctx, () => previewBundles(ctx, input)),
  'sync.importBundles': (ctx, input) => oneExchange(ctx, () => importBundles(ctx, input)),
  'sync.recheck': recheckFiles,
  'sync.log': (ctx, input) => syncLog(ctx, input),
  'sync.slip': (ctx, input) => slipOf(ctx, input),
  'sync.slipPrinted': slipPrinted,
  'sites.list': (ctx) => listSites(ctx),
  'sites.revoke': (ctx, input) => oneExchange(ctx, async () => revokeSite(ctx, input)),
  'sites.letIn': (ctx, input) => oneExchange(ctx, async () => letIn(ctx, input)),
} satisfies Handlers<
  Exclude<Calls<'sync'>, 'sync.createJoinFile'> | 'sites.list' | 'sites.revoke' | 'sites.letIn'
>
