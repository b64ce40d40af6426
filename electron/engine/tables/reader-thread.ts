import { type MessagePort, Worker } from 'node:worker_threads'
import { AppError, type ErrorBody } from '../../../shared/errors'
import type { ReadWorkbook, WorkbookReader } from '../../../shared/paste/workbook'

/** What the thread says once. */
type Said = { readonly read: ReadWorkbook } | { readonly error: ErrorBody }

/** What reading one file may take: memory in MB, time in milliseconds. A ledger of 10 000 lines takes a tenth of either. */
interface ReaderLimits {
  readonly memory: number
  readonly time: number
}

const usual: ReaderLimits = { memory: 1024, time: 120_000 }

/**
 * Reads each workbook in a thread that ends with it: whatever a file does to the libraries, it takes no more than its share of
 * memory and time. @param file a program that calls `serveReader`
 */
export function readInThread(file: string, { memory, time }: ReaderLimits = usual): WorkbookReader {
  return (bytes, signal) =>
    new Promise((done, failed) => {
      signal.throwIfAborted()
      const thread = new Worker(file, {
        workerData: bytes,
        // What the libraries say to a developer is of no use here.
        stdout: true,
        stderr: true,
        resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 64 },
      })
      const settle = (say: () => void): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', cancel)
        void thread.terminate()
        say()
      }
      const refuse = (error: unknown): void => settle(() => failed(error))
      const cancel = (): void => refuse(signal.reason)
      const timer = setTimeout(() => refuse(new AppError('table.too-heavy')), time)
      signal.addEventListener('abort', cancel)
      thread.on('message', (said: Said) =>
        'read' in said
          ? settle(() => done(said.read))
          : refuse(new AppError(said.error.code, said.error.params)),
      )
      thread.on('error', (cause: NodeJS.ErrnoException) =>
        refuse(
          new AppError(
            cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'table.too-heavy' : 'table.unreadable',
            {},
            { cause },
          ),
        ),
      )
    })
}

/** The thread's end: reads what it was given, answers, and ends. @param bytes its `workerData` */
export async function serveReader(
  port: MessagePort,
  bytes: Uint8Array,
  read: (bytes: Uint8Array) => Promise<ReadWorkbook>,
): Promise<void> {
  const said = await read(bytes).then(
    (workbook): Said => ({ read: workbook }),
    (error: unknown): Said => {
      if (error instanceof AppError) return { error: error.toBody() }
      throw error
    },
  )
  port.postMessage(said)
}
