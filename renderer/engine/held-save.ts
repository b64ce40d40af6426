import type { Transport } from '../transport/transport'

/** Whether a write that was begun is done, or waits for the end of an import. */
export type Begun<T> = { readonly done: T } | { readonly held: Promise<T> }

/**
 * Waits until a write is done or held, whichever comes first.
 * @param operation the write's own, by which the engine says that it waits
 */
export async function begun<T>(
  transport: Pick<Transport, 'subscribe'>,
  operation: string,
  write: () => Promise<T>,
): Promise<Begun<T>> {
  const waits = Promise.withResolvers<void>()
  const stop = transport.subscribe('held', (held) => {
    if (held.operation === operation) waits.resolve()
  })
  try {
    const writing = write()
    return await Promise.race([
      writing.then((done) => ({ done })),
      waits.promise.then(() => ({ held: writing })),
    ])
  } finally {
    stop()
  }
}
