import { canonicalJson } from '../json'
import { CHAIN_START, type Change, type Link, type Said } from './change'

/** SHA-256 of a text's UTF-8 bytes in lower-case hex. The caller passes it in, because `shared` has no crypto. */
export type Sha256Hex = (text: string) => string

/** The canonical texts of a change. */
export interface ChangeText {
  /** The change as it is carried, with the hash of the one before. */
  readonly line: string
  /** What the log stores of values and of what they replace. */
  readonly fields: string
  /** The values; of a change whose values are erased there is none. */
  readonly set?: string
}

/**
 * RFC 8785 of a change, assembled so that `set` and `over` are written once for all texts.
 * A test holds that it equals `canonicalJson(link)`. @throws TypeError for values without a canonical form
 */
export function changeText(link: Link): ChangeText {
  const parts = partsOf(link)
  const line = written(link, parts, `"prev":"${link.prev}",`)
  const fields = `{${parts.erased}"over":${parts.over}${parts.set === undefined ? '' : `,"set":${parts.set}`}}`
  return parts.set === undefined ? { line, fields } : { line, fields, set: parts.set }
}

/** What the log stores of a change once its values are erased. @throws RangeError for one without a salt */
export function committedFields(told: Said, sha256Hex: Sha256Hex): string {
  const { over, set, erased } = partsOf(told)
  if (set === undefined) return `{${erased}"over":${over}}`
  return `{${committed(sha256Hex((told.salt ?? '') + set), Object.keys(told.set))}"over":${over}}`
}

interface Parts {
  readonly over: string
  /** Absent once the values are erased. */
  readonly set?: string
  /** The commitment and the keys, once the values are erased. */
  readonly erased: string
}

/** @throws RangeError for a change that has neither salt nor commitment */
function partsOf(told: Said): Parts {
  const over = canonicalJson(told.over)
  if (told.commitment !== undefined)
    return { over, erased: committed(told.commitment, Object.keys(told.set)) }
  if (told.salt === undefined) throw new RangeError('a change without a salt')
  return { over, set: canonicalJson(told.set), erased: '' }
}

/** The members that the hashed line has in place of the values. */
const committed = (commitment: string, keys: readonly string[]): string =>
  `"commitment":"${commitment}","keys":${canonicalJson([...keys].sort())},`

function written(told: Said, { over, set, erased }: Parts, prev: string): string {
  const reason = told.reason === undefined ? '' : `"reason":${canonicalJson(told.reason)},`
  const salt = set === undefined ? '' : `"salt":${canonicalJson(told.salt ?? '')},`
  return (
    `{"at":${canonicalJson(told.at)},"author":${canonicalJson(told.author)},"clock":"${told.clock}",${erased}` +
    `"kind":${canonicalJson(told.kind)},"kindVersion":${canonicalJson(told.kindVersion)},"over":${over},` +
    `${prev}${reason}"record":${canonicalJson(told.record)},${salt}` +
    `"scope":${canonicalJson(told.scope)},"seq":${canonicalJson(told.seq)},` +
    `${set === undefined ? '' : `"set":${set},`}"site":${canonicalJson(told.site)}}`
  )
}

/**
 * The hash of a change: SHA-256 of its line with `commitment` and `keys` in place of `salt` and `set`. So the values can be
 * erased and everything that rests on the hash still holds.
 * @param line the canonical one, with `prev`. @param keys of `set`, where the caller has read them
 * @throws RangeError for a text that is no change's line
 */
export function hashOfLine(line: string, sha256Hex: Sha256Hex, keys?: readonly string[]): string {
  // An unescaped quote ends a text, and what `over` holds are lists: only the member itself looks like this.
  const salt = line.indexOf(SALT)
  if (salt < 0) return sha256Hex(line)
  const scope = salt + SALT.length + SALT_CHARACTERS + 1
  const { set, site } = placesOf(line, salt)
  const kind = line.indexOf(',"kind":"') + 1
  if (kind === 0 || kind > salt) throw new RangeError('not the line of a change')
  const values = line.slice(set + BEFORE_SET, site)
  const commitment = sha256Hex(line.slice(salt + SALT.length, scope - 1) + values)
  const inPlace = committed(commitment, keys ?? Object.keys(JSON.parse(values) as object))
  return sha256Hex(
    line.slice(0, kind) + inPlace + line.slice(kind, salt) + line.slice(scope, set) + line.slice(site),
  )
}

const SALT = ',"salt":"'
/** 12 bytes in base64. */
export const SALT_CHARACTERS = 16
const BEFORE_SET = ',"set":'.length

/** Where the values stand in a line: `set` is the last object, `site` the last text. @throws RangeError */
function placesOf(line: string, behind: number): { readonly set: number; readonly site: number } {
  const set = line.indexOf(',"set":{', behind)
  const site = line.lastIndexOf(',"site":"')
  if (set < 0 || site < set) throw new RangeError('not the line of a change')
  return { set, site }
}

/** A change as it came: with its canonical line and the hash of it. */
export interface LinedChange {
  readonly change: Change & Link
  readonly line: string
  readonly hash: string
}

/** The id of a change. @param hash of its line, hex */
export const idOfChange = (clock: string, hash: string): string => clock + hash

/** A change that a line says, with its id. @param hash of the line, hex */
export const lined = (link: Link, line: string, hash: string): LinedChange => ({
  change: { ...link, id: idOfChange(link.clock, hash) },
  line,
  hash,
})

/**
 * Equal to `changeText` of the change that this canonical line says, without writing its values once more.
 * A bulk write asks for every change. @throws RangeError for a text that is no change's line
 */
export function textOfLine(line: string): ChangeText {
  const over = line.indexOf(',"over":{')
  const behindOver = BEHIND_OVER.exec(line)?.index ?? -1
  if (over < 0 || behindOver < over) throw new RangeError('not the line of a change')
  const replaced = line.slice(over + 1, behindOver + 1)
  const erased = line.indexOf(',"commitment":"')
  if (erased >= 0 && erased < over)
    return { line, fields: `{${line.slice(erased + 1, line.indexOf(',"kind":"') + 1)}${replaced}}` }
  const { set, site } = placesOf(line, behindOver)
  return {
    line,
    set: line.slice(set + BEFORE_SET, site),
    fields: `{${replaced}${line.slice(set, site)}}`,
  }
}

/** The hash of a change, as `hashOfLine`. */
export function changeHash(link: Link, sha256Hex: Sha256Hex): string {
  return hashOfLine(changeText(link).line, sha256Hex, Object.keys(link.set))
}

/**
 * Where `prev` stands in a change's line, or would stand: behind `over`, the first object of a line.
 * No text and no list before it can hold these characters.
 */
const BEHIND_OVER = /\},"(prev|reason|record)":"/

/** A change's line as a bundle carries it, without `prev`: a hash does not compress, and the line before says it. */
export function carriedLine(told: Said): string {
  return written(told, partsOf(told), '')
}

/**
 * A whole line: the carried line with the hash of the line before put back.
 * `undefined` for a text that has no place for it.
 */
export function linkedLine(carried: string, prev: string): string | undefined {
  const place = BEHIND_OVER.exec(carried)
  if (!place || place[1] === 'prev') return undefined
  const at = place.index + 1
  return `${carried.slice(0, at)},"prev":"${prev}"${carried.slice(at)}`
}

/** Where a branch of a stream stands: its last number and the hash of that change. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: CHAIN_START }

/** Whether `link` is the very next after `head`. */
export function follows(head: ChainHead, link: Pick<Link, 'seq' | 'prev'>): boolean {
  return link.seq === head.seq + 1 && link.prev === head.hash
}
