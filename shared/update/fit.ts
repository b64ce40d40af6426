import type { ErrorCode } from '../errors'
import { systemText } from '../exchange/peer-texts'
import { withLayout } from './layout'
import type { UpdateManifest, UpdateSubject } from './manifest'
import { compareVersions } from './version'

/** One computer, as far as a new version of the program has to fit it. */
export interface UpdateTarget {
  readonly app: string
  readonly platform: string
  readonly arch: string
  /** How the program was installed there. */
  readonly layout: string
}

/** Whether a package is for such a computer and newer than what runs there. */
export function isAskedFor(subject: UpdateSubject, target: UpdateTarget): boolean {
  return isSameSystem(subject, target) && compareVersions(subject.version, target.app) > 0
}

/** What an installer depends on. */
export type UpdateSystem = Pick<UpdateTarget, 'platform' | 'arch' | 'layout'>

export const isSameSystem = (one: UpdateSystem, other: UpdateSystem): boolean =>
  one.platform === other.platform && one.arch === other.arch && one.layout === other.layout

/** 「Windows x64」, and how the program was installed where there are two ways. */
export const updateSystemText = (system: UpdateSystem): string =>
  withLayout(systemText(system), system.layout)

/**
 * Why a package that is whole and signed is not installed here; null where it may be.
 * @param target this computer; `schema` of its profile
 */
export function updateRefusal(
  told: UpdateSubject & Pick<UpdateManifest, 'schema'>,
  target: UpdateTarget & { readonly schema: number },
): { readonly code: ErrorCode; readonly params: Readonly<Record<string, string>> } | null {
  const { version, schema } = told
  const systems = { wants: updateSystemText(told), here: updateSystemText(target) }
  if (told.platform !== target.platform || told.arch !== target.arch)
    return { code: 'update.other-system', params: systems }
  if (told.layout !== target.layout) return { code: 'update.other-layout', params: systems }
  const versions = { version, current: target.app }
  if (compareVersions(version, target.app) <= 0) return { code: 'update.not-newer', params: versions }
  if (schema < target.schema) return { code: 'update.older-schema', params: versions }
  return null
}
