import type { ErrorCode } from './errors'

/** Why a profile that is there can not be opened or read: what leads to the page that restores and rescues. */
export const profileTroubles = [
  'profile.damaged',
  'profile.keys-changed',
  'profile.no-access',
  'profile.disk-failed',
  'profile.migration-failed',
  'file.no-space',
] as const satisfies readonly ErrorCode[]
export type ProfileTrouble = (typeof profileTroubles)[number]

/** Whether an error says that of the profile. */
export function isProfileTrouble(code: ErrorCode): code is ProfileTrouble {
  return profileTroubles.some((trouble) => trouble === code)
}
