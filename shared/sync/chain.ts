import { canonicalJson } from '../json'
import { CHAIN_START, type Change, type Link, type Said } from './change'

/** SHA-256 of a text's UTF-8 bytes in lower-case hex. The caller passes it in, because `shared` has no crypto. */
export type Sha256Hex = (text: string) => string

/** The canonical texts of a change: `line` is what is hashed, `fields` what the log stores, `set` its values. */
export interface ChangeText {
  readonly line: string
  readonly fields: string
  readonly set: string
}

/**
 * RFC 8785 of a change, assembled so that `set` and `over` are written once for both texts.
 * A test holds that it equals `canonicalJson(link)`. @throws TypeError for values without a canonical form.
 */
export function changeText(link: Link): ChangeText {
  const over = canonicalJson(link.over)
  const set = canonicalJson(link.set)
  return {
    line: written(link, over, set, `"prev":"${link.prev}",`),
    fields: `{"over":${over},"set":${set}}`,
    set,
  }
}

function written(told: Said, over: string, set: string, prev: string): string {
  const reason = told.reason === undefined ? '' : `"reason":${canonicalJson(told.reason)},`
  return (
    `{"at":${canonicalJson(told.at)},"author":${canonicalJson(told.author)},"clock":"${told.clock}",` +
    `"kind":${canonicalJson(told.kind)},"kindVersion":${canonicalJson(told.kindVersion)},"over":${over},` +
    `${prev}${reason}"record":${canonicalJson(told.record)},` +
    `"scope":${canonicalJson(told.scope)},"seq":${canonicalJson(told.seq)},"set":${set},` +
    `"site":${canonicalJson(told.site)}}`
  )
}

/** A change as it came: with the canonical line that its hash covers, and that hash. */
export interface LinedChange {
  readonly change: Change & Link
  readonly line: string
  readonly hash: string
}

/** The id of a change. @param hash of its line, hex */
export const changeId = (clock: string, hash: string): string => clock + hash

/** A change that a line says, with its id. @param hash of the line, hex */
export const lined = (link: Link, line: string, hash: string): LinedChange => ({
  change: { ...link, id: changeId(link.clock, hash) },
  line,
  hash,
})

/**
 * Equal to `changeText` of the change that this canonical line says, without writing its values once more.
 * A bulk write asks for every change. @throws RangeError for a text that is no change's line
 */
export function textOfLine(line: string): ChangeText {
  // An unescaped quote ends a text, so none can hold these characters; `set` is the last object, `site` the last text.
  const over = line.indexOf(',"over":{')
  const behindOver = BEHIND_OVER.exec(line)?.index ?? -1
  const set = line.indexOf(',"set":{', behindOver)
  const site = line.lastIndexOf(',"site":"')
  if (over < 0 || behindOver < over || set < behindOver || site < set)
    throw new RangeError('not the line of a change')
  return {
    line,
    set: line.slice(set + BEFORE_SET, site),
    fields: `{${line.slice(over + 1, behindOver + 1)}${line.slice(set, site)}}`,
  }
}

/** The hash of a change: SHA-256 of its canonical JSON. */
export function changeHash(link: Link, sha256Hex: Sha256Hex): string {
  return sha256Hex(changeText(link).line)
}

/**
 * Where `prev` stands in a change's line, or would stand: behind `over`, the first object of a line.
 * No text and no list before it can hold these characters.
 */
const BEHIND_OVER = /\},"(prev|reason|record)":"/

const BEFORE_SET = ',"set":'.length

/** A change's line as a bundle carries it, without `prev`: a hash does not compress, and the line before says it. */
export function carriedLine(told: Said): string {
  return written(told, canonicalJson(told.over), canonicalJson(told.set), '')
}

/**
 * The line that is hashed: the carried line with the hash of the line before put back.
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
