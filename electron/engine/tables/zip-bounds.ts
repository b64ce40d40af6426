import { inflateRawSync } from 'node:zlib'
import { AppError } from '../../../shared/errors'

/** All parts of a workbook, unpacked. */
const LARGEST_WHOLE = 160 * 1024 * 1024
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

/**
 * The names of a zip file's parts, once it is known that they unpack to no more than they say, and that this is no more than a
 * workbook holds. What lies about itself is unpacked only as far as it says.
 * @throws AppError `table.too-large`, `table.unreadable`
 */
export function boundedParts(bytes: Uint8Array): readonly string[] {
  const parts = partsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const whole = parts.reduce((sum, { size }) => sum + size, 0)
  if (parts.length > MOST_PARTS || whole > LARGEST_WHOLE)
    throw new AppError('table.too-large', { max: LARGEST_WHOLE / 1024 / 1024 })
  for (const part of parts) requireHonest(bytes, part)
  return parts.map(({ name }) => name)
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

function requireHonest(bytes: Uint8Array, { method, packed, size, at }: Part): void {
  if (method !== 8) {
    if (method === 0 && packed === size) return
    throw new AppError('table.unreadable')
  }
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
    inflateRawSync(zip.subarray(from, from + packed), { maxOutputLength: Math.max(1, size) })
  } catch (cause) {
    throw new AppError('table.unreadable', {}, { cause })
  }
}
