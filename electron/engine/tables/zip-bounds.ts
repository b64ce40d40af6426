import { inflateRawSync } from 'node:zlib'
import { AppError } from '../../../shared/errors'

const MB = 1024 * 1024
/** All parts of a workbook, unpacked; and one that is read, which stands in memory several times. */
const [LARGEST_WHOLE, LARGEST_SHEET] = [160 * MB, 64 * MB]
const MOST_PARTS = 4000

const END = 0x06054b50
const ENTRY = 0x02014b50

interface Part {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

/** A part of a zip file. */
export interface ZipPart {
  readonly name: string
  /** Unpacks it. */
  text(): Buffer
}

/**
 * A zip file's parts, once it is known that they unpack to no more than they say, and that this is no more than a
 * workbook holds. What lies about itself is unpacked only as far as it says.
 * @throws AppError `table.too-large`, `table.unreadable`
 */
export function boundedParts(bytes: Uint8Array): readonly ZipPart[] {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = partsOf(zip)
  const whole = parts.reduce((sum, { size }) => sum + size, 0)
  if (parts.length > MOST_PARTS || whole > LARGEST_WHOLE)
    throw new AppError('table.too-large', { max: LARGEST_WHOLE / MB })
  if (parts.some(({ name, size }) => name.endsWith('.xml') && size > LARGEST_SHEET))
    throw new AppError('table.too-large', { max: LARGEST_SHEET / MB })
  for (const part of parts) unpacked(zip, part)
  return parts.map((part) => ({ name: part.name, text: () => unpacked(zip, part) }))
}

function partsOf(zip: Buffer): readonly Part[] {
  const from = Math.max(0, zip.length - 65_557)
  let end = zip.length - 22
  while (end >= from && zip.readUInt32LE(end) !== END) end -= 1
  if (end < from) throw new AppError('table.unreadable')
  try {
    const parts: Part[] = []
    let at = zip.readUInt32LE(end + 16)
    for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (zip.readUInt32LE(at) !== ENTRY) throw new AppError('table.unreadable')
      const length = zip.readUInt16LE(at + 28)
      parts.push({
        name: zip.toString('utf8', at + 46, at + 46 + length),
        method: zip.readUInt16LE(at + 10),
        packed: zip.readUInt32LE(at + 20),
        size: zip.readUInt32LE(at + 24),
        at: zip.readUInt32LE(at + 42),
      })
      at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    }
    return parts
  } catch (cause) {
    throw new AppError('table.unreadable', {}, { cause })
  }
}

/** @throws AppError `table.unreadable` for what unpacks to more than it says */
function unpacked(zip: Buffer, { method, packed, size, at }: Part): Buffer {
  if (method !== 8 && (method !== 0 || packed !== size)) throw new AppError('table.unreadable')
  try {
    const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
    const content = zip.subarray(from, from + packed)
    return method === 0 ? content : inflateRawSync(content, { maxOutputLength: Math.max(1, size) })
  } catch (cause) {
    throw new AppError('table.unreadable', {}, { cause })
  }
}
