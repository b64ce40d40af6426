import { AppError } from '../../../shared/errors'
import { isLeftOutReason, type LeftOutReason } from '../../../shared/exchange/left-out'

/** Names a stream, as segments and changes do. */
interface OfStream {
  readonly site: string
  readonly scope: string
}

/** A stream that is not taken from a bundle, and why. */
export interface LeftOutStream extends OfStream {
  readonly why: LeftOutReason
}

/**
 * What is left out of one bundle. A sender is not to blame for a fault in a stream that it only carries.
 * Such a fault must not keep the sender from handing in everything else.
 * A site's own stream must be right, or the whole file is refused.
 */
export interface LeavingOut {
  has(stream: OfStream): boolean
  /** Leaves a stream out; a second time does nothing. @throws AppError with this code where the stream must be right */
  add(stream: OfStream, why: LeftOutReason, params?: AppError['params']): void
  /** Answers what `work` answers; `undefined` after an error that leaves the stream out. @throws any other error */
  attempt<T>(stream: OfStream, work: () => T): T | undefined
  streams(): readonly LeftOutStream[]
}

/**
 * @see LeavingOut. @param mustBeRight the sites whose own streams decide about the whole file; `all` of them for a
 * joining file
 */
export function openLeavingOut(bundle: string, mustBeRight: readonly string[] | 'all'): LeavingOut {
  const found = new Map<string, LeftOutStream>()
  const keyOf = ({ site, scope }: OfStream): string => `${site}/${scope}`
  const decides = ({ site }: OfStream): boolean => mustBeRight === 'all' || mustBeRight.includes(site)
  const keep = (stream: OfStream, why: LeftOutReason): void => {
    const { site, scope } = stream
    if (!found.has(keyOf(stream))) found.set(keyOf(stream), { site, scope, why })
  }
  return {
    has: (stream) => found.has(keyOf(stream)),
    add(stream, why, params = {}) {
      if (decides(stream)) throw new AppError(why, { bundle, ...params })
      keep(stream, why)
    },
    attempt(stream, work) {
      try {
        return work()
      } catch (error) {
        if (!(error instanceof AppError) || !isLeftOutReason(error.code) || decides(stream)) throw error
        keep(stream, error.code)
        return undefined
      }
    },
    streams: () => [...found.values()],
  }
}

/**
 * Thrown inside a transaction that found more to leave out. The caller takes the transaction back and repeats it
 * without that.
 */
export class MoreLeftOut extends Error {}

/** Does `work` until nothing more has to be left out. `work` takes its changes back before it throws `MoreLeftOut`. */
export function untilSettled<T>(work: () => T): T {
  for (;;) {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof MoreLeftOut)) throw error
    }
  }
}
