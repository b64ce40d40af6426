import { bigEndian, hasText, joinBytes, littleEndian } from './bytes'
import type { Picture, PictureSize } from './picture'

const [SOI, EOI, SOS, APP0, APP1, APP2, APP14, APP15, COM] = [
  0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe,
]

/** Start-of-frame markers: C0–CF without DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

interface Part {
  readonly marker: number
  /** Marker, length, payload, and for a scan its compressed data. */
  readonly bytes: Uint8Array
}

/**
 * A JPEG with nothing but the picture. Gone are EXIF and XMP (where and when it was taken, by whom, with an embedded
 * copy).
 * Gone too are comments, maker's segments and whatever lies behind the end.
 * Kept are the colour profile, and how the picture is turned: a new EXIF block that holds the orientation alone.
 * `undefined` for bytes that are no whole JPEG.
 */
export function cleanJpeg(bytes: Uint8Array): Picture | undefined {
  const parts = partsOf(bytes)
  const frame = parts?.find((part) => isFrame(part.marker))
  if (!parts || !frame || !parts.some((part) => part.marker === SOS)) return undefined
  const height = bigEndian(frame.bytes, 5, 2)
  const width = bigEndian(frame.bytes, 7, 2)
  if (!height || !width) return undefined
  const turned = orientationOf(parts)
  const kept = parts.flatMap((part) => cleanPart(part))
  const content = joinBytes([
    Uint8Array.of(0xff, SOI),
    ...(turned === 1 ? [] : [orientationBlock(turned)]),
    ...kept,
    Uint8Array.of(0xff, EOI),
  ])
  return turned >= 5 ? { content, width: height, height: width } : { content, width, height }
}

function partsOf(bytes: Uint8Array): Part[] | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return undefined
  const parts: Part[] = []
  let at = 2
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === EOI) return parts
    const length = bigEndian(bytes, at + 2, 2)
    if (marker === undefined || length === undefined || length < 2 || at + 2 + length > bytes.length)
      return undefined
    const end = marker === SOS ? endOfScan(bytes, at + 2 + length) : at + 2 + length
    parts.push({ marker, bytes: bytes.subarray(at, end) })
    at = end
  }
  // A photo that was cut off while it was copied still shows its upper part.
  return parts
}

/** Where the compressed data ends: the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1]
    if (next === undefined) return at
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

function cleanPart({ marker, bytes }: Part): Uint8Array[] {
  if (marker === APP0) {
    if (!hasText(bytes, 4, 'JFIF\0') || bytes.length < 18) return []
    // 14 bytes of header; the thumbnail that may follow is left out.
    const header = bytes.slice(0, 18)
    header.set([0, 16], 2)
    header.set([0, 0], 16)
    return [header]
  }
  if (marker === APP2) return hasText(bytes, 4, 'ICC_PROFILE\0') ? [bytes] : []
  if (marker === APP14) return hasText(bytes, 4, 'Adobe') ? [bytes] : []
  return (marker >= APP1 && marker <= APP15) || marker === COM ? [] : [bytes]
}

/** The pixels that a JPEG's frame says, as they lie; `undefined` while no frame has come. */
export function jpegSize(head: Uint8Array): PictureSize | undefined {
  for (let at = 2; at + 4 <= head.length; ) {
    const marker = head[at + 1] ?? 0
    if (head[at] !== 0xff) return undefined
    if (marker === 0xff) {
      at += 1
      continue
    }
    const [height, width] = [bigEndian(head, at + 5, 2), bigEndian(head, at + 7, 2)]
    if (isFrame(marker)) return width && height ? { width, height } : undefined
    at += 2 + (bigEndian(head, at + 2, 2) ?? head.length)
  }
  return undefined
}

/** 1 (upright) to 8, as EXIF counts them. */
function orientationOf(parts: readonly Part[]): number {
  const exif = parts.find((part) => part.marker === APP1 && hasText(part.bytes, 4, 'Exif\0\0'))?.bytes
  if (!exif) return 1
  const tiff = exif.subarray(10)
  const read = hasText(tiff, 0, 'MM') ? bigEndian : littleEndian
  const directory = read(tiff, 4, 4) ?? 0
  const count = Math.min(read(tiff, directory, 2) ?? 0, 500)
  for (let i = 0; i < count; i++) {
    const at = directory + 2 + i * 12
    if (read(tiff, at, 2) !== 0x0112) continue
    const value = read(tiff, at + 8, 2) ?? 1
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

function orientationBlock(turned: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0]
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0]
  return Uint8Array.of(0xff, APP1, 0, 2 + exif.length + tiff.length, ...exif, ...tiff)
}
