import { type FileToken, fileToken } from '../../shared/contract/types'
import type { Role } from '../../shared/rights'
import type { EngineContext, OpenContext, OwnSite, ReadDb, WriteDb } from './context'
import type { ProfileLock } from './db/lock'
import type { Tasks } from './tasks'

/** A profile while somebody is signed in. */
export interface OpenProfile {
  readonly db: WriteDb
  readonly drafts: WriteDb
  /** Under which name a damaged file of drafts lies beside the new one, since this profile was opened. */
  readonly draftsAside: string | null
  readonly site: OwnSite
  readonly user: { readonly name: string; readonly role: Role }
  /** True when a newer version made the database: nothing may be written. */
  readonly readOnly: boolean
  /** The raw 32-byte data key. */
  readonly dataKey: Uint8Array
  /** Data keys from before, the newest first: what was written under them stays as it is. */
  readonly formerKeys: readonly Uint8Array[]
  readonly lock: ProfileLock
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
  /** Puts the same profile, opened anew, in place of one that is closed already; nobody is told, nothing has changed for them. */
  replace(profile: OpenProfile): void
}

/** Work for the worker that is no call: nobody asks for it from outside. */
export interface WorkBeside {
  readonly name: 'rekeyed-copy'
  readonly key: Uint8Array
  /** Which files of keys the copy believes, by their digests. */
  readonly keysFiles: readonly string[]
}

/** What the handler of a call `alone` gets. */
export interface AloneContext extends OpenContext {
  /**
   * Lets work that takes long go on beside the engine, then lets `work` close the open profile and answer it opened anew, when
   * nothing else runs and without waiting for anything itself. From the beginning to the end reads go on, tasks wait, and
   * what is written is held. @throws AppError `session.locked` when it was locked meanwhile, and what `before` throws
   */
  exchange(before: WorkBeside, work: (open: OpenProfile) => OpenProfile): Promise<void>
}

/** What a handler gets whose call needs no sign-in (`right: 'open'`). */
export interface DoorContext extends EngineContext {
  readonly session: Session
  readonly tasks: Tasks
  /** Every path that the person chose, by its token. */
  readonly paths: Map<FileToken, string>
  /**
   * Begins work on the profile that is open now, beside everything else and with nobody waiting for it: it stands on its own
   * feet and throws nothing. Absent where there is no worker, so that everything would wait for it.
   */
  readonly beside?: (work: (ctx: AloneContext) => Promise<void>) => void
}

/** A token for a path that the engine found, the same for the same path: whoever asks again has no more of them. */
export function tokenFor({ paths, random }: DoorContext, path: string): FileToken {
  for (const [token, known] of paths) if (known === path) return token
  const token = fileToken.parse(Buffer.from(random.bytes(24)).toString('base64url'))
  paths.set(token, path)
  return token
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
    replace: (profile) => {
      open = profile
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
