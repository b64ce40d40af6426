import { hash } from 'node:crypto'
import { hashesIn } from '../../../shared/attachments/entry'
import type { Flat } from '../../../shared/shapes'
import {
  type ChainHead,
  type ChangeText,
  changeText,
  committedFields,
  EMPTY_CHAIN,
  follows,
  hashOfLine,
  idOfChange,
  type LinedChange,
} from '../../../shared/sync/chain'
import {
  CHAIN_START,
  type Change,
  type Link,
  type Said,
  streamKey,
  type Typed,
} from '../../../shared/sync/change'
import { isErasable, outlivesRedaction, REDACTION_KIND } from '../../../shared/sync/redaction'
import { INTRODUCTION_KIND } from '../../../shared/sync/site'
import type { ReadDb, WriteDb } from '../context'
import { branchesOfStream, placeOf } from './branches'
import { erasedRecords, noteRedaction } from './erased'
import { ALL_COUNTS, type BranchRow, type ChangeRow, changeQuery } from './queries'

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex')
}

/** The hash of a change by its whole line. @param keys of its values, where they were read. @throws RangeError */
export const hashOf = (line: string, keys?: readonly string[]): string => hashOfLine(line, sha256Hex, keys)

/** Values as the log keeps them, or what is left of erased ones. */
type Fields = { readonly over: Change['over'] } & (
  | { readonly set: Flat }
  | { readonly commitment: string; readonly keys: readonly string[] }
)

/** In the place of a change's values that are not here: a hub's desk has those of most changes only where they are asked for. */
export const NOT_HERE = ''

/** The values of a change are asked for that are not here. */
export class ValuesNotHere extends Error {
  readonly record: string
  constructor(record: string) {
    super('the values of a change are not here')
    this.record = record
  }
}

/** A change out of its row. @throws ValuesNotHere */
export function changeFromRow(row: ChangeRow): Change {
  if (row.fields === NOT_HERE) throw new ValuesNotHere(row.record)
  const fields = JSON.parse(row.fields) as Fields
  return {
    id: row.id,
    clock: row.clock,
    site: row.site,
    scope: row.scope,
    seq: row.seq,
    record: row.record,
    kind: row.kind,
    kindVersion: row.kind_version,
    author: row.author,
    at: row.at,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...('set' in fields
      ? { salt: row.salt ?? '', set: fields.set }
      : {
          commitment: fields.commitment,
          set: Object.fromEntries(fields.keys.map((key) => [key, null])),
        }),
    over: fields.over,
  }
}

/** Every change of one record that counts, in id order, as written; `upgradedChangesOf` reads them as this version does. */
export function changesOf(db: ReadDb, record: string): Change[] {
  return changeQuery<ChangeRow>(db, 'ofRecord').all(record).map(changeFromRow)
}

/** The redactions among the counting changes of a record. */
export const redactionsOf = (db: ReadDb, record: string): readonly Change[] =>
  changeQuery<ChangeRow>(db, 'redactionsOf').all(record, REDACTION_KIND).map(changeFromRow)

/** Changes `from`…`to` of a branch, in order, read as they are asked for. */
export function* changesOfBranch(db: ReadDb, branch: number, from: number, to: number): Generator<Change> {
  for (const row of changeQuery<ChangeRow>(db, 'ofBranch').iterate(branch, from - 1, to))
    yield changeFromRow(row)
}

/** Every change that says who is who, in id order: introductions, and the words of offices as far as their streams count. */
export function officialChanges(db: ReadDb): Change[] {
  return changeQuery<ChangeRow>(db, 'official').all().map(changeFromRow)
}

/** The site that wrote a change of a record; `undefined` for a change that is not held. */
export const writerOf = (db: ReadDb, record: string, id: string): string | undefined =>
  changeQuery<{ site: string }>(db, 'siteOf').get(record, id)?.site

/** Whether a record has changes that no redaction erases. */
export const outlasts = (db: ReadDb, record: string): boolean =>
  changeQuery<ChangeRow>(db, 'ofRecord').all(record).some(outlivesRedaction)

/**
 * Drops what the log holds of the values of a record, for good: of each change the commitment and the keys stay. Contents that
 * they named wait to be cleaned away too.
 */
function dropValues(db: WriteDb, record: string): void {
  for (const row of changeQuery<ChangeRow>(db, 'ofRecord').all(record)) {
    const change = changeFromRow(row)
    if (!isErasable(change) || change.salt === undefined) continue
    noteContents(db, change)
    changeQuery(db, 'dropValues').run(committedFields(change, sha256Hex), row.branch, row.seq)
  }
}

/** Notes the contents that a change named whose values are dropped. */
function noteContents(db: WriteDb, { set }: Pick<Change, 'set'>): void {
  for (const hash of hashesIn(set)) changeQuery(db, 'addErasedContent').run(hash)
}

/** How a change that came meets the log. */
export type Footing = 'held' | 'next' | 'branch' | 'gap'

/** Appends changes to the log; `finish` stores how far each branch has come, also in between. Inside one transaction. */
export interface LogAppender {
  /**
   * Appends the next change of an own stream. A site that writes has one branch: an old copy gets another name.
   * @param salt 12 random bytes in base64
   * @param said what its line calls its record, where it is kept under another id
   * @returns it with its name, and the text of what it sets
   */
  extend(
    told: Typed,
    salt: string,
    said?: string,
  ): { readonly change: Change; readonly set: string | undefined }
  /**
   * How a change meets its stream: held already, next on a tip, the beginning of a branch of its own, or without the
   * change before it.
   */
  standing(change: Link, hash: string): Footing
  /**
   * Puts a change that is next or begins a branch into the log, under the id by which its record is kept. @param text of its line
   * @throws RangeError for a change that is held or has nothing to go on from (a fault of the caller)
   */
  place(lined: LinedChange, text: Pick<ChangeText, 'fields'>): void
  /** How many counting changes of this record and name the log holds, changes appended just now included. */
  named(record: string, name: string): number
  /** Whether a redaction that is held erases the values of this change: they are not kept. */
  isErased(change: Said): boolean
  /** Erases the values of the record that a redaction names, those held and those to come. */
  erase(record: string, redaction: Change): void
  finish(): void
}

interface OpenBranch {
  readonly branch: number
  seq: number
  hash: string
}

/** @see LogAppender */
export function openAppender(db: WriteDb): LogAppender {
  const addChange = changeQuery(db, 'addChange')
  const erased = new Set(erasedRecords(db))
  const open = new Map<number, OpenBranch>()
  /** Stream → the branch that was appended to last. */
  const last = new Map<string, OpenBranch>()

  const opened = (row: Pick<BranchRow, 'branch' | 'seq' | 'hash'>): OpenBranch => {
    const held = open.get(row.branch) ?? { branch: row.branch, seq: row.seq, hash: row.hash }
    open.set(row.branch, held)
    return held
  }

  function begin({ site, scope, kind }: Typed, parent: number | null, at: ChainHead): OpenBranch {
    const { lastInsertRowid } = changeQuery(db, 'addBranch').run({
      site,
      scope,
      parent,
      introduces: parent === null && kind === INTRODUCTION_KIND ? 1 : 0,
      after: at.seq,
      hash: at.hash,
      counts_to: ALL_COUNTS,
    })
    return opened({ branch: Number(lastInsertRowid), ...at })
  }

  function own(site: string, scope: string): OpenBranch | undefined {
    const key = streamKey(site, scope)
    const row = last.get(key) ?? branchesOfStream(db, site, scope)[0]
    if (!row) return undefined
    const found = opened(row)
    last.set(key, found)
    return found
  }

  const isErased = (told: Said): boolean => erased.size > 0 && erased.has(told.record) && isErasable(told)

  function append(at: OpenBranch, told: Said, hash: string, fields: string): void {
    const isDropped = told.salt !== undefined && isErased(told)
    if (isDropped) noteContents(db, told)
    addChange.run(
      at.branch,
      told.seq,
      told.clock,
      Buffer.from(hash, 'hex'),
      told.record,
      told.kind,
      told.kindVersion,
      told.author,
      told.at,
      told.reason ?? null,
      isDropped ? null : (told.salt ?? null),
      isDropped ? committedFields(told, sha256Hex) : fields,
    )
    at.seq = told.seq
    at.hash = hash
    last.set(streamKey(told.site, told.scope), at)
  }

  /** The branch whose tip a change goes on from. */
  function tipBefore(change: Link): OpenBranch | undefined {
    const at = last.get(streamKey(change.site, change.scope))
    if (at && follows(at, change)) return at
    const before = placeOf(db, change, change.seq - 1, change.prev)
    if (!before) return undefined
    const branch = opened(before)
    return follows(branch, change) ? branch : undefined
  }

  return {
    isErased,
    erase(record, redaction) {
      noteRedaction(db, record, redaction)
      erased.add(record)
      dropValues(db, record)
    },
    named: (record, name) => changeQuery<{ n: number }>(db, 'named').get(record, name)?.n ?? 0,
    extend(told, salt, said = told.record) {
      const at = own(told.site, told.scope) ?? begin(told, null, EMPTY_CHAIN)
      const next: Said = { ...told, salt, seq: at.seq + 1 }
      const { line, fields, set } = changeText({ ...next, record: said, prev: at.hash })
      const hash = hashOf(line, Object.keys(told.set))
      append(at, next, hash, fields)
      return { change: { ...next, id: idOfChange(told.clock, hash) }, set }
    },
    standing(change, hash) {
      // A change that goes on from the one appended just now can not be held.
      const at = last.get(streamKey(change.site, change.scope))
      if (at && follows(at, change)) return 'next'
      if (placeOf(db, change, change.seq, hash)) return 'held'
      if (change.seq === 1) return change.prev === CHAIN_START ? 'branch' : 'gap'
      if (tipBefore(change)) return 'next'
      return placeOf(db, change, change.seq - 1, change.prev) ? 'branch' : 'gap'
    },
    place({ change, hash }, { fields }) {
      const { seq, prev } = change
      const tip = tipBefore(change)
      if (tip) return append(tip, change, hash, fields)
      const parent = seq === 1 ? undefined : placeOf(db, change, seq - 1, prev)
      if ((!parent && seq > 1) || placeOf(db, change, seq, hash))
        throw new RangeError(`change ${change.id} has no place in its stream`)
      append(begin(change, parent?.branch ?? null, { seq: seq - 1, hash: prev }), change, hash, fields)
    },
    finish() {
      for (const { branch, seq, hash } of open.values()) changeQuery(db, 'moveBranch').run(seq, hash, branch)
    },
  }
}
