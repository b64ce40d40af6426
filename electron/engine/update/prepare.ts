import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { type UpdateTarget, updateRefusal } from '../../../shared/update/fit'
import { layoutOf } from '../../../shared/update/layout'
import type { OpenContext } from '../context'
import { isCopied } from '../copies/keep-copies'
import { schemaVersion } from '../db/migrate'
import { isOnlyLookedAt } from '../db/open'
import { removeFolderNow } from '../files/rename'
import { writeVerified } from '../files/verified-file'
import { UPDATES_PLACE } from './kept'
import { onlyLook, readPackage } from './read-package'

/** Where an installer lies that is about to be run, below the folder of packages; the window empties it at its next start. */
export const READY_PLACE = 'ready'

/** The program that runs, as a package has to fit it. */
export const programHere = ({ appVersion }: Pick<OpenContext, 'appVersion'>): UpdateTarget => ({
  app: appVersion,
  platform: process.platform,
  arch: process.arch,
  layout: layoutOf(process.execPath),
})

/** The same with its profile. */
const targetOf = (ctx: OpenContext) => ({ ...programHere(ctx), schema: schemaVersion(ctx.db) })

/** A package read whole, and why it is not for this computer. @throws AppError as `readPackage` */
export async function lookAtPackage(
  ctx: OpenContext,
  { file }: Parsed<'update.read'>,
): Promise<Output<'update.read'>> {
  const { manifest } = await readPackage(ctx.pathOf(file), ctx.releaseKey, onlyLook)
  const refused = updateRefusal(manifest, targetOf(ctx))
  return { package: manifest, refused: refused && { ...refused, params: { ...refused.params } } }
}

/**
 * Lays the installer of a package out, checked as it is written.
 * @throws AppError as `readPackage` and `writeVerified`, `update.other-system`, `update.other-layout`, `update.not-newer`, `update.older-schema`,
 * `update.no-backup`
 */
export async function prepareInstaller(
  ctx: OpenContext,
  { file }: Parsed<'update.prepare'>,
): Promise<Output<'update.prepare'>> {
  if (!isOnlyLookedAt(ctx) && !isCopied(ctx)) throw new AppError('update.no-backup')
  const folder = join(ctx.profile, UPDATES_PLACE, READY_PLACE)
  removeFolderNow(folder)
  const { manifest, taken } = await readPackage(ctx.pathOf(file), ctx.releaseKey, async (content, told) => {
    const refused = updateRefusal(told, targetOf(ctx))
    if (refused) throw new AppError(refused.code, refused.params)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, told.installer.name)
    await writeVerified(path, content, { signal: ctx.signal })
    return path
  })
  const { version, platform, installer } = manifest
  if (!isOnlyLookedAt(ctx)) ctx.note('update.prepare', { file: installer.name })
  return { version, platform, installer: installer.name, path: taken }
}
