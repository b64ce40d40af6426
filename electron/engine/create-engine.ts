import type { Worker } from 'node:worker_threads'
import type { EngineCall } from '../../shared/contract'
import type { EngineEvents, EventName } from '../../shared/contract/events'
import { type FileToken, fileToken } from '../../shared/contract/types'
import { AppError } from '../../shared/errors'
import type { WorkbookReader } from '../../shared/paste/workbook'
import type { Clock, Log, Passing, Random } from './context'
import { LARGEST_WHOLE_COPY } from './db/before-import'
import { createDispatch } from './dispatch'
import { writeChosen } from './files/in-passing'
import { FAT32_LARGEST } from './files/verified-file'
import { handlers } from './handlers'
import { openContext } from './open-context'
import { openPen, undisturbed } from './pen'
import { LEAST_COST } from './profile/wrapping'
import { type DoorContext, newSession } from './session'
import { neverCancelled, openTasks } from './tasks'
import { releaseKey } from './update/release-key'

export interface EngineOptions {
  /** The profile's folder; need not exist yet. */
  readonly profile: string
  readonly appVersion: string
  /** Another release key than the program's own: for tests. */
  readonly releaseKey?: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** scrypt's N for newly wrapped keys, a power of two; 2^17 when absent. */
  readonly kdfCost?: number
  /** The largest file in bytes that the sticks here take; what FAT32 takes unless said otherwise. */
  readonly largestFile?: number
  /** The largest database in bytes that is copied whole before each import. */
  readonly largestWholeCopy?: number
  /** Where files pass, for a host without paths; the host empties it. */
  readonly passing?: Passing
  /** Starts a thread that runs `serveWorker`, for what takes long; without it the engine's own thread does that. */
  readonly startWorker?: () => Worker
  /** Reads spreadsheets (`tables/reader-thread.ts`); without it none is read. */
  readonly readWorkbook?: WorkbookReader
  /** Whether every answer is held against its schema: for tests, since it costs a second reading of all that is answered. */
  readonly checksAnswers?: boolean
}

export interface Engine {
  readonly call: EngineCall
  readonly passing?: Passing
  /** Listens to an event; the answer stops listening. */
  on<E extends EventName>(event: E, listener: (payload: EngineEvents[E]) => void): () => void
  /** Makes a token for a path that the person chose; only hosts call this. */
  grant(path: string): FileToken
  /**
   * Writes a file that the window made, to a path that the person chose. A crash leaves the whole file, or what the next start removes.
   * @throws AppError `file.unwritable`, `file.no-space`
   */
  write(path: string, content: Uint8Array): void
  /** Waits for running work, locks and gives everything back. */
  close(): Promise<void>
}

type Listeners = { readonly [E in EventName]: Set<(payload: EngineEvents[E]) => void> }

/** Makes an engine over one profile folder, which may be empty, locked or in use. Opens nothing until somebody signs in. */
export function createEngine(options: EngineOptions): Engine {
  const listeners: Listeners = {
    changed: new Set(),
    progress: new Set(),
    held: new Set(),
    session: new Set(),
    restarted: new Set(),
  }
  const emit = <E extends EventName>(event: E, payload: EngineEvents[E]): void => {
    for (const listener of listeners[event]) listener(payload)
  }
  const paths = new Map<FileToken, string>()
  const pen = openPen()
  const door: DoorContext = {
    profile: options.profile,
    appVersion: options.appVersion,
    releaseKey: options.releaseKey ?? releaseKey,
    clock: options.clock,
    random: options.random,
    log: options.log,
    kdfCost: options.kdfCost ?? LEAST_COST,
    largestFile: options.largestFile ?? FAT32_LARGEST,
    largestWholeCopy: options.largestWholeCopy ?? LARGEST_WHOLE_COPY,
    ...(options.passing && { passing: options.passing }),
    ...(options.readWorkbook && { readWorkbook: options.readWorkbook }),
    pathOf: (token) => {
      const path = paths.get(token)
      if (path === undefined) throw new AppError('file.unknown')
      return path
    },
    emit,
    signal: neverCancelled,
    ...undisturbed,
    isHeld: pen.isLent,
    paths,
    session: newSession((state) => emit('session', { state })),
    tasks: openTasks(),
  }
  const dispatch = createDispatch(door, handlers, pen, {
    ...(options.checksAnswers === undefined ? {} : { checksAnswers: options.checksAnswers }),
    ...(options.startWorker ? { startWorker: options.startWorker } : {}),
  })
  return {
    call: dispatch as EngineCall,
    ...(options.passing && { passing: options.passing }),
    on: (event, listener) => {
      listeners[event].add(listener)
      return () => {
        listeners[event].delete(listener)
      }
    },
    grant: (path) => {
      const token = fileToken.parse(Buffer.from(options.random.bytes(24)).toString('base64url'))
      paths.set(token, path)
      return token
    },
    write: (path, content) => {
      const profile = door.session.current()
      writeChosen(profile ? openContext(door, profile) : door, path, content)
    },
    close: async () => {
      await dispatch('session.lock', {})
    },
  }
}
