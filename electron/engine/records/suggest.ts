import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import { kindOf } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import type { Body, Flat } from '../../../shared/shapes'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { today } from '../moment'
import { findIdentity } from './queries'

/** How many of a person's newest records are looked through, and how many values are offered. */
const LOOKED_THROUGH = 60
const OFFERED = 20

/** What a new form starts with and offers: today, and what this person typed last. */
export function suggestFor(ctx: OpenContext, kindName: string): Output<'records.suggest'> {
  const kind = kindOf(kindName)
  const typed = newestOf(ctx.db, kind, ctx.user.name)
  const defaults: Record<string, Json> = {}
  const recent: Record<string, string[]> = {}
  for (const [key, field] of Object.entries(kind.fields)) {
    if (field.suggest === 'today') defaults[key] = today(ctx.clock)
    if (field.suggest !== 'last') continue
    const last = typed[0]?.[key]
    if (last !== undefined && !(isReference(field) && isGone(ctx.db, last))) defaults[key] = last
    if (field.type === 'text') recent[key] = distinctTexts(typed.map((body) => body[key]))
  }
  return { defaults, recent }
}

/** A person's newest records of a kind, as typed. */
function newestOf(db: ReadDb, kind: Kind, user: string): readonly Body[] {
  const newest = `SELECT body FROM records INDEXED BY records_author
    WHERE kind = '${kind.name}' AND deleted = 0 AND created_by = ? ORDER BY rid DESC LIMIT ${LOOKED_THROUGH}`
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
