import type { Clock, Random } from './context'

interface Sources {
  readonly clock: Clock
  readonly random: Random
}

/** Bits behind the time of a UUIDv7, and how many numbers they hold. */
const COUNTED = 12
const COUNTS = 2 ** COUNTED

/** A fresh UUIDv7: 48 bits of milliseconds, so that ids of one laptop sort by creation, and 74 random bits. */
export function newId({ clock, random }: Sources): string {
  const bytes = Buffer.from(random.bytes(16))
  return idFrom(bytes, clock.now(), bytes.readUInt16BE(6) % COUNTS)
}

/**
 * Ids for what one save makes: the bits behind the time count instead of being random (RFC 9562, 6.2, method 1), so that rows
 * typed or pasted together keep their order.
 */
export function newIds({ clock, random }: Sources): () => string {
  const start = clock.now()
  let made = 0
  return () => {
    const id = idFrom(Buffer.from(random.bytes(16)), start + Math.floor(made / COUNTS), made % COUNTS)
    made += 1
    return id
  }
}

/** When a UUIDv7 was made, in milliseconds; `undefined` for any other id. */
export function timeOfId(id: string): number | undefined {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id)
    ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
    : undefined
}

/** The UUIDv8 (RFC 9562, 5.8) out of the first 16 bytes of a hash. */
export function idOfHash(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  return uuidText(bytes)
}

function idFrom(bytes: Buffer, time: number, behind: number): string {
  bytes.writeUIntBE(time, 0, 6)
  bytes.writeUInt16BE(0x7000 | behind, 6)
  return uuidText(bytes)
}

function uuidText(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
