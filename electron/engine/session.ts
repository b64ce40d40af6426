import type { Role } from '../../shared/rights'
import type { EngineContext, OwnSite, ReadDb, WriteDb } from './context'

/** A profile while somebody is signed in. */
export interface OpenProfile {
  readonly db: WriteDb
  readonly site: OwnSite
  readonly user: { readonly name: string; readonly role: Role }
  /** True when a newer version made the database: nothing may be written. */
  readonly readOnly: boolean
  /** The raw 32-byte data key. */
  readonly dataKey: Uint8Array
  openReader(): ReadDb
  /** Closes the database and gives the profile lock back. */
  close(): void
}

/** Who is signed in at this engine, if anybody. */
export interface Session {
  current(): OpenProfile | null
  /** Takes over an opened profile and tells the listeners. */
  enter(profile: OpenProfile): void
  /** Closes the open profile, if any, and tells the listeners. */
  leave(): void
}

/** What a handler gets whose call needs no sign-in (`right: 'open'`). */
export interface DoorContext extends EngineContext {
  readonly session: Session
}

/** An empty session; `tell` hears of every sign-in and sign-out. */
export function newSession(tell: (state: 'locked' | 'open') => void): Session {
  let open: OpenProfile | null = null
  return {
    current: () => open,
    enter: (profile) => {
      open?.close()
      open = profile
      tell('open')
    },
    leave: () => {
      if (!open) return
      const leaving = open
      open = null
      leaving.close()
      tell('locked')
    },
  }
}
