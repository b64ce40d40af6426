import type { ErrorCode } from '../errors'
import { systemText } from '../exchange/peer-texts'
import type { UpdateManifest, UpdateSubject } from './manifest'
import { compareVersions } from './version'

/** One computer, as far as a new version of the program has to fit it. */
export interface UpdateTarget {
  readonly app: string
  readonly platform: string
  readonly arch: string
}

/** Whether a package is for such a computer and newer than what runs there. */
export function isAskedFor({ version, platform, arch }: UpdateSubject, target: UpdateTarget): boolean {
  return platform === target.platform && arch === target.arch && compareVersions(version, target.app) > 0
}

/**
 * Why a package that is whole and signed is not installed here; null where it may be.
 * @param target this computer; `schema` of its profile
 */
export function updateRefusal(
  { version, platform, arch, schema }: Pick<UpdateManifest, 'version' | 'platform' | 'arch' | 'schema'>,
  target: UpdateTarget & { readonly schema: number },
): { readonly code: ErrorCode; readonly params: Readonly<Record<string, string>> } | null {
  const systems = { wants: systemText({ platform, arch }), here: systemText(target) }
  if (platform !== target.platform || arch !== target.arch)
    return { code: 'update.other-system', params: systems }
  const versions = { version, current: target.app }
  if (compareVersions(version, target.app) <= 0) return { code: 'update.not-newer', params: versions }
  if (schema < target.schema) return { code: 'update.older-schema', params: versions }
  return null
}
