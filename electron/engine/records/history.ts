import { isFileKey } from '../../../shared/attachments/entry'
import type { Kind, NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { maskValue } from '../../../shared/disclosure/mask-record'
import { AppError } from '../../../shared/errors'
import { type Json, sameJson } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { displayAtKey, fieldOfKey, labelOfKey } from '../../../shared/records/display'
import type { HistoryEntry } from '../../../shared/records/history'
import { isMarkKey } from '../../../shared/records/merge-marks'
import type { Flat } from '../../../shared/shapes'
import { type Change, DELETED, NUMBER, nameOf as nameOfChange } from '../../../shared/sync/change'
import { awaitedInMemory, type Folding, openFolding } from '../../../shared/sync/merge'
import { isClockAhead } from '../changes/clock-ahead'
import { asMade } from '../changes/order'
import { upgradedChangesOf } from '../changes/upgraded'
import type { ReadDb } from '../context'
import { districtWords } from '../district/words'
import { openArrivals } from './arrived'
import { nameFinder, nameOrId } from './names'
import { siteNames } from './queries'

/** What a history's words are made of. */
export interface HistoryWords {
  readonly nameOf: NameOf
  readonly wordsOf: WordsOf
  readonly siteNameOf: (site: string) => string
  readonly isAhead: (change: Change) => boolean
}

/**
 * Every change of a record in order, old and new values side by side, masked as everywhere.
 * @param now milliseconds. @throws AppError `record.not-found`
 */
export function historyOf(db: ReadDb, id: string, now: number): HistoryEntry[] {
  const changes = upgradedChangesOf(db, id)
  if (changes.length === 0) throw new AppError('record.not-found', { id })
  const sites = siteNames(db)
  const arrivedWith = openArrivals(db, sites)
  return historyEntries(changes, {
    nameOf: nameOrId(nameFinder(db)),
    wordsOf: districtWords(db),
    siteNameOf: (site) => sites.get(site) ?? site,
    isAhead: (change) => isClockAhead(change.clock, arrivedWith(change)?.at ?? null, now),
  })
}

/** The changes of one record as people read them, masked as everywhere. @param changes in id order */
export function historyEntries(changes: readonly Change[], words: HistoryWords): HistoryEntry[] {
  const { nameOf, wordsOf, siteNameOf, isAhead } = words
  /** By name. */
  const applied = new Map<string, Flat>()
  const record = openFolding(
    undefined,
    awaitedInMemory((other) => applied.has(other)),
  )
  return asMade(changes).map((change) => {
    const isNew = record.standing === undefined
    const told = {
      change: change.id,
      author: change.author,
      site: change.site,
      siteName: siteNameOf(change.site),
      at: change.at,
      reason: change.reason ?? null,
      clockAhead: isAhead(change),
      action: actionOf(record, change),
      fields: fieldsOf(
        knownKind(change.kind),
        isNew ? withoutNumber(change) : change,
        nameOf,
        wordsOf,
        (key) => replacedBy(change, key, record, applied),
      ),
    }
    record.apply(change)
    applied.set(nameOfChange(change.id), change.set)
    return told
  })
}

/**
 * The value that a change wrote under a key, or replaced there (of several the one that was shown), whole.
 * @throws AppError `call.invalid` for a change that is not of this record or does not set the key
 */
export function valueInHistory(
  db: ReadDb,
  id: string,
  {
    change: wanted,
    key,
    side,
  }: { readonly change: string; readonly key: string; readonly side: 'old' | 'new' },
): Json {
  /** By name. */
  const applied = new Map<string, Flat>()
  const record = openFolding(
    undefined,
    awaitedInMemory((other) => applied.has(other)),
  )
  for (const change of asMade(upgradedChangesOf(db, id))) {
    if (change.id === wanted && Object.hasOwn(change.set, key))
      return (side === 'new' ? change.set[key] : replacedBy(change, key, record, applied).at(-1)) ?? null
    record.apply(change)
    applied.set(nameOfChange(change.id), change.set)
  }
  throw new AppError('call.invalid', { problems: [{ field: 'change', reason: 'field.unknown' }] })
}

function actionOf(before: Folding, change: Change): HistoryEntry['action'] {
  if (!before.standing) return 'create'
  if (change.set[DELETED] === true) return 'delete'
  return before.shown(DELETED) === true ? 'restore' : 'edit'
}

/**
 * The different values that a change of a key replaced, as whoever wrote it knew them: both where it decided between two, and
 * not what another wrote meanwhile.
 */
function replacedBy(
  { over }: Change,
  key: string,
  before: Folding,
  applied: ReadonlyMap<string, Flat>,
): readonly Json[] {
  const ids = Object.hasOwn(over, key) ? (over[key] ?? []) : []
  const values = ids.flatMap((id) => {
    const set = applied.get(id)
    return set && Object.hasOwn(set, key) ? [set[key] ?? null] : []
  })
  if (values.length === 0) return [before.shown(key) ?? null]
  return values.filter((value, at) => values.findIndex((other) => sameJson(other, value)) === at)
}

/** A new record's number stands above its history; a later one is told in it. */
function withoutNumber({ set: { [NUMBER]: _, ...set }, ...change }: Change): Change {
  return { ...change, set }
}

function fieldsOf(
  kind: Kind | undefined,
  change: Change,
  nameOf: NameOf,
  wordsOf: WordsOf,
  replaced: (key: string) => readonly Json[],
): HistoryEntry['fields'] {
  return inFormOrder(kind, Object.keys(change.set))
    .filter((key) => !key.startsWith('$') || key === NUMBER || isFileKey(key) || isMarkKey(key))
    .map((key) => {
      const field = fieldOfKey(kind, key)
      const was = replaced(key).map((value) => maskValue(field, value))
      const texts = was.map((value) => displayAtKey(kind, key, value, nameOf, wordsOf))
      const is = maskValue(field, change.set[key] ?? null)
      return {
        key,
        label: labelOfKey(kind, key),
        old: was.at(-1) ?? null,
        new: is,
        oldText: texts.length > 1 ? texts.map((text) => text || '（空）').join(' 或 ') : (texts[0] ?? ''),
        newText: displayAtKey(kind, key, is, nameOf, wordsOf),
      }
    })
}

/** Keys in the order in which the form asks for them, rows behind one another; states and marks of the program last. */
function inFormOrder(kind: Kind | undefined, keys: readonly string[]): readonly string[] {
  const order = new Map((kind?.form.flat() ?? []).map((field, at) => [field, at]))
  const placeOf = (key: string): number => order.get(key.split('/')[0] ?? '') ?? order.size
  return [...keys].sort((a, b) => placeOf(a) - placeOf(b))
}
