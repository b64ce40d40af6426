import { z } from 'zod'
import { isDate } from '../dates'
import { decimalText, readDecimal, scaledDecimal } from '../decimal'
import {
  type CellField,
  type DecimalField,
  type Field,
  MOST_REFS,
  type TextField,
} from '../definition/fields'
import { isDistrictWord, isEnumerated, type WordsOf } from '../definition/words'
import type { FieldProblem } from '../errors'
import type { ProblemReason } from '../field-problems'
import { isBankCard, passesLuhn, tidyBankCard } from '../identifiers/bank-card'
import { creditCodeFits, isCreditCode, tidyCreditCode } from '../identifiers/credit-code'
import { idNumberProblem, isLikeRoundedId, tidyIdNumber } from '../identifiers/id-number'
import { tidyPhone } from '../identifiers/phone'
import type { Json } from '../json'
import { formatMoney } from '../money'

const tidy: Readonly<Record<NonNullable<TextField['format']>, (text: string) => string>> = {
  phone: tidyPhone,
  idNumber: tidyIdNumber,
  bankCard: tidyBankCard,
  creditCode: tidyCreditCode,
}

/** One value as it will be kept; rows and what is no text stay as they are. */
export function cleanValue(field: Field, value: Json): Json {
  if (field.type === 'decimal') return cleanDecimal(field, value)
  if (typeof value !== 'string') return value
  if (field.type === 'date' && field.month) return cleanMonth(value)
  const text = cleanText(value, field.type === 'longText')
  return text !== null && field.type === 'text' && field.format ? tidy[field.format](text) : text
}

/** A month or a day of it as the month's first day; what is none stays for the check to refuse. */
function cleanMonth(value: string): Json {
  const text = cleanText(value, false)
  if (text === null) return null
  const day = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text
  return isDate(day) ? `${day.slice(0, 8)}01` : text
}

/** However a decimal was typed, or a number as a program says it; what is none stays for the check to refuse. */
function cleanDecimal({ scale, unit }: DecimalField, value: Json): Json {
  if (typeof value !== 'string' && typeof value !== 'number') return value
  const text = cleanText(String(value), false)
  return text === null ? null : (readDecimal(text, scale, unit) ?? text)
}

function cleanText(text: string, manyLines: boolean): string | null {
  const lines = text.normalize('NFC').toWellFormed().replace(/\r\n?/g, '\n')
  const clean = (manyLines ? lines : lines.replace(/[\n\t]+/g, ' ')).trim()
  return clean === '' ? null : clean
}

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
    z.int(reason('count.invalid')).min(0, reason('count.invalid')).max(field.max, reason('count.too-large')),
  money: (field) =>
    z.int(reason('money.invalid')).min(0, reason('money.invalid')).max(field.max, reason('money.too-large')),
  decimal: (field) =>
    z
      .string(reason('decimal.invalid'))
      .refine((kept) => scaledDecimal(kept, field.scale) !== null, reason('decimal.invalid'))
      .refine((kept) => (scaledDecimal(kept, field.scale) ?? 0) <= field.max, reason('decimal.too-large')),
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
  if (field.mask && typeof value === 'string' && value.includes('*'))
    return [{ field: path, reason: reason('text.masked') }]
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

/** The bounds of a field as the sentences of `field-problems.ts` name them. */
export function boundsOf(field: Field): { readonly max?: number | string; readonly places?: number } {
  if (field.type === 'money') return { max: formatMoney(field.max) }
  if (field.type === 'decimal') return { max: decimalText(field.max, field.scale), places: field.scale }
  if (field.type === 'refs' || field.type === 'choices') return { max: MOST_REFS }
  return 'max' in field ? { max: field.max } : {}
}

/** Reasons whose sentence names the bound. */
const beyond: readonly string[] = [
  reason('text.too-long'),
  reason('count.too-large'),
  reason('money.too-large'),
  reason('decimal.too-large'),
  reason('refs.too-many'),
]

function paramsOf(field: Field, found: string, value: Json): Pick<FieldProblem, 'params'> {
  if (found === 'choice.unknown') return { params: { value: textOf(value).slice(0, 40) } }
  const { max, places } = boundsOf(field)
  if (found === 'decimal.invalid' && places !== undefined) return { params: { places } }
  return beyond.includes(found) && max !== undefined ? { params: { max } } : {}
}

/** A wrong value in words. JavaScript asks an object itself for its text, and one out of a file may have another answer. */
const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** No record of a village reaches further back: this only bounds slips of the finger. */
const FIRST_YEAR = 1900
/** Contracts and time limits run years ahead, what has happened does not: a plan for next year may be typed. */
const YEARS_AHEAD = { planned: 10, happened: 1 } as const

/**
 * A date whose year can not be meant, seen from the day `today` (`YYYY-MM-DD`): 2099 for 2026. A laptop whose clock was never
 * right refuses right ones too, so the sentence names that day.
 */
export function yearProblem(path: string, field: CellField, value: Json, today: string): FieldProblem | null {
  if (field.type !== 'date' || typeof value !== 'string' || !isDate(value)) return null
  const ahead = hasHappened(field) ? YEARS_AHEAD.happened : YEARS_AHEAD.planned
  const isReached = value >= `${FIRST_YEAR}-01-01` && value.slice(0, 4) <= String(yearOf(today) + ahead)
  return isReached ? null : { field: path, reason: 'date.far', params: { year: yearOf(value), today } }
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

/** A form that offers today asks for a day that has come. */
export function hasHappened({
  type,
  suggest,
}: Pick<CellField, 'suggest'> & { readonly type: string }): boolean {
  return type === 'date' && suggest === 'today'
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}
