import type { Output, Parsed } from '../../../shared/contract'
import type { ConflictEntry } from '../../../shared/contract/records'
import { AppError } from '../../../shared/errors'
import type { Json } from '../../../shared/json'
import { kindOf, knownKind } from '../../../shared/kinds'
import { displayAtKey, fieldOfKey, labelOfKey } from '../../../shared/kinds/display'
import { type RecordPatch, splitKey, toBody } from '../../../shared/kinds/patch'
import { maskValue } from '../../../shared/masking'
import { DELETED } from '../../../shared/sync/change'
import { headsOf, type State } from '../../../shared/sync/merge'
import { openConflicts } from '../changes/derived'
import { changesOf } from '../changes/log'
import { stateOf } from '../changes/project'
import type { OpenContext, ReadDb } from '../context'
import { openChecker } from './check'
import { type FindName, nameFinder, nameOrId } from './names'
import { conflictingIds, countConflicting, siteNames } from './queries'
import { editOf, ownState, writeOne } from './save'
import { districtWords } from './words'

/** Every key that holds several different values, with all of them. `limit` counts records. */
export function listConflicts(db: ReadDb, limit: number): Output<'records.conflicts'> {
  const names = nameFinder(db)
  const sites = siteNames(db)
  const conflicts = conflictingIds(db, limit).flatMap((id) => {
    const state = stateOf(db, id)
    return state ? entriesOf(db, id, state, names, sites) : []
  })
  return { conflicts, records: countConflicting(db) }
}

/** Decides one conflict: every head is replaced by the chosen value. @throws AppError `record.no-conflict`, `record.invalid` */
export function resolveConflict(
  ctx: OpenContext,
  input: Parsed<'records.resolve'>,
): Output<'records.resolve'> {
  const state = ownState(ctx, input.record)
  if (!openConflicts(state).includes(input.key)) throw new AppError('record.no-conflict', { key: input.key })
  const value =
    input.keep === undefined ? newValue(ctx, state, input) : keptValue(state, input.key, input.keep)
  return writeOne(ctx, { ...editOf(input.record, state, { [input.key]: value }), reason: input.reason })
}

function keptValue(state: State, key: string, change: string): Json {
  const head = headsOf(state, key).find(([id]) => id === change)
  if (!head) throw new AppError('record.no-conflict', { key })
  return head[1]
}

/** A value that is none of the heads goes through the same check as one typed into the form. */
function newValue(ctx: OpenContext, state: State, { record, key, value }: Parsed<'records.resolve'>): Json {
  if (value === undefined)
    throw new AppError('call.invalid', { problems: [{ field: 'value', reason: 'required' }] })
  if (key === DELETED && typeof value === 'boolean') return value
  const { field, row } = splitKey(key)
  const patch: RecordPatch =
    row === undefined ? { [field]: value } : { [field]: [{ ...asCells(value), id: row }] }
  const { set, problems } = openChecker(ctx).check(kindOf(state.kind), state.body, patch, record)
  if (problems.length > 0) throw new AppError('record.invalid', { kind: state.kind, problems })
  return set[key] ?? state.body[key] ?? null
}

function asCells(value: Json): RecordPatch {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RecordPatch) : {}
}

function entriesOf(
  db: ReadDb,
  record: string,
  state: State,
  names: FindName,
  sites: ReadonlyMap<string, string>,
): ConflictEntry[] {
  const kind = knownKind(state.kind)
  const nameOf = nameOrId(names)
  const wordsOf = districtWords(db)
  const changes = new Map(changesOf(db, record).map((change) => [change.id, change]))
  const number = state.body.$number
  return openConflicts(state).map((key) => {
    const field = fieldOfKey(kind, key)
    return {
      record,
      kind: state.kind,
      title: kind ? kind.title(toBody(kind, state.body), nameOf, wordsOf) : record,
      number: typeof number === 'string' ? number : null,
      key,
      label: labelOfKey(kind, key),
      heads: headsOf(state, key).map(([id, raw]) => {
        const change = changes.get(id)
        const site = change?.site ?? id.slice(16)
        const value = maskValue(field, raw)
        return {
          change: id,
          author: change?.author ?? '',
          site,
          siteName: sites.get(site) ?? site,
          at: change?.at ?? '',
          value,
          text: key === DELETED ? deletedText(raw) : displayAtKey(kind, key, value, nameOf, wordsOf),
        }
      }),
    }
  })
}

function deletedText(value: Json): string {
  return value === true ? '已删除' : '保留'
}
