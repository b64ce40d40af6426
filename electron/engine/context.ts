import type { Worker } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import type { AuditAction } from '../../shared/audit/actions'
import type { EngineEvents, EventName } from '../../shared/contract/events'
import type { FileToken } from '../../shared/contract/types'
import type { WorkbookReader } from '../../shared/paste/workbook'
import type { Role } from '../../shared/rights'
import type { SiteRole } from '../../shared/sync/manifest'

declare const writable: unique symbol
declare const readable: unique symbol

/** The one connection that may write; only the engine's own transaction holds it. */
export type WriteDb = Database & { readonly [writable]: true; readonly [readable]: true }
/** A connection for reading. A `WriteDb` is one too; the reverse does not compile. */
export type ReadDb = Database & { readonly [readable]: true }

/** Milliseconds since 1970, passed in so that tests own the time. */
export interface Clock {
  now(): number
}

/** Unpredictable bytes, passed in so that demo data and tests can be the same for the same seed. */
export interface Random {
  bytes(count: number): Uint8Array
}

/** Technical log of the engine. Never a field's value, never a key. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, string | number>>): void
  warn(message: string, facts?: Readonly<Record<string, string | number>>): void
  error(message: string, facts?: Readonly<Record<string, string | number>>): void
}

/**
 * The folder of a host that has no paths, such as a browser's. What comes and goes lies there for a moment, encrypted under a key
 * that only this process's memory holds: nobody can read what a killed process leaves.
 */
export interface Passing {
  readonly folder: string
  /** 32 bytes. */
  readonly key: Uint8Array
}

/** This installation: its keys live inside the encrypted database. */
export interface OwnSite {
  /** 16 hex digits: the fingerprint of the signing key. */
  readonly id: string
  readonly role: SiteRole
  /** `*` for the district, the street's unit id for a laptop. */
  readonly scope: string
  readonly unit: string
  readonly unitName: string
  readonly letter: string
  /** Ed25519 private key, PKCS#8 DER, base64. */
  readonly signKey: string
  /** age identity, `AGE-SECRET-KEY-1…`. */
  readonly identity: string
}

/** What every engine handler gets: no global state, nothing from Electron. */
export interface EngineContext {
  readonly profile: string
  readonly appVersion: string
  /** The release key that new versions of the program are signed by, as OpenSSH writes one. */
  readonly releaseKey: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** scrypt's N for newly wrapped keys, a power of two. */
  readonly kdfCost: number
  /** The largest file in bytes that the sticks here take: what does not fit into one bundle goes with the next. */
  readonly largestFile: number
  /** The largest database in bytes that is copied whole before each import (db/before-import.ts). */
  readonly largestWholeCopy: number
  /** Where files lie encrypted that a host without paths hands over and takes; absent where people choose paths. */
  readonly passing?: Passing
  /** Reads spreadsheets, in a thread of its own; absent where no host gives it one: none is read. */
  readonly readWorkbook?: WorkbookReader
  /** Starts a thread that runs `serveAhead`, for imports of many changes; absent where nobody gives one: they take longer. */
  readonly startAhead?: () => Worker
  /** The path behind a token. @throws AppError `file.unknown` */
  pathOf(token: FileToken): string
  emit<E extends EventName>(event: E, payload: EngineEvents[E]): void
  /** Aborted when the person cancels this call: long work asks at each of its pieces, `signal.throwIfAborted()`. */
  readonly signal: AbortSignal
  /**
   * Does work at once, without waiting for anything inside, while nobody else writes the profile: what others save meanwhile is
   * held. Only for what writes long; in the engine's own thread nobody comes between anyway.
   */
  exclusively<T>(work: () => T): Promise<T>
  /** Does work once the call is answered, in the thread that answers it; absent where nobody else would answer meanwhile. */
  afterAnswer?(work: () => void | Promise<void>): void
  /** Whether the worker has the database to itself: what would be written now has to wait. */
  isHeld(): boolean
}

/** A handler that needs an open profile gets this. */
export interface OpenContext extends EngineContext {
  readonly db: WriteDb
  /** The file of half-typed forms, which an import leaves alone (drafts/drafts-file.ts). */
  readonly drafts: WriteDb
  /** A second, read-only connection for long reads; the caller closes it. */
  openReader(): ReadDb
  readonly site: OwnSite
  readonly user: { readonly name: string; readonly role: Role }
  /** The raw 32-byte key of the database. Never logged, never answered. */
  readonly dataKey: Uint8Array
  /** Data keys from before a person was removed, the newest first: attachments written under them stay as they are. */
  readonly formerKeys: readonly Uint8Array[]
  /**
   * Appends to the audit chain and answers the row's number; part of the caller's transaction when there is one. Never a
   * field's value.
   */
  audit(action: AuditAction, detail: Readonly<Record<string, string | number>>): number
  /** The same for what only looks: while the worker has the database, the row waits for it in the file of drafts. */
  note(action: AuditAction, detail: Readonly<Record<string, string | number>>): void
}
