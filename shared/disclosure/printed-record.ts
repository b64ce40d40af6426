import { fieldOf, type Kind, type NameOf } from '../definition/define'
import type { CellFields, Field } from '../definition/fields'
import type { WordsOf } from '../definition/words'
import type { Json } from '../json'
import { isName, type MaskName, maskText } from '../privacy/masks'
import { printedText, type Variant } from '../privacy/variant'
import { displayValue } from '../records/display'
import { type Body, isCells } from '../shapes'
import { maskBody } from './mask-record'

/** How a record leaves the program: for whom, and whether masked values are whole (somebody with the right asked for it). */
export interface Disclosure {
  readonly variant: Variant
  /** Only with 内部. */
  readonly whole?: boolean
  /** Fields with names of people in office that stand whole in 公示 too, because the list is published to name them. */
  readonly naming?: readonly string[]
}

/** Whether a field's values may stand in a variant at all: 公示 knows masked names, no number and no house of a person. */
export function allowedIn(variant: Variant, field: Pick<Field, 'mask'>): boolean {
  return variant !== 'public' || field.mask === undefined || isName(field.mask)
}

/** How a field is shortened in a variant: 公示 also names nobody whole who acts in an office. */
function maskIn(
  variant: Variant,
  { mask, personal }: Pick<Field, 'mask' | 'personal'>,
): MaskName | undefined {
  return variant === 'public' && personal === 'named' ? 'party' : mask
}

/** A record's values as a variant shows them: masked, and for 公示 without what is not for everybody. */
export function bodyIn(kind: Kind, whole: Body, disclosure: Disclosure): Body {
  const { variant } = disclosure
  const masked = disclosure.whole && variant === 'internal' ? whole : maskBody(kind, whole).body
  return variant === 'public' ? publicBody(kind, masked, disclosure.naming ?? []) : masked
}

/** A record as one variant shows it. */
export interface PrintedRecord {
  /** The values that are left, masked: what counts, dates and amounts are read from. */
  readonly body: Body
  /** A field in words; `''` where it is empty or may not be shown. */
  text(key: string): string
  readonly title: string
  /** Any other words that belong to the record: a reason, a caption, one cell of a row. */
  tell(text: string): string
}

/**
 * The one point where records are masked for ledgers, lists and pages that leave the program. 内部: as on the screen, or
 * whole. 上报: as on the screen, and numbers of people are hidden inside long texts too. 公示: names keep their first
 * character, also those of people in office, every other masked field is left out, and texts lose numbers and the names
 * that the record knows. `nameOf` names other records as the same variant does.
 */
export function printedRecord(
  kind: Kind,
  whole: Body,
  disclosure: Disclosure,
  nameOf: NameOf,
  wordsOf: WordsOf,
): PrintedRecord {
  const { variant } = disclosure
  const body = bodyIn(kind, whole, disclosure)
  const secrets = variant === 'internal' ? [] : secretsOf(kind, whole, disclosure)
  const tell = (text: string): string => printedText(withoutSecrets(text, secrets), variant)
  return {
    body,
    text: (key) => {
      const field = fieldOf(kind, key)
      const text = displayValue(field, body[key], nameOf, wordsOf)
      return field && isFree(field) ? tell(text) : text
    },
    title: tell(kind.title(body, nameOf, wordsOf)),
    tell,
  }
}

/** Whether a field's words may hold anything that somebody typed; a company's code is public. */
function isFree(field: Field): boolean {
  if (field.type === 'text') return field.format !== 'creditCode' && field.mask === undefined
  return ['longText', 'ref', 'refs', 'origin', 'rows'].includes(field.type)
}

function publicBody(kind: Kind, body: Body, naming: readonly string[]): Body {
  return Object.fromEntries(
    Object.entries(body).flatMap(([key, value]) => {
      const field = fieldOf(kind, key)
      if (!field || !allowedIn('public', field)) return []
      const shown =
        field.type === 'rows' && Array.isArray(value)
          ? value.map((row) => publicCells(field.of, row))
          : naming.includes(key)
            ? value
            : publicValue(field, value)
      return [[key, shown]]
    }),
  )
}

function publicCells(cells: CellFields, row: Json): Json {
  if (!isCells(row)) return row
  return Object.fromEntries(
    Object.entries(row).flatMap(([cell, value]) => {
      const field = Object.hasOwn(cells, cell) ? cells[cell] : undefined
      if (field === undefined) return cell === 'id' ? [[cell, value]] : []
      return allowedIn('public', field) ? [[cell, publicValue(field, value)]] : []
    }),
  )
}

/** Of a value that is masked already: only names of people in office are left to be shortened. */
function publicValue(field: Field, value: Json): Json {
  return field.personal === 'named' && typeof value === 'string' ? maskText('party', value) : value
}

interface Secret {
  readonly value: string
  readonly shown: string
}

/** What the record itself masks, longest first: the same words in its long texts are masked too. */
function secretsOf(kind: Kind, body: Body, { variant, naming }: Disclosure): readonly Secret[] {
  const found = new Map<string, string>()
  const keep = (field: Field | undefined, value: Json | undefined): void => {
    const mask = field && maskIn(variant, field)
    if (!field || !mask || typeof value !== 'string' || [...value].length < 2) return
    const shown = allowedIn(variant, field) ? maskText(mask, value) : '****'
    if (shown !== value) found.set(value, shown)
  }
  for (const [key, field] of Object.entries(kind.fields)) {
    const value = body[key]
    if (!naming?.includes(key)) keep(field, value)
    if (field.type === 'rows' && Array.isArray(value))
      for (const row of value)
        if (isCells(row)) for (const [cell, of] of Object.entries(field.of)) keep(of, row[cell])
  }
  return [...found]
    .map(([value, shown]) => ({ value, shown }))
    .sort((a, b) => b.value.length - a.value.length)
}

function withoutSecrets(text: string, secrets: readonly Secret[]): string {
  return secrets.reduce((shown, { value, shown: mask }) => shown.replaceAll(value, mask), text)
}
