import { createHash } from 'node:crypto'
import { z } from 'zod'

/** In the contents of a backup, in place of the database: which pages it has, and in which packs they lie. */
export const PAGES_ENTRY = 'pages.bin'
/** In bytes; SQLCipher's pages, and so the database's. */
export const PAGE_BYTES = 4096
/** In bytes, of a page's SHA-256: enough to tell it from every other, and from one that was changed. */
const MARK = 16
const ROW = 2 + 4 + MARK
/** In bytes: a longer list is not read, and none is written. */
export const LONGEST_LIST = 64 * 1024 * 1024
export const MOST_PACKS = 65_535
/** In bytes: more than a pack takes in the line of JSON. */
const PACK_ROOM = 280
/** The most pages that a list has room for, about 9 GB of them, beside as many packs as there may be. */
export const MOST_PAGES = Math.floor((LONGEST_LIST - MOST_PACKS * PACK_ROOM) / ROW)

/** A file of pages beside the backups, under a key of its own. */
const pack = z.object({
  name: z.string().regex(/^pages\/[0-9a-f]{64}$/),
  /** Base64. */
  key: z.base64(),
  /** How many pages lie in it. */
  pages: z.int().min(1),
  /** Its length and its SHA-256, hex, as it lies there. */
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Pack = z.output<typeof pack>

const head = z.object({
  /** What the pages are under, base64: the data key of the profile at that moment. */
  key: z.base64(),
  packs: z.array(pack).max(MOST_PACKS),
})

/** A database as its pages, in their order. */
export interface PageList extends z.output<typeof head> {
  /** The pack, by its number in `packs`, and the place in it. */
  readonly places: readonly { readonly pack: number; readonly place: number }[]
  readonly marks: readonly string[]
}

/** What tells a page from others, base64. */
export const pageMark = (page: Uint8Array): string =>
  createHash('sha256').update(page).digest().subarray(0, MARK).toString('base64')

/** A line of JSON, then a row of 22 bytes for each page. */
export function pageListBytes({ key, packs, places, marks }: PageList): Buffer {
  const rows = Buffer.alloc(places.length * ROW)
  for (const [at, { pack, place }] of places.entries()) {
    rows.writeUInt16BE(pack, at * ROW)
    rows.writeUInt32BE(place, at * ROW + 2)
    rows.write(marks[at] ?? '', at * ROW + 6, 'base64')
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify({ key, packs })}\n`), rows])
}

/** @throws Error where it is none, or names a place that no pack has */
export function readPageList(bytes: Buffer): PageList {
  const end = bytes.indexOf('\n')
  const { key, packs } = head.parse(JSON.parse(bytes.toString('utf8', 0, end)))
  const rows = bytes.subarray(end + 1)
  const count = rows.length / ROW
  if (!Number.isInteger(count) || count === 0) throw new RangeError('the list of pages is not whole')
  const numbers = Array.from({ length: count }, (_, at) => at * ROW)
  const places = numbers.map((at) => ({ pack: rows.readUInt16BE(at), place: rows.readUInt32BE(at + 2) }))
  if (places.some((one) => one.place >= (packs[one.pack]?.pages ?? 0)))
    throw new RangeError('a page lies nowhere')
  const marks = numbers.map((at) => rows.toString('base64', at + 6, at + ROW))
  return { key, packs, places, marks }
}
