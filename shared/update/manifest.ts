import { z } from 'zod'
import { installerName } from './installer-name'
import { updateLayout } from './layout'
import { isVersion } from './version'

/** The format of update packages that this version writes and reads. */
export const UPDATE_FORMAT = 1
/** SSHSIG namespaces: of a package's manifest, and of a release key that takes over from the one before. */
export const UPDATE_NAMESPACE = 'yuanba-update'
export const RELEASE_KEY_NAMESPACE = 'yuanba-release-key'

export const UPDATE_ENTRY = 'update.json'
export const UPDATE_SIGNATURE_ENTRY = 'update.json.sig'
/** The release keys in the order in which each took over, the first one signed by the key before it: `keys/1.pub`, … */
export const releaseKeyEntry = (place: number): string => `keys/${place}.pub`
export const releaseKeySignatureEntry = (place: number): string => `${releaseKeyEntry(place)}.sig`
/** More than a project ever changes its key. */
export const MAX_RELEASE_KEYS = 50
/** No entry but the installer is longer, in bytes. */
export const MAX_TOLD_BYTES = 64 * 1024

/** The ending of an installer for each system that there are installers for. */
export const installerEndings = { win32: '.exe', linux: '.deb' } as const
export const updatePlatform = z.enum(['win32', 'linux'])
export const updateArch = z.enum(['x64', 'arm64'])

/** Which version, for which computers. */
export const updateSubject = z.strictObject({
  version: z.string().refine(isVersion),
  /** The system and processor as Node names them. */
  platform: updatePlatform,
  arch: updateArch,
  layout: updateLayout,
})
export type UpdateSubject = z.output<typeof updateSubject>

/** What a package says of itself, signed by the release key. */
export const updateManifest = z
  .strictObject({
    format: z.literal(UPDATE_FORMAT),
    ...updateSubject.shape,
    /** The number of the last migration that the version knows: a profile beyond it would not open for writing. */
    schema: z.int().min(1).max(1_000_000),
    /** What is new, in Chinese. */
    notes: z.string().trim().min(1).max(4000),
    createdAt: z.iso.datetime({ precision: 3 }),
    installer: z.strictObject({
      name: z.string().regex(installerName),
      size: z
        .int()
        .min(1)
        .max(4 * 1024 ** 3 - 1),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  })
  .refine(({ platform, installer }) => installer.name.endsWith(installerEndings[platform]))
  .refine(({ platform, layout }) => platform === 'linux' || layout === 'plain')
export type UpdateManifest = z.output<typeof updateManifest>

/** Reads only the format, so that a newer package can be told from a broken one. */
export const updateFormat = z.looseObject({ format: z.int().min(1) })
