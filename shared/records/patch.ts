import { isDate } from '../dates'
import { readDecimal } from '../decimal'
import type { Kind } from '../definition/define'
import type { CellFields, DecimalField, Field, RowsField, TextField } from '../definition/fields'
import { tidyBankCard } from '../identifiers/bank-card'
import { tidyCreditCode } from '../identifiers/credit-code'
import { tidyIdNumber } from '../identifiers/id-number'
import { tidyPhone } from '../identifiers/phone'
import type { Json } from '../json'
import { type Body, type Cells, isCells } from '../shapes'

/**
 * A patch as it will be kept: text in NFC, trimmed, well-formed, one line unless the field is long; empty text is `null`.
 * Telephone, ID, card and credit code numbers lose their spaces and full-width digits.
 * Values of the wrong type stay as they are, for the check to refuse.
 */
export function cleanPatch(kind: Kind, patch: Body): Body {
  return cleanCells(kind.fields, patch, (field, value) =>
    Array.isArray(value)
      ? value.map((row: Json) => (isCells(row) ? cleanCells(field.of, row, (_, cell) => cell) : row))
      : value,
  )
}

function cleanCells(
  fields: CellFields | Kind['fields'],
  values: Body | Cells,
  cleanRows: (field: RowsField, value: Json) => Json,
): Readonly<Record<string, Json>> {
  const clean: [string, Json][] = []
  for (const [key, value] of Object.entries(values)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (field?.type === 'rows') clean.push([key, cleanRows(field, value)])
    else clean.push([key, field ? cleanValue(field, value) : value])
  }
  return Object.fromEntries(clean)
}

const tidy: Readonly<Record<NonNullable<TextField['format']>, (text: string) => string>> = {
  phone: tidyPhone,
  idNumber: tidyIdNumber,
  bankCard: tidyBankCard,
  creditCode: tidyCreditCode,
}

/** One value as it will be kept (see `cleanPatch`); rows and what is no text stay as they are. */
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
