import { canonicalJson } from '../json'
import { CHAIN_START, type Change } from './change'

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
 * A test holds that it equals `canonicalJson(change)`. @throws TypeError for values without a canonical form.
 */
export function changeText(change: Change): ChangeText {
  const over = canonicalJson(change.over)
  const set = canonicalJson(change.set)
  const reason = change.reason === undefined ? '' : `"reason":${canonicalJson(change.reason)},`
  const line =
    `{"at":${canonicalJson(change.at)},"author":${canonicalJson(change.author)},"id":${canonicalJson(change.id)},` +
    `"kind":${canonicalJson(change.kind)},"kindVersion":${canonicalJson(change.kindVersion)},"over":${over},` +
    `"prev":${canonicalJson(change.prev)},${reason}"record":${canonicalJson(change.record)},` +
    `"scope":${canonicalJson(change.scope)},"seq":${canonicalJson(change.seq)},"set":${set},` +
    `"site":${canonicalJson(change.site)}}`
  return { line, fields: `{"over":${over},"set":${set}}`, set }
}

/** A change as it came: with the canonical line that its hash covers, and that hash. */
export interface LinedChange {
  readonly change: Change
  readonly line: string
  readonly hash: string
}

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
export function changeHash(change: Change, sha256Hex: Sha256Hex): string {
  return sha256Hex(changeText(change).line)
}

/**
 * Where `prev` stands in a change's line, or would stand: behind `over`, the first object of a line.
 * No text and no list before it can hold these characters.
 */
const BEHIND_OVER = /\},"(prev|reason|record)":"/

const BEFORE_SET = ',"set":'.length
const PREV_LENGTH = `,"prev":"${CHAIN_START}"`.length

/**
 * A change's line as a bundle carries it, without `prev`: a hash does not compress, and the line before says it.
 * @throws RangeError for a text that is no change's line
 */
export function carriedLine(line: string): string {
  const place = BEHIND_OVER.exec(line)
  if (place?.[1] !== 'prev') throw new RangeError('not the line of a change')
  const at = place.index + 1
  return line.slice(0, at) + line.slice(at + PREV_LENGTH)
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

/** Where a stream stands: its last number and the hash of that change. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: CHAIN_START }

/** Whether `change` is the very next link after `head`. */
export function follows(head: ChainHead, change: Change): boolean {
  return change.seq === head.seq + 1 && change.prev === head.hash
}
