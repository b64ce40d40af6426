import { fieldOf, type Kind } from '../definition/define'
import type { Body, CellFields, Field, MaskName } from '../definition/fields'
import type { Json } from '../json'
import { type FlatBody, type RecordPatch, rowKey } from '../records/patch'

const masks: Readonly<Record<MaskName, (text: string) => string>> = {
  name: nameMask,
  party: (text) => {
    if (organisation.test(text)) return text
    const place = courtyardWord.exec(text)?.[0] ?? ''
    return place === text ? text : `${nameMask(text)}${place}`
  },
  phone: (text) => {
    const shown = text.length >= 11 ? 3 : 0
    const tail = text.length >= 11 ? 4 : 2
    return `${text.slice(0, shown)}****${text.slice(-tail)}`
  },
  // The same stars whatever the length; a short document number keeps less of itself.
  id: (text) =>
    text.length >= 15 ? `${text.slice(0, 3)}${'*'.repeat(11)}${text.slice(-4)}` : `****${tail(text, 2)}`,
  // Not even how long it is.
  hidden: () => '****',
  card: (text) => `****${tail(text, text.length >= 12 ? 4 : 2)}`,
  // Of a house what many share: the village, otherwise the street, the district, the group of a village.
  address: (text) => {
    const kept = shared.map((pattern) => pattern.exec(text)?.[0]).find((part) => part !== undefined) ?? ''
    return kept === text ? text : `${kept}****`
  },
}

/** One star whatever the length: 张三 and 张三丰 must not differ. */
function nameMask(text: string): string {
  return `${[...text][0] ?? ''}*`
}

/** How names of organisations end; nobody's own name is so long. */
const organisation =
  /^.{2,}(?:公司|集团|中心|大队|支队|中队|委员会|居委会|村委会|办公室|街道|社区|学校|学院|医院|银行|信用社|合作社|协会|商会|工会|联合会|事务所|政府|法院|检察院|项目部)$|^.{4,}[局所站处科部厅院厂店校会办]$/
/** What a courtyard is called after its household; a name of such words alone is nobody's. */
const courtyardWord = /(?:院坝|院子|大院|坝子|晒坝|院落|广场|活动室|会议室)$/
const shared = [/^.*?(?:村|社区)/, /^.*?(?:街道|镇|乡)/, /^.*?(?:(?<!小)区|县|市)/, /^[^号栋楼单元]{1,6}组/]

/** The last characters of a text that is longer than they are. */
function tail(text: string, length: number): string {
  return text.length > length * 2 ? text.slice(-length) : ''
}

/** A text as it is shown to people without the right to see it: 张*, 138****1234, 510***********1234, ****1234. */
export function maskText(mask: MaskName, text: string): string {
  return text === '' ? '' : masks[mask](text)
}

/** A field's value with what is masked in it shortened; for a row, its cells. */
export function maskValue(field: Field | undefined, value: Json): Json {
  if (field?.type === 'rows') return isCells(value) ? maskCells(field.of, value) : value
  return field?.mask && typeof value === 'string' ? maskText(field.mask, value) : value
}

/** Whether a mask hides something of a value: nothing of an empty one, of an organisation, of a village alone. */
function isShortened(field: Field, value: Json | undefined): value is string {
  return field.mask !== undefined && typeof value === 'string' && maskText(field.mask, value) !== value
}

/**
 * A body with every masked field shortened, and which these were: field keys, `demands/<rowId>/phone` inside rows. Where
 * nothing is hidden, none is named.
 */
export function maskBody(kind: Kind, body: Body): { readonly body: Body; readonly masked: string[] } {
  const masked: string[] = []
  const shown: Record<string, Json> = { ...body }
  for (const [key, field] of Object.entries(kind.fields)) {
    const value = body[key]
    if (field.type === 'rows') {
      if (!Array.isArray(value)) continue
      shown[key] = value.map((row: Json) => {
        if (!isCells(row)) return row
        for (const [cell, of] of Object.entries(field.of))
          if (isShortened(of, row[cell])) masked.push(`${key}/${String(row.id)}/${cell}`)
        return maskCells(field.of, row)
      })
    } else if (isShortened(field, value)) {
      shown[key] = maskValue(field, value)
      masked.push(key)
    }
  }
  return { body: shown, masked }
}

/**
 * A patch in which shortened values are the whole ones again: a form that was filled from a `RecordView` and saved must not
 * replace 张三丰 by 张*. Only a value that is exactly the mask of what the record holds is taken so.
 */
export function unmaskPatch(kind: Kind, current: FlatBody, patch: RecordPatch): RecordPatch {
  const whole = Object.entries(patch).map(([key, value]): [string, Json] => {
    const field = fieldOf(kind, key)
    if (field?.type !== 'rows') return [key, unmask(field, current[key], value)]
    if (!Array.isArray(value)) return [key, value]
    return [key, value.map((row: Json) => (isCells(row) ? unmaskRow(field.of, current, key, row) : row))]
  })
  return Object.fromEntries(whole)
}

function unmaskRow(cells: CellFields, current: FlatBody, key: string, row: Body): Body {
  const before = typeof row.id === 'string' ? current[rowKey(key, row.id)] : undefined
  if (before === undefined || !isCells(before)) return row
  return Object.fromEntries(
    Object.entries(row).map(([cell, value]) => [
      cell,
      unmask(Object.hasOwn(cells, cell) ? cells[cell] : undefined, before[cell], value),
    ]),
  )
}

function unmask(field: Field | undefined, before: Json | undefined, value: Json): Json {
  const isMask =
    field?.mask !== undefined && typeof before === 'string' && value === maskText(field.mask, before)
  return isMask ? before : value
}

function maskCells(cells: CellFields, row: Body): Body {
  const shown: Record<string, Json> = { ...row }
  for (const [cell, { mask }] of Object.entries(cells)) {
    const value = row[cell]
    if (mask && typeof value === 'string') shown[cell] = maskText(mask, value)
  }
  return shown
}

function isCells(value: Json): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
