import { createContext, useContext } from 'react'
import type { ProfileState } from '../../shared/contract/profile'
import { may, type Right } from '../../shared/rights'

export type SignedIn = ProfileState & {
  readonly site: NonNullable<ProfileState['site']>
  readonly user: NonNullable<ProfileState['user']>
}

/** The signed-in profile, for everything inside the shell. */
export const SessionContext = createContext<SignedIn | null>(null)

/** Who is signed in, at which site. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext)
  if (!session) throw new Error('only screens of the shell may ask for the session')
  return session
}

/** Rights that nobody has where nothing can be written. */
const writing: readonly Right[] = ['record.write', 'report.freeze', 'sync.import', 'profile.manage']

/** Whether the signed-in person may make calls that need this right (and the profile can be written at all). */
export function useMay(right: Right): boolean {
  const { user, readOnly } = useSession()
  return may(user.role, right) && !(readOnly && writing.includes(right))
}
