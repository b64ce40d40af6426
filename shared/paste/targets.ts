import { isTyped, type Kind } from '../definition/define'
import type { CellField, Field, RowsField } from '../definition/fields'
import { plainWords } from './headings'

/** Where a record's human number stands; a line with a known one speaks of that record. */
export const NUMBER_TARGET = '$number'
/** Where a workbook that this program wrote says which record a line is, and how it stood. */
export const MARK_TARGET = '$record'
export const MARK_HEADING = '记录标识（请勿改动）'

/** Something that a column of a table may be read as. */
export interface ColumnTarget {
  /** A field, a cell of its rows as `field/cell`, or one of the two above. */
  readonly key: string
  readonly label: string
  /** Absent: no field; the number or the mark. */
  readonly field?: Field
  /** What a heading may say for it, the surest first. */
  readonly names: readonly string[]
  /** A state that moves change, or where the record came from: known, but not taken. */
  readonly told?: true
}

/** Everything that a column may be read as, in the order of the form: the fields, then the cells of rows. */
export function targetsOf(kind: Kind): readonly ColumnTarget[] {
  const inForm = kind.form.flat()
  const told = Object.keys(kind.fields).filter((key) => !isTyped(kind, key))
  const fields = [...inForm, ...told].flatMap((key) => {
    const field: Field | undefined = kind.fields[key]
    return field ? [{ key, field }] : []
  })
  return [
    ...(kind.numbered ? [{ key: NUMBER_TARGET, label: '编号', names: ['编号', `${kind.label}编号`] }] : []),
    { key: MARK_TARGET, label: MARK_HEADING, names: [MARK_HEADING] },
    ...fields.map(
      ({ key, field }): ColumnTarget => ({
        key,
        label: field.label,
        field,
        names: namesOf(field),
        ...(isTyped(kind, key) ? {} : { told: true as const }),
      }),
    ),
    ...fields.flatMap(({ key, field }) => (field.type === 'rows' ? cellsOf(key, field) : [])),
  ]
}

/** Cells of rows go by the name of their list too: 电话 alone may be anybody's. */
function cellsOf(key: string, field: RowsField): readonly ColumnTarget[] {
  return Object.entries<CellField>(field.of).map(([cell, of]) => ({
    key: `${key}/${cell}`,
    label: `${field.label}：${of.label}`,
    field: of,
    names: namesOf(of).map((name) => `${field.label}${name}`),
  }))
}

/** The label, what it says without and inside its brackets, and the other words that its kind declares. */
function namesOf(field: Field): readonly string[] {
  const [, outside, inside] = /^(.+)（(.+)）$/.exec(field.label) ?? []
  return [
    field.label,
    ...(outside !== undefined && inside !== undefined ? [`${outside}${inside}`, outside, inside] : []),
    ...(field.aliases ?? []),
  ]
}

/** What may stand in brackets behind a name without making it another thing. */
const HINT =
  /\((元|万元|人民币|人民币元|单位元|单位万元|必填|选填|可不填|[年月日/\-.yYmMdD]+|\d{1,2}位|时间|文本)\)$/

/** Whether a heading says a name: but for spaces, width, stars, and a remark in brackets, a field's unit among them. */
export function saysName(heading: string, name: string, field: Field | undefined): boolean {
  const [said, meant] = [plainWords(heading), plainWords(name)]
  if (said === meant) return true
  const unit = field && 'unit' in field ? field.unit.normalize('NFKC') : ''
  const bare =
    unit !== '' && said.endsWith(`(${unit})`) ? said.slice(0, -unit.length - 2) : said.replace(HINT, '')
  return bare === meant
}
