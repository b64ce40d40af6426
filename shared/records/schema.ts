import { z } from 'zod'
import { isDate } from '../dates'
import { decimalText, scaledDecimal } from '../decimal'
import { fieldOf, type Kind } from '../definition/define'
import type { CellField, CellFields, Field, TextField } from '../definition/fields'
import { largestOf, MOST_REFS } from '../definition/limits'
import { isDistrictWord, isEnumerated, type WordsOf } from '../definition/words'
import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import { isBankCard, passesLuhn } from '../identifiers/bank-card'
import { creditCodeFits, isCreditCode } from '../identifiers/credit-code'
import { idNumberProblem, isLikeRoundedId } from '../identifiers/id-number'
import type { Json } from '../json'
import { formatMoney } from '../money'
import { asRows, type Body, type Cells, cellsOf, type Flat } from '../shapes'
import { isRemoved, rowIdsOf, rowKey, toBody } from './both-shapes'
import { asksFor } from './states'

/** A mobile number, or a landline with or without area code and extension (DOMAIN 6). */
const PHONE = /^(1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?)$/
/** A record's id, or that of one of its rows behind it. */
const ORIGIN = /^[0-9a-f-]{36}(\/[0-9a-f-]{36})?$/
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

const reason = (code: ProblemReason): ProblemReason => code

const checks: { readonly [T in CellField['type']]: (field: Extract<CellField, { type: T }>) => z.ZodType } = {
  text: (field) => {
    const text = z.string(reason('text.invalid'))
    return field.format ? formats[field.format](text) : text.max(field.max, reason('text.too-long'))
  },
  longText: (field) => z.string(reason('text.invalid')).max(field.max, reason('text.too-long')),
  date: () => z.string(reason('date.invalid')).refine(isDate, reason('date.invalid')),
  time: () => z.string(reason('time.invalid')).regex(TIME, reason('time.invalid')),
  count: (field) =>
    z
      .int(reason('count.invalid'))
      .min(0, reason('count.invalid'))
      .max(largestOf(field), reason('count.too-large')),
  money: (field) =>
    z
      .int(reason('money.invalid'))
      .min(0, reason('money.invalid'))
      .max(largestOf(field), reason('money.too-large')),
  decimal: (field) =>
    z
      .string(reason('decimal.invalid'))
      .refine((kept) => scaledDecimal(kept, field.scale) !== null, reason('decimal.invalid'))
      .refine(
        (kept) => (scaledDecimal(kept, field.scale) ?? 0) <= largestOf(field),
        reason('decimal.too-large'),
      ),
  flag: () => z.boolean(reason('flag.invalid')),
  choice: (field) => z.enum(Object.keys(field.options), reason('choice.unknown')),
  choices: (field) =>
    z.array(z.enum(Object.keys(field.options), reason('choice.unknown')), reason('choices.invalid')),
  ref: () => z.uuid(reason('ref.invalid')),
  refs: () =>
    z
      .array(z.uuid(reason('ref.invalid')), reason('refs.invalid'))
      .max(MOST_REFS, reason('refs.too-many'))
      .refine((ids) => new Set(ids).size === ids.length, reason('refs.twice')),
  origin: () => z.string(reason('origin.invalid')).regex(ORIGIN, reason('origin.invalid')),
}

const formats: {
  readonly [F in NonNullable<TextField['format']>]: (text: z.ZodString) => z.ZodType
} = {
  phone: (text) => text.regex(PHONE, reason('phone.invalid')),
  idNumber: (text) =>
    text.superRefine((id, context) => {
      const message = idNumberProblem(id)
      if (message !== null) context.addIssue({ code: 'custom', message })
    }),
  bankCard: (text) =>
    text.superRefine((card, context) => {
      // A spreadsheet wrote it as 6.22848E+18.
      if (/^\d(\.\d+)?E\+?\d+$/i.test(card))
        context.addIssue({ code: 'custom', message: reason('card.rounded') })
      else if (!isBankCard(card)) context.addIssue({ code: 'custom', message: reason('card.invalid') })
    }),
  creditCode: (text) => text.refine(isCreditCode, reason('credit-code.invalid')),
}

/** The zod schema of one value, empty and the district's words excluded; its messages are reasons of `field-problems.ts`. */
export function valueSchema(field: CellField): z.ZodType {
  const make = checks[field.type] as (field: CellField) => z.ZodType
  return make(field)
}

const schemas = new WeakMap<CellField, z.ZodType>()

function schemaOf(field: CellField): z.ZodType {
  const known = schemas.get(field) ?? valueSchema(field)
  schemas.set(field, known)
  return known
}

/**
 * What a cleaned patch may not do to a record: unknown fields, wrong values, missing rows. `current` is the record as it
 * is, `{}` for a new one, `states` those it will stand in; what a dictionary field holds already may stay, retired or not known here. Whether references exist is asked elsewhere: it needs the database.
 */
export function problemsInPatch(
  kind: Kind,
  current: Flat,
  patch: Body,
  wordsOf: WordsOf,
  states: Flat = current,
): FieldProblem[] {
  const asked = asksFor(kind, states)
  return Object.entries(patch).flatMap(([key, value]) => {
    const field = fieldOf(kind, key)
    if (!field) return [problem(key, 'field.unknown')]
    if (field.type === 'rows')
      return problemsInRows(key, field.of, current, value, { wordsOf, mayBeShort: !asked(key) })
    return problemsInValue(key, field, value, wordsOf, current[key])
  })
}

/** What the record as a whole lacks or contradicts, once the patch is in. */
export function problemsInRecord(kind: Kind, flat: Flat): FieldProblem[] {
  const body = toBody(kind, flat)
  const missing = missingIn(kind, body)
  return missing.length > 0 ? missing : [...(kind.check?.(body) ?? [])]
}

/** What the record lacks of what its kind asks for in the state it stands in; `workers/<rowId>/name` inside rows. */
export function missingInRecord(kind: Kind, flat: Flat): FieldProblem[] {
  return missingIn(kind, toBody(kind, flat))
}

function missingIn(kind: Kind, body: Body): FieldProblem[] {
  const asked = asksFor(kind, body)
  return Object.entries(kind.fields)
    .filter(([key]) => asked(key))
    .flatMap(([key, field]) => {
      if (field.required && isEmpty(body[key])) return [problem(key, 'required')]
      return field.type === 'rows' ? missingCells(key, field.of, asRows(body[key])) : []
    })
}

/** What rows lack that were typed when the record was a draft. */
function missingCells(key: string, cells: CellFields, rows: readonly Cells[]): FieldProblem[] {
  return rows.flatMap((row) =>
    Object.entries(cells)
      .filter(([cell, field]) => field.required && isEmpty(row[cell]))
      .map(([cell]) => problem(`${key}/${String(row.id)}/${cell}`, 'required')),
  )
}

/** What makes a value doubtful without making it wrong: shown beside the field, never a reason to refuse. */
export function warningInValue(field: CellField, value: Json | undefined): ProblemReason | null {
  if (field.type !== 'text' || typeof value !== 'string') return null
  if (field.format === 'idNumber' && isLikeRoundedId(value)) return 'id.maybe-rounded'
  if (field.format === 'bankCard' && isBankCard(value) && !passesLuhn(value)) return 'card.luhn'
  if (field.format === 'creditCode' && isCreditCode(value) && !creditCodeFits(value))
    return 'credit-code.check'
  return null
}

/** Every doubtful value of a record; `workers/<rowId>/card` inside rows. */
export function warningsInRecord(kind: Kind, flat: Flat): FieldProblem[] {
  const warn = (path: string, field: CellField, value: Json | undefined): FieldProblem[] => {
    const found = warningInValue(field, value)
    return found === null ? [] : [problem(path, found)]
  }
  const body = toBody(kind, flat)
  return Object.entries(kind.fields).flatMap(([key, field]) => {
    if (field.type !== 'rows') return warn(key, field, body[key])
    return asRows(body[key]).flatMap((row) =>
      Object.entries(field.of).flatMap(([cell, of]) =>
        warn(`${key}/${String(row.id)}/${cell}`, of, row[cell]),
      ),
    )
  })
}

interface RowCheck {
  readonly wordsOf: WordsOf
  /** Rows of a draft may lack cells. */
  readonly mayBeShort: boolean
}

function problemsInRows(
  key: string,
  cells: CellFields,
  current: Flat,
  value: Json,
  how: RowCheck,
): readonly FieldProblem[] {
  if (value === null) return []
  if (!Array.isArray(value)) return [problem(key, 'rows.invalid')]
  if (asRows(value).length !== value.length) return [problem(key, 'rows.invalid')]
  const isNew = Object.keys(current).length === 0
  const known = new Set(rowIdsOf(current, key))
  return asRows(value).flatMap((row, at) => {
    const path = `${key}/${at}`
    const { id, $deleted, ...given } = row
    if (id !== undefined && !z.uuid().safeParse(id).success) return [problem(path, 'rows.invalid')]
    if ($deleted !== undefined && typeof $deleted !== 'boolean') return [problem(path, 'rows.invalid')]
    if (typeof id === 'string' && !isNew && !known.has(id)) return [problem(path, 'rows.unknown-row')]
    if (isRemoved(row)) return []
    const before = cellsOf(typeof id === 'string' ? current[rowKey(key, id)] : undefined)
    return problemsInCells(path, cells, before, given, how)
  })
}

function problemsInCells(
  path: string,
  cells: CellFields,
  before: Cells,
  given: Cells,
  { wordsOf, mayBeShort }: RowCheck,
): readonly FieldProblem[] {
  const merged = { ...before, ...given }
  const wrong = Object.entries(given).flatMap(([cell, value]) => {
    const field = Object.hasOwn(cells, cell) ? cells[cell] : undefined
    return field
      ? problemsInValue(`${path}/${cell}`, field, value, wordsOf, before[cell])
      : [problem(`${path}/${cell}`, 'field.unknown')]
  })
  const missing = Object.entries(cells)
    .filter(([cell, field]) => !mayBeShort && field.required && isEmpty(merged[cell]))
    .map(([cell]) => problem(`${path}/${cell}`, 'required'))
  return [...wrong, ...missing]
}

/**
 * Why a value can not stand in a field; empty values are never wrong by themselves. `path` names it in the problems,
 * `current` is what the field holds.
 */
export function problemsInValue(
  path: string,
  field: CellField,
  value: Json,
  wordsOf: WordsOf,
  current: Json | undefined,
): readonly FieldProblem[] {
  if (value === null) return []
  if (field.mask && typeof value === 'string' && value.includes('*')) return [problem(path, 'text.masked')]
  const left = withoutWords(field, value, wordsOf, current)
  if (left === null) return []
  const read = schemaOf(field).safeParse(left)
  if (read.success) return []
  const issue = read.error.issues[0]
  const found = issue?.message ?? 'text.invalid'
  return [{ field: path, reason: found, ...paramsOf(field, found, wrongWord(left, issue?.path[0])) }]
}

/**
 * What of a value is left to be checked against the declaration: neither the district's words nor, in a field with a
 * dictionary, what it held before.
 */
function withoutWords(field: CellField, value: Json, wordsOf: WordsOf, current: Json | undefined): Json {
  if (!isEnumerated(field) || field.dictionary === undefined) return value
  const held = Array.isArray(current) ? current : [current]
  const isFine = (word: Json): boolean =>
    typeof word === 'string' && (held.includes(word) || isDistrictWord(field, word, wordsOf))
  if (field.type === 'choices' && Array.isArray(value)) return value.filter((word) => !isFine(word))
  return isFine(value) ? null : value
}

/** The one of several that is wrong, to be named in the sentence. */
function wrongWord(value: Json, at: PropertyKey | undefined): Json {
  return Array.isArray(value) && typeof at === 'number' ? (value[at] ?? null) : value
}

function paramsOf(field: Field, found: string, value: Json): Pick<FieldProblem, 'params'> {
  if (found === 'text.too-long' && 'max' in field) return { params: { max: field.max } }
  if (found === 'count.too-large' && field.type === 'count') return { params: { max: largestOf(field) } }
  if (found === 'money.too-large' && field.type === 'money')
    return { params: { max: formatMoney(largestOf(field)) } }
  if (found === 'decimal.invalid' && field.type === 'decimal') return { params: { places: field.scale } }
  if (found === 'decimal.too-large' && field.type === 'decimal')
    return { params: { max: decimalText(largestOf(field), field.scale) } }
  if (found === 'refs.too-many') return { params: { max: MOST_REFS } }
  if (found === 'choice.unknown') return { params: { value: String(value).slice(0, 40) } }
  return {}
}

function problem(field: string, code: ProblemReason): FieldProblem {
  return { field, reason: code }
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
