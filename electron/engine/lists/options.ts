import type { Output, Parsed } from '../../../shared/contract'
import { fieldOf, type Kind, type NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { kindOf } from '../../../shared/kinds'
import { displayValue } from '../../../shared/records/display'
import type { Body } from '../../../shared/shapes'
import type { OpenContext, ReadDb } from '../context'
import { lineOf, readUnits } from '../district/units'
import { districtWords } from '../district/words'
import { nameFinder, nameOrId } from '../records/names'
import type { ViewRow } from '../records/queries'
import { viewsOf } from '../records/view'
import { seesWhole, type Wanted } from './filter'
import { orderOf, pageOf } from './list'

/** Where a record stands among the units. */
const places = ['level', 'parent', 'unit'] as const

/** What a reference field can point at: names that begin with the typed text first; units in the tree's order, others in the kind's own. */
export function optionsFor(
  { db, site, user }: Pick<OpenContext, 'db' | 'site' | 'user'>,
  input: Parsed<'records.options'>,
): Output<'records.options'> {
  const kind = kindOf(input.kind)
  // A street's laptop logs nothing under other streets, so it is not offered their villages.
  const unit = input.unit ?? (kind.tree && site.role === 'street' ? site.unit : undefined)
  const wanted: Wanted = {
    ...(input.text?.trim() ? { text: input.text } : {}),
    ...(unit === undefined ? {} : { unit }),
    levels: input.levels,
    seesWhole: seesWhole(user),
  }
  const nameOf = nameOrId(nameFinder(db))
  const wordsOf = districtWords(db)
  const options = viewsOf(db, rowsFor(db, kind, wanted, input)).map(({ id, title, body }) => ({
    id,
    label: title,
    detail: detailOf(kind, body, nameOf, wordsOf),
  }))
  const typed = input.text?.trim()
  if (!typed) return { options }
  const [first, rest] = [true, false].map((begins) =>
    options.filter((option) => option.label.startsWith(typed) === begins),
  )
  return { options: [...(first ?? []), ...(rest ?? [])] }
}

/** Those near the asked unit first; without a typed text the others only where nothing is near. */
function rowsFor(
  db: ReadDb,
  kind: Kind,
  wanted: Wanted,
  { near, limit }: Parsed<'records.options'>,
): readonly ViewRow[] {
  const find = (more: Partial<Wanted> = {}): readonly ViewRow[] =>
    pageOf(db, kind, { ...wanted, ...more }, orderOf(kind), limit).rows
  if (kind.tree)
    return inTreeOrder(db, pageOf(db, kind, wanted, orderOf(kind), MOST_UNITS).rows).slice(0, limit)
  if (near === undefined || !fieldOf(kind, 'unit')?.index) return find()
  const [, ...above] = lineOf(readUnits(db), near)
  const close = [...find({ unit: near }), ...above.flatMap((unit) => find({ where: { unit } }))]
  if (close.length > 0 && wanted.text === undefined) return close.slice(0, limit)
  const known = new Set(close.map(({ id }) => id))
  return [...close, ...find().filter(({ id }) => !known.has(id))].slice(0, limit)
}

/** A district has fewer: all of them are put in order before the first are offered. */
const MOST_UNITS = 3000

function inTreeOrder(db: ReadDb, rows: readonly ViewRow[]): readonly ViewRow[] {
  const places = new Map(readUnits(db).all.map(({ id }, at) => [id, at]))
  const placeOf = ({ id }: ViewRow): number => places.get(id) ?? places.size
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b))
}

/** What tells two records of the same name apart (`Kind.toldApartBy`). */
export function detailOf(kind: Kind, body: Body, nameOf: NameOf, wordsOf: WordsOf): string {
  return (kind.toldApartBy ?? places)
    .map((key) => displayValue(fieldOf(kind, key), body[key], nameOf, wordsOf))
    .filter((text) => text !== '')
    .join(' ')
}

/** Display names of the ids that are known here. */
export function namesOf(db: ReadDb, ids: readonly string[]): Record<string, string> {
  const find = nameFinder(db)
  const found = ids.map((id) => [id, find(id)] as const)
  return Object.fromEntries(found.filter((pair): pair is [string, string] => pair[1] !== undefined))
}
