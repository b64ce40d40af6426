import { bigEndian, hasText, joinBytes, littleEndian, textAt } from './bytes'
import type { Picture, PictureSize } from './picture'

const HEADER = 12
const kept: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP', 'ANIM', 'ANMF'])
/** Bits of VP8X that announce EXIF and XMP. */
const METADATA = 0x08 | 0x04

/** A WebP with nothing but the picture; `undefined` for bytes that are no whole WebP. */
export function cleanWebp(bytes: Uint8Array): Picture | undefined {
  const chunks: Uint8Array[] = []
  let size: PictureSize | undefined
  const end = HEADER - 4 + (littleEndian(bytes, 4, 4) ?? 0)
  if (end > bytes.length) return undefined
  for (let at = HEADER; at + 8 <= end; ) {
    const length = littleEndian(bytes, at + 4, 4) ?? 0
    const next = at + 8 + length + (length % 2)
    if (at + 8 + length > bytes.length) return undefined
    const name = textAt(bytes, at, 4)
    const chunk = bytes.slice(at, Math.min(next, bytes.length))
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~METADATA
    if (kept.has(name)) chunks.push(chunk)
    size ??= sizeOf(name, chunk.subarray(8))
    at = next
  }
  if (!size) return undefined
  const body = joinBytes(chunks)
  const header = Uint8Array.of(...bytes.subarray(0, HEADER))
  const length = body.length + 4
  header.set([length & 255, (length >>> 8) & 255, (length >>> 16) & 255, length >>> 24], 4)
  return { content: joinBytes([header, body]), ...size }
}

/** The pixels that a WebP's first chunk says. */
export function webpSize(head: Uint8Array): PictureSize | undefined {
  return sizeOf(textAt(head, HEADER, 4), head.subarray(HEADER + 8))
}

function sizeOf(name: string, data: Uint8Array): PictureSize | undefined {
  if (name === 'VP8X')
    return { width: 1 + (littleEndian(data, 4, 3) ?? 0), height: 1 + (littleEndian(data, 7, 3) ?? 0) }
  if (name === 'VP8L' && data[0] === 0x2f) {
    const bits = littleEndian(data, 1, 4) ?? 0
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (name === 'VP8 ' && bigEndian(data, 3, 3) === 0x9d012a && !hasText(data, 6, '\0\0'))
    return {
      width: (littleEndian(data, 6, 2) ?? 0) & 0x3fff,
      height: (littleEndian(data, 8, 2) ?? 0) & 0x3fff,
    }
  return undefined
}
