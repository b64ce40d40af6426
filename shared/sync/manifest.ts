import { z } from 'zod'
import type { Json } from '../json'
import { CHAIN_START, type Link } from './change'
import { PLACE_HEX } from './places'
import { isPlainChange, MOST_OVER } from './plain-change'

/** The bundle format this version writes and reads. */
export const BUNDLE_FORMAT = 4

/** SSHSIG namespace of `manifest.json.sig`. */
export const BUNDLE_NAMESPACE = 'yuanba-bundle'

export const MANIFEST_ENTRY = 'manifest.json'
export const SIGNATURE_ENTRY = 'manifest.json.sig'
/** Zeros at the end of the tar, so that the file's size tells little; named by no manifest. */
export const PADDING_ENTRY = 'padding'
export const CHANGES_ENTRY = 'changes.jsonl.zst'

const BLOB = 'blobs/'

/** The entry of one attachment's content. */
export function blobEntry(sha256: string): string {
  return BLOB + sha256
}

/** The hash that an entry's name says, or `undefined` for any other entry. */
export function blobOfEntry(name: string): string | undefined {
  return name.startsWith(BLOB) ? name.slice(BLOB.length) : undefined
}

/** Entries of one bundle: its changes and as many contents. */
export const MAX_ENTRIES = 10_000

/**
 * What the changes of a bundle may unpack to. Real ones come to five or ten times their packed size, a bomb to tens of
 * thousands.
 */
export const unpackedLimit = (packed: number): number => 64 * 1024 * 1024 + 1000 * packed

/** Keys of a change whose values are erased: real ones have a few hundred rows. */
const MAX_KEYS = 100_000

/** No manifest, signature or single change is longer: a reader may have to hold one in memory. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024
export const MAX_LINE_BYTES = 4 * 1024 * 1024

export const siteId = z.string().regex(/^[0-9a-f]{32}$/)
export const hash = z.string().regex(/^[0-9a-f]{64}$/)
export const scopeName = z.string().min(1).max(64)
export const base64 = z.base64().max(400)
const seq = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const size = z
  .number()
  .int()
  .min(0)
  .max(64 * 1024 ** 3)
export const isoTime = z.iso.datetime({ precision: 3 })

/**
 * One run of one stream, along one of its branches: changes `from`…`to`, the hash before and the hash at the end, signed
 * by the stream's own site.
 */
export const segment = z
  .strictObject({
    site: siteId,
    scope: scopeName,
    from: seq,
    to: seq,
    prev: hash,
    head: hash,
    /** Ed25519 over `checkpointText`, base64: the site's word for its own chain, whichever site carries it. */
    checkpoint: base64,
  })
  .refine((s) => s.to >= s.from && (s.from > 1 || s.prev === CHAIN_START), 'segment.range')
export type Segment = z.infer<typeof segment>

/**
 * From the top. A province and a city hold what those below log, a district owns its tables and holds its streets', a street
 * logs.
 */
export const siteRole = z.enum(['province', 'city', 'district', 'street'])
export type SiteRole = z.infer<typeof siteRole>

/** The role right above: its sites let those of this role in. */
export const roleAbove: Readonly<Record<SiteRole, SiteRole | undefined>> = {
  province: undefined,
  city: 'province',
  district: 'city',
  street: 'district',
}

/** Whether such a site only holds what others bring, and logs nothing itself. */
export const onlyHolds = (role: SiteRole): boolean => role === 'province' || role === 'city'

/** Whether the one role stands anywhere below the other one. */
export const isBelow = (role: SiteRole, other: SiteRole): boolean =>
  siteRole.options.indexOf(role) > siteRole.options.indexOf(other)

/** A place of a stream with the whole hash of the change there. */
export const checkpointPlace = z.strictObject({ scope: scopeName, to: seq, head: hash })

/**
 * A change that says who is who (`site.ts`) as it is carried by itself: its line without `prev`, the hash before it, and its site's
 * own signature over the place.
 */
export const carriedOfficial = z.strictObject({
  line: z.string().max(10_000),
  prev: hash,
  checkpoint: base64,
})
export type CarriedOfficial = z.infer<typeof carriedOfficial>

/** The tip of one branch of the receiver's, signed by the receiver itself over `checkpointText`. */
const signedTip = z.strictObject({ ...checkpointPlace.shape, checkpoint: base64 })

const auditPlace = z.strictObject({ count: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), head: hash })

const place = z.tuple([seq, z.string().regex(new RegExp(`^[0-9a-f]{${PLACE_HEX}}$`))])

/**
 * A file that an office took in from a site below it: its serial, when it came, and the first 16 hex digits of its SHA-256. By these a
 * file that is told twice is one.
 */
const arrivedFile = z.tuple([seq, isoTime, z.string().regex(/^[0-9a-f]{16}$/)])

/** Files of one site that a manifest tells of: of each of fourteen months one or two, and the newest. */
export const MOST_ARRIVED = 64

const arrivedFiles = z
  .array(arrivedFile)
  .min(1)
  .max(MOST_ARRIVED)
  .refine(
    (files) =>
      new Set(files.map(([, , file]) => file)).size === files.length &&
      files.every(
        ([, at, file], nth) => nth === 0 || `${files[nth - 1]?.[1]}${files[nth - 1]?.[2]}` < at + file,
      ),
    'arrived.order',
  )

/** A file inside the bundle, in the order of the tar. */
const entry = z.strictObject({
  name: z.string().regex(/^(changes\.jsonl\.zst|blobs\/[0-9a-f]{64})$/),
  size,
  sha256: hash,
})

/** More than any list or map of a manifest holds: a district has fewer streams. */
const MAX_ITEMS = 20_000
const lengthOf = (given: unknown): number =>
  typeof given === 'object' && given !== null ? Object.keys(given).length : 0
const isShort = (given: unknown): boolean =>
  Object.values(Object(given)).every(
    (value) =>
      lengthOf(value) <= MAX_ITEMS &&
      Object.values(Object(value)).reduce((sum: number, inner) => sum + lengthOf(inner), 0) <= 10 * MAX_ITEMS,
  )

const wholeManifest = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  app: z.string().max(40),
  /** The sender's system and processor as Node names them: which installer an update needs. */
  platform: z.string().max(20),
  arch: z.string().max(20),
  /** How the sender's program was installed, where it is not the usual way (shared/update/layout.ts). */
  layout: z.string().max(20).exactOptional(),
  /** Kind → version that the sender knows. */
  kinds: z.record(z.string().max(40), z.number().int().min(1)),
  from: siteId,
  to: siteId,
  /** Counts the bundles of this sender to this receiver: 1, 2, 3 … */
  serial: seq,
  /** The number on the stick (U盘编号), when the clerk gave one. */
  medium: z.string().max(40).nullable(),
  createdAt: isoTime,
  segments: z.array(segment).max(10_000),
  /**
   * `site/scope` → places that the sender holds, of all streams that the receiver may know about: the receipt.
   * A receiver that knows one of them knows what lies below it to be there.
   */
  vector: z.record(z.string().max(100), z.array(place).min(1)),
  /**
   * The tips of the receiver's own streams, as the sender holds them, with the receiver's own signatures.
   * By them a receiver whose files were replaced by an old copy notices that it went on elsewhere.
   * The receiver believes no other site's word for that.
   */
  own: z.array(signedTip).max(10_000),
  /**
   * Scope → where the sender stands, and what it made of that: hashes over the tips of all branches and over the registers of all
   * records. A reader that stands at the same tips must have made the same.
   */
  digests: z.record(scopeName, z.strictObject({ tips: hash, registers: hash })),
  /** How long the sender's audit log is, and the hash of its last row. */
  audit: auditPlace,
  /**
   * What that log has now at each row that was its last one when a bundle to this receiver was begun, but for those long confirmed. The
   * receiver finds the row that it saw last among them, or the log is another.
   */
  auditTold: z.array(auditPlace).max(1000).exactOptional(),
  /** The same of the receiver's audit log, as the sender saw it last. */
  auditSeen: auditPlace.exactOptional(),
  /** The sender's audit log was cut or written anew: its rows do not fit together, or one that a peer has seen is not there any more. */
  auditLost: z.literal(true).exactOptional(),
  /** Scopes in which the receiver's records were others than the sender's, although both held the same changes. */
  differs: z.array(scopeName).min(1).max(10_000).exactOptional(),
  /** Serials of the receiver's bundles that have arrived at the sender, as ranges. */
  received: z.array(z.tuple([seq, seq])).max(10_000),
  counts: z.strictObject({ changes: size, blobs: size, bytes: size }),
  entries: z.array(entry).min(1).max(MAX_ENTRIES),
  /**
   * Contents of attachments that the sender's records name and that it lacks. The receiver sends them with its next
   * bundle.
   */
  missing: z.array(hash).max(MAX_ENTRIES).exactOptional(),
  /**
   * By which the reader knows whose changes come, before it reads them. Introductions: of the sender and of the receiver under all
   * their names, and of each site whose introduction the receiver is not known to hold; segments begin behind them. Words of
   * offices: those that the receiver is not known to hold, and its own.
   */
  official: z.array(carriedOfficial).min(1).max(10_000),
  /**
   * In a bundle for the office above: site below the sender → files of it that came, by which the reader tells who handed a month in.
   * They come by the time of their arrival. The reader passes over a site that does not stand below the sender.
   */
  arrived: z.record(siteId, arrivedFiles).exactOptional(),
})

/**
 * The lengths of its parts are judged first: zod makes an issue of each wrong item, a hundred times as large as its
 * text.
 */
export const manifest = z.custom<z.input<typeof wholeManifest>>(isShort).pipe(wholeManifest)
export type Manifest = z.infer<typeof manifest>

/** Reads only the format, so that a newer file can be told from a broken one. */
export const manifestFormat = z.looseObject({ format: z.number().int().min(1) })

/** The texts that are signed: RFC 8785, each with a word of its own, so that none passes for another text. */
export const checkpointText = (s: { site: string; scope: string; to: number; head: string }): Json => ({
  checkpoint: { site: s.site, scope: s.scope, seq: s.to, hash: s.head },
})

/** The name of a change: clock and hash. */
const changeId = z.string().regex(/^[0-9a-f]{48}$/)
/** Any key that a newer version may write. `parseChange` refuses what JavaScript would not keep as a plain key. */
const key = z.string().min(1).max(120)

const told = {
  clock: z.string().regex(/^[0-9a-f]{16}$/),
  site: siteId,
  scope: scopeName,
  seq,
  prev: hash,
  /** In lower case: one id written in two ways would be two records. */
  record: z.uuid().lowercase(),
  kind: z.string().min(1).max(40),
  kindVersion: z.number().int().min(1).max(1_000_000),
  author: z.string().max(100),
  at: isoTime,
  reason: z.string().max(2000).optional(),
  over: z.record(key, z.array(changeId).min(1).max(MOST_OVER)),
}

/** The shape of one change. Values of any kind and keys this version does not know pass. */
export const changeShape = z
  .strictObject({ ...told, salt: z.string().regex(/^[0-9A-Za-z+/]{16}$/), set: z.record(key, z.unknown()) })
  .refine((c) => Object.keys(c.over).every((k) => Object.hasOwn(c.set, k)), 'change')

/** The shape of a change whose values are erased. */
const erasedShape = z
  .strictObject({ ...told, commitment: hash, keys: z.array(key).max(MAX_KEYS) })
  .refine((c) => Object.keys(c.over).every((k) => c.keys.includes(k)), 'change')

/**
 * Members by which JavaScript itself asks an object what it is. One that JSON put there is no function, and every `String(value)` of a
 * screen would throw. In a canonical line only a member looks like this: a text has a backslash before its quotes.
 */
const UNKEPT = /"(?:__proto__|toString|valueOf|toJSON)":/

/** Reads one change out of JSON, as its line says it. @throws SyntaxError, z.ZodError, RangeError */
export function parseChange(line: string): Link {
  const value: unknown = JSON.parse(line)
  const change = isErased(value) ? linkOf(erasedShape.parse(value)) : readWhole(value)
  if (UNKEPT.test(line) || Object.hasOwn(change.set, '__proto__'))
    throw new RangeError('a member that no object keeps')
  return change
}

/** A change out of its parsed line, which was found good before. */
export function linkOf(value: unknown): Link {
  if (!isErased(value)) return value as Link
  const { keys, ...rest } = value as z.infer<typeof erasedShape>
  // Each key is defined, and not assigned: one of them is `__proto__` where a forger wants it to be.
  return { ...rest, set: Object.fromEntries(keys.map((name) => [name, null])) } as Link
}

const isErased = (value: unknown): boolean => Object.hasOwn(Object(value), 'commitment')

/** The value itself, not zod's copy: the log must keep what was hashed. */
function readWhole(value: unknown): Link {
  if (!isPlainChange(value)) changeShape.parse(value)
  return value as Link
}
