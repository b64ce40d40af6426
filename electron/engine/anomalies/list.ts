import type { Output, Parsed } from '../../../shared/contract'
import type { AnomalyEntry } from '../../../shared/contract/anomalies'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import { isSeveral, RECORD_ID } from '../../../shared/facts/domain'
import type { Json } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { maskText } from '../../../shared/privacy/masks'
import { boundsOf } from '../../../shared/records/value'
import { cellsOf, type Flat } from '../../../shared/shapes'
import { headsOf } from '../../../shared/sync/merge'
import { stateOf } from '../changes/project'
import { upgradedChangesOf } from '../changes/upgraded'
import type { ReadDb } from '../context'
import { type ArrivedWith, openArrivals } from '../records/arrived'
import { siteNames, type ViewRow, viewsByRid } from '../records/queries'
import { viewsOf } from '../records/view'
import { anomaliesOf, countAnomalies, recordsWithAnomalies } from './queries'

/** Every value that is none of its field, with whose it is and which file brought it, a page of records at a time. */
export function listAnomalies(
  db: ReadDb,
  { kind, limit, after }: Parsed<'anomalies.list'>,
): Output<'anomalies.list'> {
  const found = recordsWithAnomalies(db, { kind, limit: limit + 1, after })
  const page = found.slice(0, limit)
  const rows = viewsByRid(db, page).toSorted((one, other) => other.rid - one.rid)
  const titles = new Map(viewsOf(db, rows).map(({ id, title }) => [id, title]))
  const sites = siteNames(db)
  const arrivedWith = openArrivals(db, sites)
  return {
    anomalies: rows.flatMap((row) =>
      entriesOf({ db, sites, arrivedWith }, row, titles.get(row.id) ?? row.id),
    ),
    records: countAnomalies(db),
    next: found.length > limit ? (page.at(-1) ?? null) : null,
  }
}

/** What one list looks up once. */
interface Looking {
  readonly db: ReadDb
  readonly sites: ReadonlyMap<string, string>
  readonly arrivedWith: ArrivedWith
}

function entriesOf(looking: Looking, row: ViewRow, title: string): AnomalyEntry[] {
  const kind = knownKind(row.kind)
  if (!kind) return []
  const flat = JSON.parse(row.body) as Flat
  const writtenBy = writersOf(looking, row.id)
  return anomaliesOf(looking.db, row.rid).map(({ field: path, reason }) => {
    const { key, field, label, value } = placeOf(kind, { id: row.id, flat }, path)
    return {
      record: row.id,
      kind: row.kind,
      title,
      number: row.number,
      field: path,
      label,
      text: shownText(field, value),
      reason,
      params: { ...paramsOf(field, value) },
      ...writtenBy(key),
    }
  })
}

/** The key that changes set, the field or cell of a path, and what stands there. */
function placeOf(
  kind: Kind,
  { id, flat }: { readonly id: string; readonly flat: Flat },
  path: string,
): { readonly key: string; readonly field: Field | undefined; readonly label: string; readonly value: Json } {
  if (path === RECORD_ID) return { key: path, field: undefined, label: '记录编号', value: id }
  const [name = '', row, cell] = path.split('/')
  const key = row === undefined ? name : `${name}/${row}`
  const whole = fieldOf(kind, name)
  const value = flat[key] ?? null
  if (cell === undefined || whole?.type !== 'rows')
    return { key, field: whole, label: whole?.label ?? name, value }
  const field = Object.hasOwn(whole.of, cell) ? whole.of[cell] : undefined
  return { key, field, label: `${whole.label}·${field?.label ?? cell}`, value: cellsOf(value)[cell] ?? null }
}

/** Who wrote what stands under a key, and by which file it came. */
function writersOf(
  { db, sites, arrivedWith }: Looking,
  record: string,
): (key: string) => Pick<AnomalyEntry, 'author' | 'siteName' | 'at' | 'bundle'> {
  const state = stateOf(db, record)
  const changes = new Map(upgradedChangesOf(db, record).map((change) => [change.id, change]))
  return (key) => {
    const heads = state ? headsOf(state, key) : []
    // A total stands under no change: it follows its rows.
    const change = changes.get(heads.at(-1)?.[0] ?? state?.lastChange ?? '')
    return {
      author: change?.author ?? '',
      siteName: change ? (sites.get(change.site) ?? change.site) : '',
      at: change?.at ?? '',
      bundle: change ? arrivedWith(change) : null,
    }
  }
}

/** So much of a value is shown: enough to be found again. */
const SHOWN = 60

/**
 * What stands in a field, as it lies there. What a mask could not shorten, because it is no text or holds several fields, is
 * not shown at all.
 */
function shownText(field: Field | undefined, value: Json): string {
  if (value === null) return ''
  if (field?.type === 'rows' || (field?.mask !== undefined && typeof value !== 'string')) return HIDDEN
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const shown = field?.mask === undefined ? text : maskText(field.mask, text)
  const characters = [...shown.slice(0, SHOWN * 2).toWellFormed()]
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : characters.join('')
}

const HIDDEN = '（内容不显示）'

/** What the sentences of `field-problems.ts` ask for. */
function paramsOf(field: Field | undefined, value: Json): Readonly<Record<string, string | number>> {
  const bounds = field === undefined ? {} : boundsOf(field)
  const isNamed = bounds.max === undefined || (field !== undefined && isSeveral(field))
  return isNamed ? { ...bounds, value: shownText(field, value) } : bounds
}
