import { isFileKey } from '../../../shared/attachments/entry'
import type { HistoryEntry } from '../../../shared/contract/records'
import { AppError } from '../../../shared/errors'
import { knownKind } from '../../../shared/kinds'
import type { Kind, NameOf } from '../../../shared/kinds/define'
import { displayAtKey, fieldOfKey, labelOfKey } from '../../../shared/kinds/display'
import { isMarkKey } from '../../../shared/kinds/merge-marks'
import type { WordsOf } from '../../../shared/kinds/words'
import { maskValue } from '../../../shared/masking'
import { type Change, DELETED } from '../../../shared/sync/change'
import { applyChange, isDeleted, type State } from '../../../shared/sync/merge'
import { changesOf } from '../changes/log'
import type { ReadDb } from '../context'
import { nameFinder, nameOrId } from './names'
import { siteNames } from './queries'
import { districtWords } from './words'

/** Every change of a record in order, old and new values side by side, masked as everywhere. @throws AppError `record.not-found` */
export function historyOf(db: ReadDb, id: string): HistoryEntry[] {
  const changes = changesOf(db, id)
  if (changes.length === 0) throw new AppError('record.not-found', { id })
  const names = nameOrId(nameFinder(db))
  const words = districtWords(db)
  const sites = siteNames(db)
  const applied = new Set<string>()
  let state: State | undefined
  return changes.map((change) => {
    const before = state
    state = applyChange(before, change, (other) => applied.has(other))
    applied.add(change.id)
    return {
      change: change.id,
      author: change.author,
      site: change.site,
      siteName: sites.get(change.site) ?? change.site,
      at: change.at,
      reason: change.reason ?? null,
      action: actionOf(before, change),
      fields: fieldsOf(knownKind(change.kind), before, change, names, words),
    }
  })
}

function actionOf(before: State | undefined, change: Change): HistoryEntry['action'] {
  if (!before) return 'create'
  if (change.set[DELETED] === true) return 'delete'
  return isDeleted(before) ? 'restore' : 'edit'
}

function fieldsOf(
  kind: Kind | undefined,
  before: State | undefined,
  change: Change,
  nameOf: NameOf,
  wordsOf: WordsOf,
): HistoryEntry['fields'] {
  return Object.keys(change.set)
    .filter((key) => !key.startsWith('$') || isFileKey(key) || isMarkKey(key))
    .map((key) => {
      const field = fieldOfKey(kind, key)
      const was = maskValue(field, before?.body[key] ?? null)
      const is = maskValue(field, change.set[key] ?? null)
      return {
        key,
        label: labelOfKey(kind, key),
        old: was,
        new: is,
        oldText: displayAtKey(kind, key, was, nameOf, wordsOf),
        newText: displayAtKey(kind, key, is, nameOf, wordsOf),
      }
    })
}
