import { once } from 'node:events'
import type { MessagePort, Worker } from 'node:worker_threads'
import { AppError, type ErrorBody } from '../../../shared/errors'
import type { Hub } from '../../hub/hub'
import { type IngestedFile, ingestFile } from '../../hub/ingest/ingest'
import type { PileRules } from '../../hub/ingest/pile'
import { atHub } from './hub-at-work'
import { INGESTER, type IngesterSettings } from './hub-ingester'

/** What became of a file, or why it was not taken in: an error is no error any more on the other side of a port. */
type Told = { readonly file: IngestedFile } | { readonly error: ErrorBody } | { readonly fault: string }

/** The work of such a thread: it takes in one file after the other, until it hears null. */
export async function serveIngester(port: MessagePort, { place, rules }: IngesterSettings): Promise<void> {
  const next = (): Promise<string | null> => new Promise((hear) => void port.once('message', hear))
  const notice = (line: string): void => void process.stderr.write(`${line}\n`)
  let path = await next()
  try {
    await atHub(place, { notice, kdfCost: undefined }, async (hub) => {
      for (; path !== null; path = await next())
        port.postMessage(await ingestFile(hub, path, rules).then(fileTold, errorTold))
    })
  } catch (error) {
    port.postMessage(errorTold(error))
  }
  port.close()
}

const fileTold = (file: IngestedFile): Told => ({ file })

function errorTold(error: unknown): Told {
  if (error instanceof AppError) return { error: error.toBody() }
  return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

/** Takes in files of several districts at once. */
export interface Ingesters extends Required<Pick<PileRules, 'take'>> {
  close(): Promise<void>
}

/**
 * Takes in files here and, while that is busy, in threads of this process, each with a connection of its own: what merges one
 * district's file keeps no other one waiting. A thread is started when it is first wanted, and stays.
 * @param start absent: all is done here, as with a database that one process alone can hold
 */
export function openIngesters(
  hub: Hub,
  settings: Omit<IngesterSettings, 'thread'>,
  start: ((settings: IngesterSettings) => Worker) | undefined,
): Ingesters {
  const threads = new Set<Worker>()
  const idle: Worker[] = []
  let isBusyHere = false
  const started = (): Worker | undefined => {
    const thread = start?.({ thread: INGESTER, ...settings })
    if (!thread) return undefined
    threads.add(thread)
    for (const event of ['error', 'exit']) thread.once(event, () => threads.delete(thread))
    return thread
  }
  return {
    take: async (path) => {
      const thread = isBusyHere ? (idle.pop() ?? started()) : undefined
      if (!thread) isBusyHere = true
      try {
        return await (thread ? takenBy(thread, path) : ingestFile(hub, path, settings.rules))
      } finally {
        if (!thread) isBusyHere = false
        else if (threads.has(thread)) idle.push(thread)
      }
    },
    close: async () => {
      for (const thread of threads) {
        const ended = once(thread, 'exit')
        thread.postMessage(null)
        await ended
      }
    },
  }
}

/** @throws AppError as `ingestFile`. @throws Error for what else went wrong in the thread */
async function takenBy(thread: Worker, path: string): Promise<IngestedFile> {
  thread.postMessage(path)
  // Rejects where the thread ends by an error of its own.
  const [told] = (await once(thread, 'message')) as [Told]
  if ('file' in told) return told.file
  throw 'error' in told ? new AppError(told.error.code, told.error.params) : new Error(told.fault)
}
