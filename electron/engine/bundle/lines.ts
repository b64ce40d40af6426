/** Puts chunks back together into lines; every line must end with a newline. */
export interface LineSplitter {
  push(chunk: Uint8Array): string[]
  /** True when nothing is left over. */
  isWhole(): boolean
}

/** @see LineSplitter. @throws TypeError for bytes that are not UTF-8, RangeError for a line beyond `limit` bytes */
export function openLineSplitter(limit: number): LineSplitter {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let parts: Uint8Array[] = []
  let held = 0
  return {
    push(chunk) {
      const lines: string[] = []
      let start = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        const piece = chunk.subarray(start, end)
        lines.push(decoder.decode(parts.length === 0 ? piece : Buffer.concat([...parts, piece])))
        parts = []
        held = 0
        start = end + 1
      }
      if (start < chunk.length) {
        // A copy: the caller may reuse its buffer.
        parts.push(Uint8Array.from(chunk.subarray(start)))
        held += chunk.length - start
        if (held > limit) throw new RangeError('a line is too long')
      }
      return lines
    },
    isWhole: () => parts.length === 0,
  }
}
