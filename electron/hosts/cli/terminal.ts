import type { Worker } from 'node:worker_threads'
import type { WorkbookReader } from '../../../shared/paste/workbook'
import type { IngesterSettings } from './hub-ingester'

/** What a command line has around it: its environment, where its lines go, and who can be asked. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** A line of the answer. */
  readonly answer: (line: string) => void
  /** A line for a person beside the answer. */
  readonly notice: (line: string) => void
  /** Whether a person watches the notices, and so wants to see how far long work is. */
  readonly isWatched: boolean
  /** Asks for a passphrase without echo; absent where nobody can be asked. */
  readonly ask?: () => Promise<string>
  /** Starts the engine's worker; absent: the engine does without. */
  readonly startWorker?: () => Worker
  /** Starts a thread that takes in a hub's files; absent: they are taken in one at a time. */
  readonly startIngester?: (settings: IngesterSettings) => Worker
  /** Reads spreadsheets; absent: none is read. */
  readonly readWorkbook?: WorkbookReader
  /** scrypt's N for profiles and joining files that are made; absent: what the engine takes. */
  readonly kdfCost?: number
  /** The release key by which packages are judged; absent: the program's own. */
  readonly releaseKey?: string
}
