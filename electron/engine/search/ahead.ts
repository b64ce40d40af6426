import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { knownKind } from '../../../shared/kinds'
import { linkOf } from '../../../shared/sync/manifest'
import type { OpenContext } from '../context'
import { type FoundBy, foundBy } from './found-by'
import { matchKeyOf } from './match-key'

/** Says to a thread that it works ahead of an import: its `workerData`. */
export const AHEAD = 'yuanba-ahead'

/** A line of a change, as it was checked. */
interface Line {
  readonly line: string
}

/** Lines with what their records are found by, where that is known and as long as no other change says more of them. */
export interface Looked<L extends Line> {
  readonly lines: readonly L[]
  readonly found: readonly (FoundBy | null)[]
}

/**
 * A second thread that makes what records are found by, a few pieces ahead of the one that writes them. It only saves time: what
 * it does not say, or not soon enough, the writer makes itself.
 */
export interface Ahead {
  /** All pieces in their order. It waits for nothing but the other thread, and for that not long. */
  through<L extends Line>(pieces: Iterable<readonly L[]>): Generator<Looked<L>>
  /** Ends the thread. */
  close(): void
}

/** Nobody works ahead. */
export const alone: Ahead = {
  *through(pieces) {
    for (const lines of pieces) yield { lines, found: [] }
  },
  close: () => undefined,
}

/** Fewer changes are applied before a thread has started. */
const MANY = 2000
/** Pieces under way: enough that neither thread waits for the other, few enough to weigh nothing. */
const LEAD = 8
/** In milliseconds. A piece takes one or two; whoever is silent for so long is not there. */
const PATIENCE_MS = 2000

interface Begin {
  readonly port: MessagePort
  /** One number: 1 once the thread has begun, and one more with each answer. */
  readonly said: Int32Array
  readonly dataKey: Uint8Array
}

interface Asked {
  readonly number: number
  readonly lines: readonly string[]
}

interface Answered {
  readonly number: number
  readonly found: readonly (FoundBy | null)[]
}

/** @see Ahead. @param changes about how many there are */
export function openAhead(
  { startAhead, log, dataKey }: Pick<OpenContext, 'startAhead' | 'log' | 'dataKey'>,
  changes: number,
): Ahead {
  if (!startAhead || changes < MANY) return alone
  const said = new Int32Array(new SharedArrayBuffer(4))
  const { port1: port, port2 } = new MessageChannel()
  const worker = startAhead()
  worker.on('error', (error) => log.warn('the thread that works ahead failed', { kind: error.name }))
  const begin: Begin = { port: port2, said, dataKey }
  worker.postMessage(begin, [port2])
  let last = 0
  let isSilent = false

  /** The number by which the answer is known; 0: nobody is there to be asked. */
  function ask(lines: readonly Line[]): number {
    if (isSilent || Atomics.load(said, 0) === 0) return 0
    last += 1
    const asked: Asked = { number: last, lines: lines.map(({ line }) => line) }
    port.postMessage(asked)
    return last
  }

  function answerTo(number: number): Answered['found'] {
    while (number > 0 && !isSilent) {
      const before = Atomics.load(said, 0)
      const message: Answered | undefined = receiveMessageOnPort(port)?.message
      // Who stopped in the middle of its pieces left answers that nobody waits for.
      if (message?.number === number) return message.found
      if (!message) isSilent = Atomics.wait(said, 0, before, PATIENCE_MS) === 'timed-out'
    }
    return []
  }

  return {
    *through<L extends Line>(pieces: Iterable<readonly L[]>): Generator<Looked<L>> {
      const under: { readonly lines: readonly L[]; readonly number: number }[] = []
      for (const lines of pieces) {
        under.push({ lines, number: ask(lines) })
        const first = under.length > LEAD ? under.shift() : undefined
        if (first) yield { lines: first.lines, found: answerTo(first.number) }
      }
      for (const { lines, number } of under) yield { lines, found: answerTo(number) }
    },
    close() {
      port.close()
      void worker.terminate()
    },
  }
}

/** The thread's end: answers what it is asked until it is ended. @param parent where it hears of the first thing */
export function serveAhead(parent: MessagePort): void {
  parent.once('message', ({ port, said, dataKey }: Begin) => {
    const keyOf = matchKeyOf(dataKey)
    const look = (line: string): FoundBy | null => {
      const { kind, set } = linkOf(JSON.parse(line))
      const known = knownKind(kind)
      return known ? foundBy(keyOf, known, set) : null
    }
    const say = (): void => {
      Atomics.add(said, 0, 1)
      Atomics.notify(said, 0)
    }
    port.on('message', ({ number, lines }: Asked) => {
      const answered: Answered = { number, found: lines.map(look) }
      port.postMessage(answered)
      say()
    })
    say()
  })
}
