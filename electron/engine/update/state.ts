import type { Output } from '../../../shared/contract'
import { isSameSystem } from '../../../shared/update/fit'
import { layoutOf } from '../../../shared/update/layout'
import { compareVersions } from '../../../shared/update/version'
import type { OpenContext } from '../context'
import { programOf } from '../exchange/queries'
import { partners } from '../exchange/status'
import { siteName } from '../sites/sites'
import { keptPackages, packageFor } from './kept'

/** What runs here, which packages are kept, and which computers are behind what is known here. */
export function updateState(ctx: OpenContext): Output<'update.state'> {
  const kept = keptPackages(ctx)
  const { platform, arch } = process
  const layout = layoutOf(process.execPath)
  const own = { version: ctx.appVersion, platform, arch, layout }
  const computers = partners(ctx).filter(({ revoked_at }) => revoked_at === null)
  return {
    app: ctx.appVersion,
    platform,
    arch,
    layout,
    kept: [...kept],
    computers: computers.map((site) => {
      const row = programOf(ctx.db, site.id)
      const known = row ? [own, ...kept.filter((one) => isSameSystem(one, row))] : []
      return {
        site: site.id,
        name: siteName(site),
        program: row ? { app: row.app, platform: row.platform, arch: row.arch, layout: row.layout } : null,
        behind: known.some(({ version }) => compareVersions(version, row?.app ?? '') > 0),
        brings: (row && packageFor(kept, row)?.version) ?? null,
      }
    }),
  }
}
