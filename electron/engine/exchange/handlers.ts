import { AppError } from '../../../shared/errors'
import { sweepIncoming } from '../blobs/blob-store'
import { sweepSpools } from '../bundle/spool'
import type { OpenContext } from '../context'
import type { Calls, Handlers } from '../handler'
import { joinCity } from '../joining/join-city'
import { createDistrict, joinDistrict } from '../joining/join-district'
import { createJoinFile } from '../joining/join-file'
import { rejoin } from '../joining/rejoin'
import { verifyProfile } from '../safety/verify'
import { listSites, revokeSite } from '../sites/revoke'
import { exportBundle } from './export'
import { importBundles, previewBundles } from './import'
import { oneAtATime } from './one-at-a-time'
import { slipOf, slipPrinted } from './slip'
import { syncLog, syncStatus } from './status'

/** Exchanges of one profile go one after the other; each starts with a clean temporary place. */
function exchange<T>(ctx: OpenContext, work: () => Promise<T>): Promise<T> {
  if (ctx.db.pragma('query_only', { simple: true }) === 1) throw new AppError('profile.read-only')
  return oneAtATime(ctx.db, () => {
    sweepSpools(ctx.profile)
    sweepIncoming(ctx.profile)
    return work()
  })
}

export const syncHandlers = {
  'sync.status': (ctx) => syncStatus(ctx),
  'sync.exportBundle': (ctx, input) => exchange(ctx, () => exportBundle(ctx, input)),
  'sync.preview': (ctx, input) => exchange(ctx, () => previewBundles(ctx, input)),
  'sync.importBundles': (ctx, input) => exchange(ctx, () => importBundles(ctx, input)),
  'sync.log': (ctx, input) => syncLog(ctx, input),
  'sync.slip': (ctx, input) => slipOf(ctx, input),
  'sync.slipPrinted': slipPrinted,
  'sync.createJoinFile': (ctx, input) => exchange(ctx, () => createJoinFile(ctx, input)),
  'sites.list': (ctx) => listSites(ctx),
  'sites.joinCity': (ctx, input) => exchange(ctx, () => joinCity(ctx, input)),
  'sites.rejoin': (ctx, input) => exchange(ctx, () => rejoin(ctx, input)),
  'sites.revoke': (ctx, input) => exchange(ctx, async () => revokeSite(ctx, input)),
  'safety.verify': (ctx) => verifyProfile(ctx),
  'profile.createDistrict': (ctx, input) => createDistrict(ctx, input),
  'profile.join': (ctx, input) => joinDistrict(ctx, input),
} satisfies Handlers<
  Calls<'sync'> | Calls<'sites'> | 'safety.verify' | 'profile.createDistrict' | 'profile.join'
>
