import type { Output, Parsed } from '../../../shared/contract'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { kindOf } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import type { Body, Flat } from '../../../shared/shapes'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { isOnOneLine, readUnits } from '../district/units'
import { today } from '../moment'
import { findIdentity } from './queries'

/** How many of a person's newest records are looked through, how many for those of one unit, and how many values are offered. */
const LOOKED_THROUGH = 60
const LOOKED_FOR_UNIT = 300
const OFFERED = 20

/** What a new form starts with and offers: today, and what this person typed last, where that follows the unit for the same one. */
export function suggestFor(ctx: OpenContext, input: Parsed<'records.suggest'>): Output<'records.suggest'> {
  const kind = kindOf(input.kind)
  const typed = newestOf(ctx.db, kind, ctx.user.name)
  const unit = input.unit ?? unitSuggested(kind, typed)
  const typedHere = unit === undefined ? [] : typed.filter((body) => body.unit === unit)
  const defaults: Record<string, Json> = {}
  const recent: Record<string, string[]> = {}
  for (const [key, field] of Object.entries(kind.fields)) {
    if (field.suggest === 'today') defaults[key] = today(ctx.clock)
    if (field.suggest !== 'last' && field.suggest !== 'lastHere') continue
    const bodies = field.suggest === 'last' ? typed.slice(0, LOOKED_THROUGH) : typedHere
    const last = bodies[0]?.[key]
    if (last !== undefined && !(isReference(field) && isGone(ctx.db, last))) defaults[key] = last
    if (field.type === 'text') recent[key] = distinctTexts(bodies.map((body) => body[key]))
  }
  return { defaults, recent, elsewhere: elsewhere(ctx.db, kind, unit, input.held ?? {}) }
}

/** The unit that a new form starts with. */
function unitSuggested(kind: Kind, typed: readonly Body[]): string | undefined {
  const unit = kind.fields.unit?.suggest === undefined ? undefined : typed[0]?.unit
  return typeof unit === 'string' ? unit : undefined
}

/** The references that name a record of another unit; one whose record is not known here, or names no unit, stays. */
function elsewhere(
  db: ReadDb,
  kind: Kind,
  unit: string | undefined,
  held: Readonly<Record<string, string>>,
): string[] {
  if (unit === undefined) return []
  const units = readUnits(db)
  return Object.entries(held).flatMap(([key, id]) => {
    const field = fieldOf(kind, key)
    if (field?.type !== 'ref' || !field.near) return []
    const its = (JSON.parse(findIdentity(db, id)?.body ?? '{}') as Flat).unit
    return typeof its !== 'string' || isOnOneLine(units, unit, its) ? [] : [key]
  })
}

/** A person's newest records of a kind, as typed. */
function newestOf(db: ReadDb, kind: Kind, user: string): readonly Body[] {
  const newest = `SELECT body FROM records INDEXED BY records_author
    WHERE kind = '${kind.name}' AND deleted = 0 AND created_by = ? ORDER BY rid DESC LIMIT ${LOOKED_FOR_UNIT}`
  return prepared<[string], { body: string }>(db, newest)
    .all(user)
    .map((row) => toBody(kind, JSON.parse(row.body) as Flat))
}

function distinctTexts(values: readonly (Json | undefined)[]): string[] {
  const texts = values.filter((value): value is string => typeof value === 'string')
  return [...new Set(texts)].slice(0, OFFERED)
}

const isReference = (field: Field): boolean => field.type === 'ref' || field.type === 'refs'

/** Whether a reference, or one of several, names no living record. */
function isGone(db: ReadDb, id: Json): boolean {
  if (Array.isArray(id)) return id.some((one) => isGone(db, one))
  return typeof id !== 'string' || findIdentity(db, id)?.deleted !== 0
}
