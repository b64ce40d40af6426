import { bigEndian, joinBytes, textAt } from './bytes'
import type { Picture, PictureSize } from './picture'

const SIGNATURE = 8
/** The picture and its colours; text, times and EXIF are other chunks. */
const kept: ReadonlySet<string> = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND'],
  ...['tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs'],
])

/** A PNG with nothing but the picture; `undefined` for bytes that are no whole PNG. */
export function cleanPng(bytes: Uint8Array): Picture | undefined {
  const parts: Uint8Array[] = [bytes.subarray(0, SIGNATURE)]
  const size = pngSize(bytes)
  if (!size) return undefined
  for (let at = SIGNATURE; ; ) {
    const length = bigEndian(bytes, at, 4)
    const end = at + 12 + (length ?? 0)
    if (length === undefined || end > bytes.length) return undefined
    const name = textAt(bytes, at + 4, 4)
    if (kept.has(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return { content: joinBytes(parts), ...size }
    at = end
  }
}

/** The pixels that a PNG begins with. */
export function pngSize(head: Uint8Array): PictureSize | undefined {
  const width = bigEndian(head, 16, 4)
  const height = bigEndian(head, 20, 4)
  return textAt(head, 12, 4) === 'IHDR' && width && height ? { width, height } : undefined
}
