import { isFileKey } from '../../../shared/attachments/entry'
import type { Output, Parsed } from '../../../shared/contract'
import type { ConflictEntry, ConflictHead } from '../../../shared/contract/conflicts'
import type { Kind, NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { maskBody, maskValue } from '../../../shared/disclosure/mask-record'
import { openConflicts } from '../../../shared/editing/derived'
import type { Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { joinTexts } from '../../../shared/language/join-texts'
import { splitKey, toBody } from '../../../shared/records/both-shapes'
import { displayAtKey, displayValue, fieldOfKey, labelOfKey } from '../../../shared/records/display'
import { isMarkKey } from '../../../shared/records/merge-marks'
import { stateLabel } from '../../../shared/records/states'
import { type Flat, isCells } from '../../../shared/shapes'
import { DELETED } from '../../../shared/sync/change'
import { onlyHolds } from '../../../shared/sync/manifest'
import { headsOf, type State } from '../../../shared/sync/merge'
import { isClockAhead } from '../changes/clock-ahead'
import { stateOf } from '../changes/project'
import { countConflicting } from '../changes/queries'
import { upgradedChangesOf } from '../changes/upgraded'
import type { OpenContext } from '../context'
import { districtWords } from '../district/words'
import { type ArrivedWith, openArrivals } from '../records/arrived'
import { nameFinder, nameOrId } from '../records/names'
import { conflictingRecords, siteNames } from '../records/queries'
import { type Changes, partingOf, valueAt } from './ancestry'
import { cellsTogether } from './rows'
import { forbiddenMove, type MovedApart, movedApart, stateBefore } from './states'

/** What one list looks up once. */
interface Looking {
  readonly ctx: OpenContext
  readonly nameOf: NameOf
  readonly wordsOf: WordsOf
  readonly sites: ReadonlyMap<string, string>
  readonly arrivedWith: ArrivedWith
}

/** One record with conflicts, its kind and its changes. */
interface Doubted {
  readonly record: string
  readonly state: State
  readonly kind: Kind | undefined
  readonly changes: Changes
}

type About = ConflictEntry['about']
type Part = ConflictHead['parts'][number]

/** Every key that holds several different values, with all of them, a page of records at a time. */
export function listConflicts(
  ctx: OpenContext,
  { record, kind, limit, after }: Parsed<'records.conflicts'>,
): Output<'records.conflicts'> {
  const found = conflictingRecords(ctx.db, { record, kind, limit: limit + 1, after })
  const page = found.slice(0, limit)
  const sites = siteNames(ctx.db)
  const looking: Looking = {
    ctx,
    nameOf: nameOrId(nameFinder(ctx.db)),
    wordsOf: districtWords(ctx.db),
    sites,
    arrivedWith: openArrivals(ctx.db, sites),
  }
  return {
    conflicts: page.flatMap(({ id }) => entriesOf(looking, id)),
    records: countConflicting(ctx.db),
    next: found.length > limit ? (page.at(-1)?.rid ?? null) : null,
  }
}

function entriesOf(looking: Looking, record: string): ConflictEntry[] {
  const state = stateOf(looking.ctx.db, record)
  if (!state) return []
  const kind = knownKind(state.kind)
  const changes = new Map(upgradedChangesOf(looking.ctx.db, record).map((change) => [change.id, change]))
  const apart = movedApart(kind, state)
  const within = new Set(apart.flatMap(({ with: keys }) => keys))
  const doubted: Doubted = { record, state, kind, changes }
  return openConflicts(state)
    .filter((key) => !within.has(key))
    .map((key) =>
      entryOf(
        looking,
        doubted,
        key,
        apart.find(({ flow }) => flow.field === key),
      ),
    )
}

function entryOf(
  looking: Looking,
  doubted: Doubted,
  key: string,
  apart: MovedApart | undefined,
): ConflictEntry {
  const { record, state, kind, changes } = doubted
  const { ctx, nameOf, wordsOf } = looking
  const about = aboutOf(kind, key, apart)
  const heads = headsOf(state, key)
  const parting = partingOf(
    changes,
    heads.map(([id]) => id),
    key,
  )
  const before = parting === undefined ? undefined : valueAt(changes, parting, key)
  const number = state.body.$number
  return {
    record,
    kind: state.kind,
    title: kind ? kind.title(maskBody(kind, toBody(kind, state.body)).body, nameOf, wordsOf) : record,
    number: typeof number === 'string' ? number : null,
    key,
    label: about === 'deletion' ? '删除还是保留' : labelOfKey(kind, key),
    about,
    base:
      before === undefined || about === 'deletion'
        ? null
        : { ...shown(looking, doubted, key, about, before), parts: partsOf(looking, doubted, key, before) },
    heads: heads.map(([id, value]) => headOf(looking, doubted, { key, about, apart, id, value })),
    mayDecide: kind !== undefined && isOurs(ctx, kind, state),
    mayType: about === 'field' || about === 'row',
    both: bothOf(kind, key, heads),
    together: about === 'row' ? togetherOf(looking, doubted, key) : null,
  }
}

function aboutOf(kind: Kind | undefined, key: string, apart: MovedApart | undefined): About {
  if (key === DELETED) return 'deletion'
  if (isFileKey(key)) return 'file'
  if (isMarkKey(key) || key.startsWith('$')) return 'mark'
  if (apart) return 'state'
  if (fieldOfKey(kind, key)?.type === 'rows') return 'row'
  return 'field'
}

/** Whether this computer may write the record: the same owners and scopes as for any edit. */
function isOurs({ site }: OpenContext, kind: Kind, state: State): boolean {
  if (onlyHolds(site.role)) return false
  return site.role === 'district' || (kind.owner !== 'district' && state.scope === site.scope)
}

interface Head {
  readonly key: string
  readonly about: About
  readonly apart: MovedApart | undefined
  readonly id: string
  readonly value: Json
}

function headOf(looking: Looking, doubted: Doubted, { key, about, apart, id, value }: Head): ConflictHead {
  const { ctx, sites } = looking
  const change = doubted.changes.get(id)
  const site = change?.site ?? id.slice(16)
  const isAllowed =
    !apart ||
    forbiddenMove(apart.flow, stateBefore(doubted.changes, apart), value, ctx.user.role) === undefined
  const bundle = change ? looking.arrivedWith(change) : null
  return {
    change: id,
    author: change?.author ?? '',
    site,
    siteName: sites.get(site) ?? site,
    at: change?.at ?? '',
    clockAhead: change !== undefined && isClockAhead(change.clock, bundle?.at ?? null, ctx.clock.now()),
    reason: change?.reason ?? null,
    bundle,
    mayKeep: isAllowed,
    ...shown(looking, doubted, key, about, value),
    // A row is its cells; of a move or an edit that somebody else deleted, what else it did is what one decides by.
    parts:
      about === 'state' || about === 'deletion'
        ? alsoSet(looking, doubted, key, id)
        : partsOf(looking, doubted, key, value),
  }
}

function shown(
  { nameOf, wordsOf }: Looking,
  { kind }: Doubted,
  key: string,
  about: About,
  raw: Json,
): Pick<ConflictHead, 'value' | 'text'> {
  const value = maskValue(fieldOfKey(kind, key), raw)
  if (about === 'deletion') return { value, text: raw === true ? '删除' : '保留' }
  if (about === 'row' && raw === null) return { value, text: '删除这一条' }
  const flow = about === 'state' ? kind?.flows?.find(({ field }) => field === key) : undefined
  if (flow) return { value, text: stateLabel(flow, typeof raw === 'string' ? raw : flow.initial) }
  return { value, text: displayAtKey(kind, key, value, nameOf, wordsOf) }
}

/** The cells of a row, all of them, so that two rows can be laid side by side; nothing for any other value. */
function partsOf({ nameOf, wordsOf }: Looking, { kind }: Doubted, key: string, raw: Json): Part[] {
  const field = fieldOfKey(kind, key)
  const cells = maskValue(field, raw)
  if (field?.type !== 'rows' || !isCells(cells)) return []
  return Object.entries(field.of).map(([cell, of]) => ({
    key: cell,
    label: of.label,
    text: displayValue(of, cells[cell], nameOf, wordsOf),
  }))
}

/** What the same change set beside `key`, in words. */
function alsoSet({ nameOf, wordsOf }: Looking, { kind, changes }: Doubted, key: string, id: string): Part[] {
  const set: Flat = changes.get(id)?.set ?? {}
  return Object.entries(set)
    .filter(([other]) => other !== key && (!other.startsWith('$') || isFileKey(other)))
    .map(([other, raw]) => ({
      key: other,
      label: labelOfKey(kind, other),
      text: displayAtKey(kind, other, maskValue(fieldOfKey(kind, other), raw), nameOf, wordsOf),
    }))
}

function togetherOf(looking: Looking, doubted: Doubted, key: string): ConflictEntry['together'] {
  const row = cellsTogether(doubted.state, doubted.changes, key)
  return row
    ? { ...shown(looking, doubted, key, 'row', row), parts: partsOf(looking, doubted, key, row) }
    : null
}

function bothOf(
  kind: Kind | undefined,
  key: string,
  heads: readonly (readonly [string, Json])[],
): string | null {
  const field = splitKey(key).row === undefined ? fieldOfKey(kind, key) : undefined
  if (field?.type !== 'longText' || field.merge !== 'keepBoth') return null
  const texts = heads.map(([, value]) => value).filter((value) => typeof value === 'string')
  return texts.length > 1 ? joinTexts(texts) : null
}
