import { readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { armor, Decrypter, Encrypter } from 'age-encryption'
import { z } from 'zod'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { carriedOfficial, onlyHolds, type SiteRole, segment, siteId } from '../../../shared/sync/manifest'
import { paddedLength } from '../../../shared/sync/padding'
import { ageRecipient, INTRODUCTION_KIND } from '../../../shared/sync/site'
import { stateOf } from '../changes/project'
import type { OpenContext } from '../context'
import { requireMeta } from '../db/meta'
import { codedName } from '../files/coded-name'
import { leaving } from '../files/leaving'
import { writeVerified } from '../files/verified-file'
import { handOutSealed } from '../handout/hand-out'
import { newId } from '../new-id'
import { isSameOffice } from '../sites/house'
import { type Official, readOfficial } from '../sites/introductions'
import { isSigned, signText } from '../sites/keys'
import { ownSites } from '../sites/own-sites'
import { addJoin, isLetterTaken, openJoins, type SiteRow } from '../sites/queries'
import { carriedOfficials } from '../streams/carried-officials'
import { segmentLines, segmentsFor } from '../streams/segments'
import { newJoinPassphrase, typedJoinPassphrase } from './join-passphrase'
import { streetTables } from './street-tables'

/** How long a joining file may be used. */
const VALID_MS = 30 * 24 * 3600 * 1000
/** A district's units and dictionaries are far smaller. */
const MAX_BYTES = 64 * 1024 * 1024
/** scrypt's N of the file as a power of two: half a second of work for each passphrase that a finder tries. */
const LEAST_WORK = 10

/** 1 to 3 belong to trial versions. */
const JOIN_FORMAT = 4
const joinFormat = z.looseObject({
  offer: z.looseObject({
    format: z
      .number()
      .int()
      .max(JOIN_FORMAT - 1),
  }),
})

const offer = z.strictObject({
  format: z.literal(JOIN_FORMAT),
  id: z.uuid(),
  /** The office that writes it, as it is now: the root of all trust. Its key signs the file. */
  office: siteId,
  /**
   * Introductions of the office under all its names and of its other computers, whose changes the snapshot holds; its words about
   * those and about the street.
   */
  official: z.array(carriedOfficial).min(1).max(10_000),
  /** age recipient of the district's recovery key. */
  recovery: ageRecipient,
  unit: z.strictObject({ id: z.uuid(), name: z.string().max(60) }),
  letter: z.string().regex(/^[A-Z]$/),
  /** 32 random bytes, base64: proves to the district that the first bundle comes from this file. */
  secret: z.base64().max(100),
  expires: z.iso.datetime({ precision: 3 }),
  /** The district's own records and the street's reference tables, so that units and teams are there at once; lines as in a bundle. */
  snapshot: z.strictObject({
    segments: z.array(segment).max(1000),
    lines: z.array(z.string()).max(1_000_000),
  }),
})
type Offer = z.infer<typeof offer>

/** What a joining file offers to one computer. */
export interface JoinOffer extends Omit<Offer, 'official'> {
  readonly official: Official
  /** Whether it is for one more computer of the office that wrote it. */
  readonly isForOffice: boolean
}

const joinFile = z.strictObject({ offer, signature: z.base64().max(400) })

/**
 * Writes a joining file: an armored age file under a passphrase that the program makes and answers once. It is for one laptop of
 * a street or one more computer of this district's office; at a city for a district.
 * @throws AppError `right.missing` at a street, `unit.not-found`, `file.unwritable`, `file.no-space`
 * @throws AppError `join.used` for a letter in use
 * @throws AppError `join.outstanding` for a letter that an unused file still promises (unless `again`)
 */
export async function createJoinFile(
  ctx: OpenContext,
  input: Parsed<'sync.createJoinFile'>,
): Promise<Output<'sync.createJoinFile'>> {
  if (ctx.site.role === 'street') throw new AppError('right.missing', { right: 'profile.manage' })
  const forDistrict = onlyHolds(ctx.site.role)
  const forOffice = forDistrict || input.scope === ctx.site.unit
  const unit = forOffice ? { id: ctx.site.unit, name: ctx.site.unitName } : streetOf(ctx, input.scope)
  const scope = forOffice ? DISTRICT_SCOPE : unit.id
  const promised = forDistrict ? null : promisedUntil(ctx, scope, input)
  const made = makeOffer(ctx, unit, input.letter)
  const signature = signText(ctx.site.signKey, offerText(made))
  const encrypter = new Encrypter()
  const passphrase = newJoinPassphrase(ctx.random)
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(Math.max(LEAST_WORK, Math.log2(ctx.kdfCost)))
  const secret = await encrypter.encrypt(padded(JSON.stringify({ offer: made, signature })))
  const folder = ctx.pathOf(input.folder)
  const file = codedName(ctx.random, folder, 'ybj')
  const { readFrom } = await handOutSealed(
    ctx,
    'sync.join-file',
    () =>
      leaving(ctx, join(folder, file), () =>
        writeVerified(join(folder, file), Readable.from([Buffer.from(armor.encode(secret))])),
      ),
    ({ sha256 }) => {
      addJoin(ctx.db, { ...made, scope })
      return { join: made.id, scope: unit.id, letter: made.letter, file, sha256 }
    },
  )
  return { file, passphrase, unit: unit.name, letter: made.letter, expires: made.expires, promised, readFrom }
}

/** The text with spaces behind it, which JSON passes over, so that the file's size tells little of what is in it. */
function padded(text: string): string {
  const bytes = Buffer.byteLength(text)
  return text + ' '.repeat(paddedLength(bytes) - bytes)
}

/**
 * When the last unused file that promises this letter expires; `null` for none.
 * @throws AppError `join.used`, and `join.outstanding` unless one more is wanted
 */
function promisedUntil(
  ctx: OpenContext,
  scope: string,
  { letter, again }: Pick<Parsed<'sync.createJoinFile'>, 'letter' | 'again'>,
): string | null {
  if (isLetterTaken(ctx.db, scope, letter, '')) throw new AppError('join.used', { letter })
  const expires = openJoins(ctx.db, scope).findLast((join) => join.letter === letter)?.expires ?? null
  if (expires !== null && !again)
    throw new AppError('join.outstanding', { letter, expires: expires.slice(0, 10) })
  return expires
}

/**
 * Opens a joining file that an office of this role wrote. `now` in ms since 1970.
 * @throws AppError `file.unreadable`, `join.wrong-passphrase`, `join.damaged`, `join.older`, `join.expired`
 */
export async function openJoinFile(
  path: string,
  passphrase: string,
  now: number,
  by: SiteRole,
): Promise<JoinOffer> {
  const { offer, signature } = parse(await decrypt(read(path), passphrase))
  const official = officialOf(offer)
  const office = official.introductions.find(
    ({ introduction }) => introduction.id === offer.office,
  )?.introduction
  if (office?.role !== by || !isSigned(office.signKey, offerText(offer), signature))
    throw new AppError('join.damaged')
  if (Date.parse(offer.expires) < now) throw new AppError('join.expired')
  return { ...offer, official, isForOffice: office.unit === offer.unit.id }
}

function officialOf({ official }: Offer): Official {
  try {
    return readOfficial(official, '')
  } catch (cause) {
    throw new AppError('join.damaged', {}, { cause })
  }
}

const offerText = (made: Offer): Json => ({ joinOffer: made })

function makeOffer(ctx: OpenContext, unit: JoinOffer['unit'], letter: string): Offer {
  const own = ownSites(ctx)
  const ids = new Set(own.map(({ id }) => id))
  const isOurs = (about: SiteRow | undefined): boolean => about !== undefined && isSameOffice(ctx.site, about)
  // A city gives its districts nothing of its own.
  const everybody = { id: '', role: 'street', scope: DISTRICT_SCOPE } as const
  const segments = onlyHolds(ctx.site.role)
    ? []
    : [...segmentsFor(ctx.db, ctx.site, everybody, new Map()), ...streetTables(ctx.db, ctx.site, unit.id)]
  return {
    format: JOIN_FORMAT,
    id: newId(ctx),
    office: ctx.site.id,
    official: carriedOfficials(
      ctx.db,
      own,
      ({ kind, site, about }) =>
        isOurs(about) || (ids.has(site) && (kind === INTRODUCTION_KIND || about?.scope === unit.id)),
    ),
    recovery: requireMeta(ctx.db, 'recoveryRecipient'),
    unit,
    letter,
    secret: Buffer.from(ctx.random.bytes(32)).toString('base64'),
    expires: new Date(ctx.clock.now() + VALID_MS).toISOString(),
    snapshot: { segments: segments.map((each) => each.segment), lines: [...segmentLines(ctx.db, segments)] },
  }
}

/** @throws AppError `unit.not-found` for anything but a living street */
function streetOf(ctx: OpenContext, id: string): JoinOffer['unit'] {
  const state = stateOf(ctx.db, id)
  const name = state?.body.name
  if (
    state?.kind !== 'unit' ||
    state.body.level !== 'street' ||
    typeof name !== 'string' ||
    state.body.$deleted === true
  )
    throw new AppError('unit.not-found', { unit: id })
  return { id, name }
}

function read(path: string): string {
  try {
    if (statSync(path).size > MAX_BYTES) throw new RangeError('too large for a joining file')
    return readFileSync(path, 'latin1')
  } catch (cause) {
    throw new AppError('file.unreadable', { file: basename(path) }, { cause })
  }
}

async function decrypt(text: string, passphrase: string): Promise<string> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(typedJoinPassphrase(passphrase))
  let secret: Uint8Array
  try {
    secret = armor.decode(text)
  } catch (cause) {
    throw new AppError('join.damaged', {}, { cause })
  }
  try {
    return await decrypter.decrypt(secret, 'text')
  } catch (cause) {
    // The library has one Error class: its words are the only way to tell a wrong passphrase from a broken file.
    const isWrong = cause instanceof Error && cause.message.startsWith('no identity matched')
    throw new AppError(isWrong ? 'join.wrong-passphrase' : 'join.damaged', {}, { cause })
  }
}

function parse(text: string): z.infer<typeof joinFile> {
  try {
    const value: unknown = JSON.parse(text)
    if (joinFormat.safeParse(value).success) throw new AppError('join.older')
    return joinFile.parse(value)
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('join.damaged', {}, { cause })
  }
}
