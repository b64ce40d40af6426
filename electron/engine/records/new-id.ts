import type { Clock, Random } from '../context'

/** A fresh UUIDv7: 48 bits of milliseconds, so that ids of one laptop sort by creation, and 74 random bits. */
export function newId(from: { readonly clock: Clock; readonly random: Random }): string {
  const bytes = Buffer.from(from.random.bytes(16))
  bytes.writeUIntBE(from.clock.now(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
