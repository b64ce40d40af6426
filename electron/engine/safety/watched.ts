/** How long work on a backup's bytes is stopped, and heard of. */
export interface Watched {
  readonly signal: AbortSignal
  /** Hears how many bytes of how many are done. */
  readonly tell: (done: number, total: number) => void
}

/** Bytes between two words about how far it is. */
const STEP = 4 * 1024 * 1024

/** The same bytes, told of as they are taken. @param tell hears how many, the first time before any */
export async function* counted(
  source: AsyncIterable<Uint8Array>,
  tell: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  let done = 0
  let next = 0
  for await (const chunk of source) {
    if (done >= next) {
      tell(done)
      next = done + STEP
    }
    yield chunk
    done += chunk.length
  }
  tell(done)
}
