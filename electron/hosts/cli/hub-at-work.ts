import { resolve } from 'node:path'
import { version } from '../../../package.json'
import { makePrivateFolder } from '../../engine/files/private-folder'
import { LEAST_COST } from '../../engine/profile/wrapping'
import { writeDerived } from '../../hub/derived'
import { type Hub, type HubParts, resumeHub } from '../../hub/hub'
import { currentKeys } from '../../hub/office/renew'
import type { HubSurroundings } from '../../hub/surroundings'
import { lineLog, systemClock, systemRandom } from '../../machine/surroundings'
import type { CliContext } from './context'
import { type HubPlace, hubKeysAt, openHubStore } from './hub-place'
import { usage } from './usage'

/** What a hub's command is given by whoever runs it. */
type AtWork = Pick<CliContext, 'notice' | 'kdfCost'>

const hubSurroundings = ({ notice, kdfCost }: AtWork, signal?: AbortSignal): HubSurroundings => ({
  appVersion: version,
  clock: systemClock,
  random: systemRandom,
  log: lineLog((line) => notice(line.trimEnd())),
  kdfCost: kdfCost ?? LEAST_COST,
  ...(signal ? { signal } : {}),
})

/** Said wherever the built-in database is used, until a power cut was survived in a test. */
export const EMBEDDED_NOTICE =
  '注意：内置数据库（PGlite）写入时不等磁盘落盘（没有 fsync），突然断电可能丢失刚写入的内容；正式使用请接 PostgreSQL（--database）。'

/** @throws AppError `usage` */
export function hubFolder({ folder, embedded }: HubPlace): string {
  const named = folder ?? embedded
  if (named === undefined) throw usage('用 --database 时请用 --folder 指明数据库之外的文件夹')
  const path = resolve(named)
  makePrivateFolder(path)
  return path
}

/** The hub without its keys: its database, opened. The caller closes it. */
export async function hubParts(place: HubPlace, ctx: AtWork, signal?: AbortSignal): Promise<HubParts> {
  const folder = hubFolder(place)
  if (place.embedded !== undefined) ctx.notice(EMBEDDED_NOTICE)
  const store = await openHubStore(place)
  return {
    store,
    folder,
    around: hubSurroundings(ctx, signal),
    writeDerived,
  }
}

/** Does work at a hub that was made before, and closes it. @throws AppError `hub.no-keys`, `hub.not-begun`, and as `openHubStore` */
export async function atHub<T>(
  place: HubPlace,
  ctx: AtWork,
  work: (hub: Hub) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  hubFolder(place)
  const keys = hubKeysAt(place)
  const parts = await hubParts(place, ctx, signal)
  try {
    const current = await currentKeys(parts.store, parts.folder, keys)
    const hub = await resumeHub({ ...parts, keys: current })
    return await work(hub)
  } finally {
    await parts.store.close()
  }
}
