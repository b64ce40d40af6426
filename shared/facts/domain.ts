import { scaledDecimal } from '../decimal'
import { type CellField, type Field, MOST_REFS } from '../definition/fields'
import type { ProblemReason } from '../field-problems'
import type { Json } from '../json'
import { factDay, minuteNumber } from './days'

/** A fact before its words and ids became numbers: what a column holds, or what its number stands for. */
export type Fact = number | string

/**
 * How a fact is kept: as a number of its own, as the number of a word or of the id of a record, or as text. An origin may name a
 * row of a record, and hardly two name the same.
 */
export type FactType = 'day' | 'minute' | 'flag' | 'number' | 'word' | 'ref' | 'origin' | 'text'

/** Stands among a record's wrong values for the record's own id, which no value is kept under. */
export const RECORD_ID = '$id'

/** Says that a value is none of its field, and why. */
export class OutsideDomain {
  readonly reason: ProblemReason

  constructor(reason: ProblemReason) {
    this.reason = reason
  }
}

/** A record's id, or that of one of its rows behind it, is not longer; nothing else is asked of it. */
const LONGEST_ID = 80
/** What a word of a dictionary can be, in whichever version or district. */
const WORD = /^[A-Za-z0-9_-]{1,40}$/

/** The type of the facts that a field makes, one or several; none for rows. */
export function factType(field: CellField): FactType {
  switch (field.type) {
    case 'date':
      return 'day'
    case 'time':
      return 'minute'
    case 'flag':
      return 'flag'
    case 'count':
    case 'money':
    case 'decimal':
      return 'number'
    case 'choice':
    case 'choices':
      return 'word'
    case 'ref':
    case 'refs':
      return 'ref'
    case 'origin':
      return 'origin'
    case 'text':
    case 'longText':
      return 'text'
  }
}

/** A field that holds several values, which stand in a table of their own. */
export type SeveralField = Extract<CellField, { readonly type: 'refs' | 'choices' }>

/** Whether a field holds several values. */
export function isSeveral(field: Field): field is SeveralField {
  return field.type === 'refs' || field.type === 'choices'
}

/**
 * The fact that a field's value is; `null` where it is empty. Looser than what the form takes: it asks only what figures,
 * orders and filters rest on. Of several values `readFacts` tells.
 */
export function readFact(field: CellField, value: Json | undefined): Fact | null | OutsideDomain {
  if (value === undefined || value === null) return null
  switch (field.type) {
    case 'date': {
      const day = textual(value, factDay, 'date.invalid')
      // One month has one day to stand by, or two values of a month would have two ids.
      return field.month && !(day instanceof OutsideDomain) && !String(value).endsWith('-01')
        ? outside('month.first')
        : day
    }
    case 'time':
      return textual(value, minuteNumber, 'time.invalid')
    case 'flag':
      return typeof value === 'boolean' ? Number(value) : outside('flag.invalid')
    case 'count':
      return wholeNumber(value, field.max, 'count.invalid', 'count.too-large')
    case 'money':
      return wholeNumber(value, field.max, 'money.invalid', 'money.too-large')
    case 'decimal': {
      const scaled = typeof value === 'string' ? scaledDecimal(value, field.scale) : null
      return wholeNumber(scaled, field.max, 'decimal.invalid', 'decimal.too-large')
    }
    case 'choice':
      return wordOf(field, value)
    case 'ref':
      return idIn(value, 'ref.invalid')
    case 'origin':
      return idIn(value, 'origin.invalid')
    case 'text':
    case 'longText':
      return textOf(field.max, value)
    case 'choices':
    case 'refs':
      return outside(field.type === 'refs' ? 'refs.invalid' : 'choices.invalid')
  }
}

/** Several values, each once; those that are none of the field are left out, and the first reason is told. */
export interface Facts {
  readonly facts: readonly Fact[]
  readonly outside: OutsideDomain | null
}

const NO_FACTS: Facts = { facts: [], outside: null }

/** The facts of a field with several values. */
export function readFacts(field: SeveralField, value: Json | undefined): Facts {
  if (value === undefined || value === null) return NO_FACTS
  if (!Array.isArray(value))
    return { facts: [], outside: outside(field.type === 'refs' ? 'refs.invalid' : 'choices.invalid') }
  if (value.length > MOST_REFS) return { facts: [], outside: outside('refs.too-many') }
  const facts = new Set<Fact>()
  let wrong: OutsideDomain | null = null
  for (const item of value as readonly Json[]) {
    const fact = field.type === 'refs' ? idIn(item, 'ref.invalid') : wordOf(field, item)
    if (!(fact instanceof OutsideDomain)) facts.add(fact)
    else wrong ??= fact
  }
  return { facts: [...facts], outside: wrong }
}

const reasons = new Map<ProblemReason, OutsideDomain>()

function outside(reason: ProblemReason): OutsideDomain {
  const known = reasons.get(reason) ?? new OutsideDomain(reason)
  reasons.set(reason, known)
  return known
}

function textual(
  value: Json,
  read: (text: string) => number | null,
  reason: ProblemReason,
): number | OutsideDomain {
  const found = typeof value === 'string' && value.length <= 10 ? read(value) : null
  return found ?? outside(reason)
}

function wholeNumber(
  value: Json,
  largest: number,
  invalid: ProblemReason,
  tooLarge: ProblemReason,
): number | OutsideDomain {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return outside(invalid)
  // Minus nothing is nothing: SQLite would keep it as a real number.
  return value > largest ? outside(tooLarge) : value + 0
}

function wordOf(
  field: Extract<CellField, { type: 'choice' | 'choices' }>,
  value: Json,
): string | OutsideDomain {
  if (typeof value !== 'string') return outside('choice.unknown')
  if (Object.hasOwn(field.options, value)) return value
  // The entry of a district's own word may not have arrived.
  return field.dictionary !== undefined && WORD.test(value) ? value : outside('choice.unknown')
}

function idIn(value: Json, reason: ProblemReason): string | OutsideDomain {
  const isId = typeof value === 'string' && value !== '' && value.length <= LONGEST_ID && isPlain(value)
  return isId ? value : outside(reason)
}

function textOf(max: number, value: Json): string | null | OutsideDomain {
  if (typeof value !== 'string' || !isPlain(value)) return outside('text.invalid')
  if (value.length > max) return outside('text.too-long')
  return value === '' ? null : value
}

/** Whether a text means the same in a database: without a NUL, at which some of its functions stop, or half a character. */
function isPlain(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0')
}
