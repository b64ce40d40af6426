import type { Kind } from '../definition/define'
import type { Field, RowsField } from '../definition/fields'
import { isEnumerated } from '../definition/words'
import { kindOf } from '../kinds'

/** What a form may name beside the fields of its record. */
const words = ['本单位', '编号', '今天', '录入人', '普法规划'] as const
export type FormWord = (typeof words)[number]

/** How a value is said: as it is, all choices with a mark before the chosen, in capitals, or out of a number of identity. */
const formats = ['选项', '大写', '性别', '出生日期'] as const
export type FormFormat = (typeof formats)[number]

/** One thing that a placeholder may stand for. */
export type PlaceholderTarget =
  | { readonly type: 'word'; readonly word: FormWord }
  | {
      readonly type: 'field'
      /** Keys, from the record over references to the record behind. */
      readonly path: readonly string[]
      readonly field: Field
      readonly format?: FormFormat
    }

/** Why a placeholder stands for nothing. */
export interface PlaceholderProblem {
  readonly reason: 'form.placeholder' | 'form.format'
  readonly name: string
}

const betweenTargets = /(?:，|,)/
const beforeFormat = /(?:：|:)/

/** Any placeholder; full-width braces are as good. */
export const placeholder = /[{｛]([^{}｛｝]*)[}｝]/g

/**
 * Reads what stands between braces for a kind. Several things stand behind one another with 「，」: the first that is filled is
 * printed. A thing is a word, or a field by its label or key, over references with 「/」, with a format behind 「：」:
 * `法律顾问/执业机构`, `协议金额：大写`, `申请方性别，申请方身份证号：性别`.
 */
export function readPlaceholder(
  kind: Kind,
  inside: string,
): { readonly told: readonly PlaceholderTarget[]; readonly problems: readonly PlaceholderProblem[] } {
  const told: PlaceholderTarget[] = []
  const problems: PlaceholderProblem[] = []
  for (const part of inside.split(betweenTargets).map((one) => one.trim())) {
    const read = readOne(kind, part)
    if ('reason' in read) problems.push(read)
    else told.push(read)
  }
  return { told, problems }
}

function readOne(kind: Kind, part: string): PlaceholderTarget | PlaceholderProblem {
  const word = words.find((one) => one === part)
  if (word !== undefined) return { type: 'word', word }
  const [name = '', wanted] = part.split(beforeFormat).map((one) => one.trim())
  // A label may have a bar of its own: 工程/非工程.
  const found = fieldBehind(kind, [name]) ?? fieldBehind(kind, name.split(/[/／]/))
  if (!found) return { reason: 'form.placeholder', name: name || '{}' }
  if (wanted === undefined) return { type: 'field', ...found }
  const format = formats.find((one) => one === wanted)
  if (format === undefined || !fits(format, found.field)) return { reason: 'form.format', name: wanted }
  return { type: 'field', ...found, format }
}

function fieldBehind(
  kind: Kind,
  [name = '', ...more]: readonly string[],
): { readonly path: readonly string[]; readonly field: Field } | undefined {
  const key = keyNamed(kind.fields, name.trim())
  const field = key === undefined ? undefined : kind.fields[key]
  if (key === undefined || field === undefined) return undefined
  if (more.length === 0) return { path: [key], field }
  if (field.type !== 'ref') return undefined
  const behind = fieldBehind(kindOf(field.to), more)
  return behind && { path: [key, ...behind.path], field: behind.field }
}

/** The key of the field, or of the cell of rows, that has this key or label. */
export function keyNamed(
  fields: Readonly<Record<string, { readonly label: string }>>,
  name: string,
): string | undefined {
  if (Object.hasOwn(fields, name)) return name
  return Object.keys(fields).find((key) => fields[key]?.label === name)
}

function fits(format: FormFormat, field: Field): boolean {
  if (format === '选项') return isEnumerated(field) || field.type === 'flag'
  if (format === '大写') return field.type === 'money'
  return field.type === 'text' && field.format === 'idNumber'
}

/** The rows of a record that a line `明细：` prints, and its columns: cells of them, or room to write by hand. */
export interface RowsLine {
  readonly key: string
  readonly field: RowsField
  /** Rows that are printed at least, so that somebody can write more by hand. */
  readonly least: number
  readonly columns: readonly { readonly label: string; readonly cell?: string }[]
}

/** More rows by hand stand on no page. */
const mostByHand = 40

/** Reads what stands behind 「明细：」: `{务工人员}｜{姓名}｜{欠薪金额}｜签名`, before it perhaps how many rows at least: `6｜{务工人员}｜…`. */
export function readRowsLine(kind: Kind, line: string): RowsLine | PlaceholderProblem {
  const parts = line.split(/[｜|]/).map((part) => part.trim())
  const least = /^\d{1,2}$/.test(parts[0] ?? '') ? Math.min(mostByHand, Number(parts.shift())) : 0
  const [of = '', ...columns] = parts
  const name = within(of) ?? of
  const key = keyNamed(kind.fields, name)
  const field = key === undefined ? undefined : kind.fields[key]
  if (key === undefined || field?.type !== 'rows') return { reason: 'form.placeholder', name: name || '{}' }
  const read: { label: string; cell?: string }[] = []
  for (const column of columns) {
    const asked = within(column)
    if (asked === undefined) {
      read.push({ label: column })
      continue
    }
    const cell = keyNamed(field.of, asked)
    if (cell === undefined) return { reason: 'form.placeholder', name: asked || '{}' }
    read.push({ label: field.of[cell]?.label ?? asked, cell })
  }
  return { key, field, least, columns: read }
}

/** What stands between the braces of a text that is one placeholder. */
function within(text: string): string | undefined {
  return /^[{｛]([^{}｛｝]*)[}｝]$/.exec(text)?.[1]?.trim()
}
