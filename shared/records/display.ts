import { FILE_LABEL, fileText, isFileKey } from '../attachments/entry'
import { fieldOf, type Kind, type NameOf } from '../definition/define'
import type { CellFields, Field } from '../definition/fields'
import { labelOf, type WordsOf } from '../definition/words'
import type { Json } from '../json'
import { formatMoney } from '../money'
import { isCells } from '../shapes'
import { splitKey } from './both-shapes'
import { isMarkKey, markLabel, markText } from './merge-marks'

/** A value as a person reads it: labels of choices (the district's words too), names of referenced records, counts with their measure word, money in 元; '' when empty. */
export function displayValue(
  field: Field | undefined,
  value: Json | undefined,
  nameOf: NameOf,
  wordsOf: WordsOf,
): string {
  if (value === undefined || value === null) return ''
  if (!field) return typeof value === 'string' ? value : JSON.stringify(value)
  if (field.type === 'choice') return labelOf(field, value, wordsOf)
  if (field.type === 'choices')
    return listOf(value)
      .map((one) => labelOf(field, one, wordsOf))
      .join('、')
  if (field.type === 'ref') return typeof value === 'string' ? nameOf(value) : ''
  if (field.type === 'refs')
    return listOf(value)
      .map((one) => (typeof one === 'string' ? nameOf(one) : ''))
      .join('、')
  if (field.type === 'origin') return typeof value === 'string' ? nameOf(splitKey(value).field) : ''
  if (field.type === 'money') return typeof value === 'number' ? `${formatMoney(value)}元` : String(value)
  if (field.type === 'decimal') return `${String(value)}${field.unit}`
  if (field.type === 'flag') return value === true ? '是' : value === false ? '否' : String(value)
  if (field.type === 'count') return `${String(value)}${field.unit}`
  if (field.type === 'rows') {
    const rows = Array.isArray(value) ? value : [value]
    return rows.map((row: Json) => displayRow(field.of, row, nameOf, wordsOf)).join('\n')
  }
  if (field.type === 'date' && field.month && typeof value === 'string') return value.slice(0, 7)
  return String(value)
}

/** The label of a flat key: the field's, also for one of its rows; the key itself when this version does not know it. */
export function labelOfKey(kind: Kind | undefined, key: string): string {
  if (isFileKey(key)) return FILE_LABEL
  if (isMarkKey(key)) return markLabel(key)
  if (key === '$number') return '编号'
  return fieldOfKey(kind, key)?.label ?? key
}

/** The value under a flat key as a person reads it (see `displayValue`); an attachment by its name and caption. */
export function displayAtKey(
  kind: Kind | undefined,
  key: string,
  value: Json,
  nameOf: NameOf,
  wordsOf: WordsOf,
): string {
  if (isMarkKey(key)) return markText(key, value, nameOf)
  return isFileKey(key) ? fileText(value) : displayValue(fieldOfKey(kind, key), value, nameOf, wordsOf)
}

/** The field that a flat key belongs to. */
export function fieldOfKey(kind: Kind | undefined, key: string): Field | undefined {
  return kind && fieldOf(kind, splitKey(key).field)
}

function displayRow(cells: CellFields, row: Json, nameOf: NameOf, wordsOf: WordsOf): string {
  if (!isCells(row)) return ''
  return Object.entries(cells)
    .map(([cell, field]) => [field.label, displayValue(field, row[cell], nameOf, wordsOf)] as const)
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${label}：${text}`)
    .join('，')
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value]
}
