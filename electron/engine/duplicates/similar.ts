import type { Output, Parsed } from '../../../shared/contract'
import type { Candidate } from '../../../shared/contract/duplicates'
import { addDays } from '../../../shared/dates'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import {
  type DuplicateRule,
  type MatchWay,
  pathsOf,
  tellingRules,
} from '../../../shared/definition/duplicate-rule'
import type { Field } from '../../../shared/definition/fields'
import { type Json, sameJson } from '../../../shared/json'
import { kindOf } from '../../../shared/kinds'
import { maskText } from '../../../shared/privacy/masks'
import { splitKey, toBody, toFlat } from '../../../shared/records/both-shapes'
import { comparedFields, type MatchPhrase, matchPhrases } from '../../../shared/records/duplicates'
import { distinctKey } from '../../../shared/records/merge-marks'
import { cleanPatch } from '../../../shared/records/patch'
import { type Body, type Flat, isCells } from '../../../shared/shapes'
import { stateOf } from '../changes/project'
import type { OpenContext } from '../context'
import { districtWords } from '../district/words'
import { seesWhole } from '../lists/filter'
import { takenOver } from '../records/follow'
import { nameFinder, nameOrId } from '../records/names'
import type { ViewRow } from '../records/queries'
import { viewOf } from '../records/view'
import { matchKeyOf } from '../search/match-key'
import { mayCompare } from './compared'
import { recordsWithKey } from './queries'

/** Records looked at of one key: more than this many alike are no duplicates, but a habit. */
const LOOKED_AT = 50

interface Found {
  readonly row: ViewRow
  readonly flat: Flat
  readonly met: Map<DuplicateRule, Meeting>
}

/** By which ways a rule was met. */
interface Meeting {
  /** Ways by which both records say the same in the same place. */
  readonly straight: Set<MatchWay>
  /** Every way that either record met it by. */
  readonly all: Set<MatchWay>
}

/**
 * Living records that may be the one that is being typed. Found by keyed hashes in an index, then compared again; values of
 * the wrong type are passed over, for the check to refuse. @throws AppError `kind.unknown`, and as a follow-up does
 */
export function findSimilar(ctx: OpenContext, input: Parsed<'records.similar'>): Output<'records.similar'> {
  const { kind, typed, phrases } = askedOf(ctx, input)
  if (seesWhole(ctx.user)) return { candidates: alike(ctx, input, typed, phrases), limited: false }
  const hidden = phrases.filter((one) => isHidden(kind, typed, one))
  const limited = !mayCompare(ctx, hidden)
  const asked = limited ? phrases.filter((one) => !hidden.includes(one)) : phrases
  return { candidates: alike(ctx, input, typed, asked), limited }
}

/** The same of a stored record, of which nobody types anything, for a person as that one sees it. @throws AppError as `findSimilar` */
export function similarAsShown(
  ctx: OpenContext,
  input: Omit<Parsed<'records.similar'>, 'patch'>,
): Candidate[] {
  const { typed, phrases } = askedOf(ctx, { ...input, patch: {} })
  return alike(ctx, { ...input, patch: {} }, typed, phrases)
}

function askedOf(ctx: OpenContext, input: Parsed<'records.similar'>) {
  const kind = kindOf(input.kind)
  const typed = typedRecord(ctx, kind, input)
  return { kind, typed, phrases: matchPhrases(kind, typed) }
}

/** Whether a phrase is made of something that a mask hides; of cells always, because it may stand in any row. */
function isHidden(kind: Kind, typed: Flat, { way }: MatchPhrase): boolean {
  return pathsOf(way).some((path) => {
    const { field: key, row: cell } = splitKey(path)
    const field = fieldOf(kind, key)
    if (field?.type === 'rows') return cell !== undefined && field.of[cell]?.mask !== undefined
    const value = typed[key]
    return field?.mask !== undefined && typeof value === 'string' && maskText(field.mask, value) !== value
  })
}

function alike(
  ctx: OpenContext,
  input: Parsed<'records.similar'>,
  typed: Flat,
  phrases: readonly MatchPhrase[],
): Candidate[] {
  const kind = kindOf(input.kind)
  const found = new Map<number, Found>()
  for (const phrase of phrases)
    for (const row of rowsLike(ctx, phrase)) {
      if (row.id === input.id || input.except.includes(row.id) || row.kind !== kind.name) continue
      const known = found.get(row.rid) ?? { row, flat: JSON.parse(row.body) as Flat, met: new Map() }
      const ways = metBy(kind, known.flat, phrase)
      if (isDistinct(known, input.id, typed) || ways.length === 0) continue
      found.set(row.rid, known)
      note(known.met, phrase, ways)
    }
  const best = [...found.values()]
    .sort((a, b) => scoreOf(b.met) - scoreOf(a.met) || b.row.rid - a.row.rid)
    .slice(0, input.limit)
  const nameOf = nameOrId(nameFinder(ctx.db))
  const wordsOf = districtWords(ctx.db)
  return best.map((one) => candidateOf(kind, typed, one, viewOf(one.row, nameOf, wordsOf)))
}

/**
 * The record as it would be saved, for somebody who may not see what masks hide without what is hidden and was not typed just
 * now. Rows without an id get one that only lives here.
 */
function typedRecord(ctx: OpenContext, kind: Kind, input: Parsed<'records.similar'>): Flat {
  const state = input.id === undefined ? undefined : stateOf(ctx.db, input.id)
  const current = state?.kind === kind.name ? state.body : {}
  const taken = input.follow ? takenOver(ctx.db, input.follow, kind).taken : {}
  let rows = 0
  const newRow = (): string => {
    rows += 1
    return `new-${rows}`
  }
  const flatOf = (before: Flat, patch: Body): Flat => toFlat(kind, before, cleanPatch(kind, patch), newRow)
  const stored = { ...current, ...flatOf(current, taken) }
  const base = seesWhole(ctx.user) ? stored : withoutHidden(kind, stored)
  return { ...base, ...flatOf(base, input.patch) }
}

function withoutHidden(kind: Kind, flat: Flat): Flat {
  const isShown = (field: Field | undefined, value: Json): boolean =>
    field?.mask === undefined || typeof value !== 'string' || maskText(field.mask, value) === value
  return Object.fromEntries(
    Object.entries(flat).flatMap(([key, value]): [string, Json][] => {
      const field = fieldOf(kind, splitKey(key).field)
      if (field?.type !== 'rows' || !isCells(value)) return isShown(field, value) ? [[key, value]] : []
      return [
        [key, Object.fromEntries(Object.entries(value).filter(([cell, of]) => isShown(field.of[cell], of)))],
      ]
    }),
  )
}

function rowsLike(ctx: OpenContext, { rule, phrase, day }: MatchPhrase): ViewRow[] {
  const days = rule.within?.days ?? 0
  const [from, to] = rule.within ? [addDays(day, -days), addDays(day, days)] : ['', '']
  return recordsWithKey(ctx.db, matchKeyOf(ctx.dataKey)(phrase), from, to, LOOKED_AT)
}

/** The ways by which the record really says what its key stands for. */
function metBy(kind: Kind, flat: Flat, { rule, phrase }: MatchPhrase): readonly MatchWay[] {
  return matchPhrases(kind, flat)
    .filter((other) => other.rule === rule && other.phrase === phrase)
    .map(({ way }) => way)
}

function note(met: Map<DuplicateRule, Meeting>, { rule, way }: MatchPhrase, ways: readonly MatchWay[]): void {
  const meeting = met.get(rule) ?? { straight: new Set(), all: new Set() }
  met.set(rule, meeting)
  if (ways.includes(way)) meeting.straight.add(way)
  for (const one of [way, ...ways]) meeting.all.add(one)
}

function isDistinct(found: Found, id: string | undefined, typed: Flat): boolean {
  const isSaid = typed[distinctKey(found.row.id)] === true
  return isSaid || (id !== undefined && found.flat[distinctKey(id)] === true)
}

function scoreOf(met: Found['met']): number {
  return Math.min(
    100,
    tellingRules([...met.keys()]).reduce((sum, rule) => sum + rule.weight, 0),
  )
}

function candidateOf(kind: Kind, typed: Flat, found: Found, record: Candidate['record']): Candidate {
  const meetings = [...found.met.values()]
  const compared = new Set(meetings.flatMap(({ all }) => [...all]).flatMap(comparedFields))
  const met = new Set(meetings.flatMap(({ straight }) => [...straight]).flatMap(comparedFields))
  const [mine, other] = [toBody(kind, typed), toBody(kind, found.flat)]
  const agree = Object.keys(kind.fields).filter((key) => {
    // What is masked is not told by the back door: only what the met rules say anyway.
    const field = kind.fields[key]
    if (!field || field.mask || field.type === 'rows') return met.has(key)
    return met.has(key) || (isFilled(mine[key]) && sameJson(mine[key], other[key]))
  })
  const why = tellingRules([...found.met.keys()]).map((rule) =>
    (found.met.get(rule)?.straight.size ?? 0) > 0 ? rule.label : (rule.crossed ?? rule.label),
  )
  return { record, why, score: scoreOf(found.met), agree, compared: [...compared] }
}

function isFilled(value: Json | undefined): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)
}
