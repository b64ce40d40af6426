import { hash } from 'node:crypto'
import { type ChainHead, type ChangeText, changeText, EMPTY_CHAIN, follows } from '../../../shared/sync/chain'
import { CHAIN_START, type Change, type Flat, streamKey, type Vector } from '../../../shared/sync/change'
import type { ReadDb, WriteDb } from '../context'
import { type ChangeRow, changeQuery, type StreamRow } from './queries'

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex')
}

/** A change as it was hashed, out of its row. */
export function changeFromRow(row: ChangeRow): Change {
  const fields = JSON.parse(row.fields) as { readonly set: Flat; readonly over: Change['over'] }
  return {
    id: row.id,
    site: row.site,
    scope: row.scope,
    seq: row.seq,
    prev: row.prev,
    record: row.record,
    kind: row.kind,
    kindVersion: row.kind_version,
    author: row.author,
    at: row.at,
    ...(row.reason === null ? {} : { reason: row.reason }),
    set: fields.set,
    over: fields.over,
  }
}

/** Every change of one record in id order: its history. */
export function changesOf(db: ReadDb, record: string): Change[] {
  return changeQuery<ChangeRow>(db, 'ofRecord').all(record).map(changeFromRow)
}

/** Changes `from`…`to` of a stream, in order, read as they are asked for. */
export function* changesOfStream(db: ReadDb, stream: number, from: number, to: number): Generator<Change> {
  for (const row of changeQuery<ChangeRow>(db, 'ofStream').iterate(stream, from - 1, to))
    yield changeFromRow(row)
}

/** Every stream held here, by site and scope. */
export function streamsOf(db: ReadDb): StreamRow[] {
  return changeQuery<StreamRow>(db, 'streams').all()
}

/** What this profile holds of every stream. */
export function vectorOf(db: ReadDb): Vector {
  // A stream whose changes all moved on to a successor is empty, and as good as never heard of.
  const held = streamsOf(db).filter(({ seq }) => seq > 0)
  return Object.fromEntries(held.map((row) => [streamKey(row.site, row.scope), row.seq]))
}

/** Where the chain of one stream stands; an empty chain for a stream not held. */
export function chainHeadOf(db: ReadDb, site: string, scope: string): ChainHead {
  return changeQuery<StreamRow>(db, 'stream').get(site, scope) ?? EMPTY_CHAIN
}

/** Appends changes to the log; `finish` stores how far each stream has come. Inside one transaction. */
export interface LogAppender {
  head(site: string, scope: string): ChainHead
  /**
   * Appends the next change of its stream. @param text its canonical texts and hash, where the caller has them
   * @throws RangeError when it is not the next (a fault of the caller)
   */
  append(change: Change, text?: HashedText): void
  /** Whether the log holds this change of this record, changes appended just now included. */
  knows(record: string, id: string): boolean
  finish(): void
}

/** The canonical texts of a change with the SHA-256 of its line. */
export interface HashedText extends Pick<ChangeText, 'fields'> {
  readonly hash: string
}

interface OpenStream {
  readonly stream: number
  seq: number
  hash: string
}

function hashedText(change: Change): HashedText {
  const { line, fields } = changeText(change)
  return { fields, hash: sha256Hex(line) }
}

/** @see LogAppender */
export function openAppender(db: WriteDb): LogAppender {
  const addChange = changeQuery(db, 'addChange')
  const open = new Map<string, OpenStream>()

  function streamOf(site: string, scope: string): OpenStream {
    const key = streamKey(site, scope)
    let stream = open.get(key)
    if (!stream) {
      const row = changeQuery<StreamRow>(db, 'stream').get(site, scope)
      stream = row
        ? { stream: row.stream, seq: row.seq, hash: row.hash }
        : {
            stream: Number(changeQuery(db, 'addStream').run(site, scope, CHAIN_START).lastInsertRowid),
            seq: 0,
            hash: CHAIN_START,
          }
      open.set(key, stream)
    }
    return stream
  }

  return {
    head: (site, scope) => streamOf(site, scope),
    knows: (record, id) => changeQuery(db, 'knows').get(record, id) !== undefined,
    append(change, { fields, hash } = hashedText(change)) {
      const stream = streamOf(change.site, change.scope)
      if (!follows(stream, change)) throw new RangeError(`change ${change.id} is not the next of its stream`)
      addChange.run(
        stream.stream,
        change.seq,
        change.id,
        change.record,
        change.kind,
        change.kindVersion,
        change.author,
        change.at,
        change.reason ?? null,
        fields,
        change.prev,
      )
      stream.seq = change.seq
      stream.hash = hash
    },
    finish() {
      for (const { stream, seq, hash } of open.values()) changeQuery(db, 'moveStream').run(seq, hash, stream)
    },
  }
}
