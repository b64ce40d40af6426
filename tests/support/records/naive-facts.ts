import { createHash } from 'node:crypto'
import type { Kind } from '../../../shared/definition/define'
import type { CellField, Field } from '../../../shared/definition/fields'
import type { Json } from '../../../shared/json'
import type { Flat } from '../../../shared/shapes'

/** What a field's value comes to, read the slow way: the value again when it is one of the field, else `null`. */
export function plainlyRead(field: CellField, value: Json | undefined): Json {
  if (value === undefined || value === null) return null
  switch (field.type) {
    case 'date': {
      const isIso = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
      const time = isIso ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
      const again = Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10)
      const isWhole = !field.month || again.slice(8) === '01'
      return again === value && isWhole && value >= '1900-01-01' && value <= '2199-12-31' ? value : null
    }
    case 'time':
      return typeof value === 'string' &&
        /^\d\d:\d\d$/.test(value) &&
        value < '24:00' &&
        value.slice(3) < '60'
        ? value
        : null
    case 'flag':
      return typeof value === 'boolean' ? value : null
    case 'count':
      return isWhole(value) && value <= (field.max ?? 99_999_999) ? value : null
    case 'money':
      return isWhole(value) && value <= (field.max ?? 999_999_999_999) ? value : null
    case 'decimal':
      return lastPlacesOf(field.scale, field.max ?? 999_999_999_999, value)
    case 'choice':
      return isWord(field, value) ? value : null
    case 'ref':
    case 'origin':
      return isId(value) ? value : null
    case 'text':
    case 'longText':
      return isText(value) && value.length <= field.max && value !== '' ? value : null
    case 'choices':
      return severally(value, (word) => isWord(field, word))
    case 'refs':
      return severally(value, isId)
  }
}

/** Whether a record stands under the id that its kind makes of its values; true of a kind that makes none. */
export function isPlainlyItself({ name, identity }: Kind, id: string, flat: Flat): boolean {
  if (!identity) return true
  const values = identity.map((key) => flat[key])
  if (values.some((value) => value === undefined || value === null)) return false
  const digits = [
    ...createHash('sha256')
      .update(JSON.stringify([name, ...values]))
      .digest('hex')
      .slice(0, 32),
  ]
  digits[12] = '8'
  digits[16] = '89ab'[Number.parseInt(digits[16] ?? '', 16) % 4] ?? ''
  return digits.join('') === id.replaceAll('-', '')
}

/** A decimal counted in its last place, digit by digit; `null` for a text that is not how one is kept. */
function lastPlacesOf(scale: number, most: number, value: Json): number | null {
  if (typeof value !== 'string' || !/^[0-9]+([.][0-9]+)?$/.test(value)) return null
  const [whole = '', places = ''] = value.split('.')
  const isTidy = (whole === '0' || !whole.startsWith('0')) && !places.endsWith('0') && places.length <= scale
  let counted = 0n
  for (const digit of whole + places + '0'.repeat(scale)) counted = counted * 10n + BigInt(digit)
  counted /= 10n ** BigInt(places.length)
  return isTidy && counted <= BigInt(most) ? Number(counted) : null
}

/** The keys of a record, or of cells in its rows, whose value is none of the field. */
export function plainlyWrong(kind: Kind, flat: Flat): readonly string[] {
  return Object.entries(flat).flatMap(([path, value]) => {
    const [key = '', row] = path.split('/')
    const field: Field | undefined = Object.hasOwn(kind.fields, key) ? kind.fields[key] : undefined
    if (!field || value === null) return []
    if (field.type !== 'rows') return row === undefined && isWrong(field, value) ? [path] : []
    if (row === undefined || typeof value !== 'object' || Array.isArray(value)) return [path]
    return Object.entries(value).flatMap(([cell, cellValue]) => {
      const of = Object.hasOwn(field.of, cell) ? field.of[cell] : undefined
      return of && isWrong(of, cellValue) ? [`${path}/${cell}`] : []
    })
  })
}

function isWrong(field: CellField, value: Json): boolean {
  if (value === null) return false
  const isLoose = (field.type === 'text' || field.type === 'longText') && value === ''
  const read = plainlyRead(field, value)
  if (Array.isArray(value) && Array.isArray(read)) return new Set(value).size !== read.length
  return read === null && !isLoose
}

const isWhole = (value: Json): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0
const isText = (value: Json): value is string =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\0')
const isId = (value: Json): boolean => isText(value) && value.length >= 1 && value.length <= 80

function isWord(field: Extract<CellField, { type: 'choice' | 'choices' }>, value: Json): boolean {
  if (typeof value !== 'string') return false
  if (Object.keys(field.options).includes(value)) return true
  return field.dictionary !== undefined && /^[A-Za-z0-9_-]{1,40}$/.test(value)
}

function severally(value: Json, isOne: (one: Json) => boolean): Json {
  if (!Array.isArray(value) || value.length > 200) return null
  return [...new Set(value.filter(isOne))]
}
