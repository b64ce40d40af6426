import { z } from 'zod'
import type { Fields } from '../definition/fields'
import { notesPapers } from '../definition/protection'
import type { Json } from '../json'
import { jsonValue } from '../json-schema'
import type { Flat } from '../shapes'

/** One attachment of a record lies in the log under `$file/<id>`, so that attachments merge one by one, as rows do. */
const PREFIX = '$file/'

/** What a person reads for the mark of a sensitive attachment. */
export const SENSITIVE_LABEL = '含证件等敏感信息'

/** What a person reads for the attachments' place in histories and conflicts. */
export const FILE_LABEL = '附件'

/** No attachment is larger, in bytes; photos come out of the window far smaller. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024
/** A thumbnail's bound, in bytes. */
export const MAX_THUMB_BYTES = 20 * 1024
/** Attachments of one record. */
export const MAX_FILES = 100
/** The longer side of a photo as the window keeps it, in pixels. */
export const PHOTO_SIDE = 1600
export const THUMB_SIDE = 240
export const MAX_CAPTION = 200
export const MAX_NAME = 120

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const pixels = z.number().int().min(1).max(1_000_000)

/** The value of `$file/<id>`; members of newer versions are kept. */
const fileEntry = z
  .object({
    /** SHA-256 of the plain content, hex. */
    hash,
    name: z.string().max(400),
    type: z.string().max(60),
    bytes: z.number().int().min(0),
    width: pixels.exactOptional(),
    height: pixels.exactOptional(),
    caption: z.string().max(2000).exactOptional(),
    /** SHA-256 of a small picture of it, itself kept as content. */
    thumb: hash.exactOptional(),
    /** Said when it was added, see `isSensitive`; absent in what was added before anybody was asked. */
    sensitive: z.boolean().exactOptional(),
  })
  .catchall(jsonValue)
export type FileEntry = z.infer<typeof fileEntry>

export function fileKey(id: string): string {
  return PREFIX + id
}

export function isFileKey(key: string): boolean {
  return key.startsWith(PREFIX)
}

/** A value under `$file/…`, or `undefined` for a removed one and for what is no attachment (values come from bundles too). */
export function readFileEntry(value: Json | undefined): FileEntry | undefined {
  return fileEntry.safeParse(value).data
}

/** The attachments of a flat record in the order they were added (ids are UUIDv7). */
export function filesOf(flat: Flat): readonly { readonly id: string; readonly entry: FileEntry }[] {
  return Object.keys(flat)
    .filter(isFileKey)
    .sort()
    .flatMap((key) => {
      const entry = readFileEntry(flat[key])
      return entry ? [{ id: key.slice(PREFIX.length), entry }] : []
    })
}

/** Every content that a flat record or the `set` of a change names: files and their thumbnails. */
export function hashesIn(flat: Flat): readonly string[] {
  return filesOf(flat).flatMap(({ entry }) => (entry.thumb ? [entry.hash, entry.thumb] : [entry.hash]))
}

/** Whether the JSON of a change can name attachments at all; cheaper than reading it. */
export function mayNameFiles(json: string): boolean {
  return json.includes(`"${PREFIX}`)
}

/** An attachment in words, for histories and conflicts; '' for a removed one. */
export function fileText(value: Json | undefined): string {
  const entry = readFileEntry(value)
  if (!entry) return ''
  return entry.caption ? `${entry.name}（${entry.caption}）` : entry.name
}

/** An attachment as it leaves the engine with its record. */
export const fileView = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  /** Size of the plain content. */
  bytes: z.number(),
  caption: z.string(),
  /** Pixels; null for a document. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** Shown, read and saved only by people with the right `record.unmask`, and left out of what is printed. */
  sensitive: z.boolean(),
})
export type FileView = z.infer<typeof fileView>

/**
 * Whether an attachment shows ID cards, bank cards or the like: as was said of it, otherwise by the record's kind, of which
 * nothing is known when a newer version made it.
 */
export function isSensitive({ sensitive }: Pick<FileEntry, 'sensitive'>, kind: Noting | undefined): boolean {
  return sensitive ?? (kind === undefined || notesPapers(kind.fields))
}
type Noting = { readonly fields: Fields }

/** @see fileView */
export function fileViews(flat: Flat, kind: Noting | undefined): FileView[] {
  return filesOf(flat).map(({ id, entry }) => ({
    id,
    name: entry.name,
    type: entry.type,
    bytes: entry.bytes,
    caption: entry.caption ?? '',
    width: entry.width ?? null,
    height: entry.height ?? null,
    sensitive: isSensitive(entry, kind),
  }))
}
