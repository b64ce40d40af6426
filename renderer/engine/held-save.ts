import type { Rpc } from '../../shared/contract/rpc'
import type { Body } from '../../shared/shapes'
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

/** A form as it is kept half-typed; without an id a new record's. */
interface HalfTyped {
  readonly kind: string
  readonly id?: string
  readonly body: Body
}

/**
 * Sees to it that a held save that is refused goes on as a half-typed form.
 * An edit stays half-typed on the disk until it is saved, because a crash may come between. A new record's place is free
 * for the next one meanwhile.
 * @returns what was saved
 */
export async function keptUntilSaved<T>(
  drafts: Pick<Rpc['drafts'], 'save' | 'discard'>,
  { body, ...of }: HalfTyped,
  held: Promise<T>,
): Promise<T> {
  const isEdit = of.id !== undefined
  if (isEdit) await drafts.save({ ...of, body })
  try {
    const saved = await held
    if (isEdit) await drafts.discard(of)
    return saved
  } catch (error) {
    if (!isEdit) await drafts.save({ ...of, body })
    throw error
  }
}
