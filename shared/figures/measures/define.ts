import type { Field } from '../../definition/fields'
import { REVIEW } from '../../definition/workflow'
import { kindOf } from '../../kinds'

/** When a record counts: its date lies in the period, or it lasts from one date to another (empty: still) into the period. */
export type When = { readonly by: string } | Lasting

export interface Lasting {
  readonly from: string
  readonly to: string
  /**
   * Rows with a `from` and a `to` of their own. Where there are any, they say when the record counts, with the gaps
   * between them.
   * One left open ends with the record. A row that fills the field of units says for which units, any other counts for those
   * of its record.
   * They stand in a table of their own (facts), looked up record by record.
   */
  readonly spans?: string
}

/**
 * What tells two things apart: field by field; a list names what stands in where the first is empty (a telephone number, or
 * else the village).
 */
export type DistinctKey = readonly (string | readonly [string, string])[]

/** Where a figure comes from in one kind. */
export interface MeasureSource {
  readonly kind: string
  /** Each record counts 1, adds the value of a field, or counts the different things it names. */
  readonly add: 'each' | { readonly field: string } | { readonly distinct: DistinctKey }
  /** Only records whose choice is one of these, or whose choices hold one of these: by field. */
  readonly where?: Readonly<Record<string, readonly string[]>>
  /** Not the records whose choice is one of these, by field. */
  readonly except?: Readonly<Record<string, readonly string[]>>
  readonly when: When
  /** The field that names the unit, or the units, a record counts for. */
  readonly unit: string
  /** Under `once: 'linked'`: the field that names the record of another source this one may repeat. */
  readonly link?: string
}

/** The headings under which 口径说明 lists the figures. */
export const measureGroups = {
  publicity: '普法宣传',
  teams: '普法队伍',
  services: '法律咨询与法律援助',
  counsel: '法律顾问',
  wages: '根治欠薪',
  disputes: '矛盾纠纷',
  honours: '示范创建',
  indicators: '自定指标',
} as const
export type MeasureGroup = keyof typeof measureGroups

/** A figure said once (口径): every report, statistic and click on a number uses this declaration. */
export interface Measure {
  readonly name: string
  readonly label: string
  /** The Chinese measure word: 场次, 人次, 份; `%` for a share. */
  readonly word: string
  readonly group: MeasureGroup
  /** Raised when what is counted changes. */
  readonly version: number
  /** 口径 in words. */
  readonly meaning: string
  /** Empty for a share. */
  readonly over: readonly MeasureSource[]
  /** A share of one figure in another; both are printed, so that the denominator can be seen. */
  readonly ratio?: { readonly part: string; readonly of: string }
  /** Sums whole 分 and is shown in 元. */
  readonly money?: boolean
  /** A text field of its records that a list of names may say behind each: the batch of an honour. */
  readonly said?: string
  /** Counts only what stands at units of these levels: what a district does itself, and not its streets. */
  readonly levels?: readonly string[]
  /**
   * `linked`: a record whose `link` names a living record of another source adds only what that record leaves empty.
   * The pair is counted once, and a number typed on only one of the two is not lost.
   */
  readonly once?: 'linked'
  /** A district's own number: `value` counts in the last place of a decimal, and values of months add up its own way. */
  readonly indicator?: IndicatorTraits
  /** Counts as another measure does, only the records whose choice is, or whose choices hold, one word. */
  readonly narrowed?: { readonly measure: string; readonly field: string; readonly word: string }
}

export interface IndicatorTraits {
  readonly id: string
  readonly adds: 'sum' | 'last' | 'mean' | 'share'
  /** Decimal places of a mean or a share. */
  readonly places: number
  readonly section: string
  /** Where its values come from, in words; '' where nobody said. */
  readonly source: string
}

type DeclaredSource = Omit<MeasureSource, 'when' | 'unit'> & Partial<Pick<MeasureSource, 'when' | 'unit'>>

/** A source counted by its `date` for its `unit`, unless it says otherwise. */
export function source(declared: DeclaredSource): MeasureSource {
  return { when: { by: 'date' }, unit: 'unit', ...declared }
}

/** Declares a measure and checks it against the kinds. @throws Error at start-up when the declaration is wrong */
export function measure(whole: Measure): Measure {
  const distinct = whole.over.filter(isDistinctSource)
  if (distinct.length > 0 && distinct.length < whole.over.length)
    throw new Error(`${whole.name}: counts and sums together`)
  if ((whole.ratio === undefined) === (whole.over.length === 0))
    throw new Error(`${whole.name}: wants sources, or the parts of a share`)
  for (const one of whole.over) checkSource(whole, one)
  return whole
}

/** Whether a source counts different things, which no sum of its units' figures gives. */
export function isDistinctSource(one: MeasureSource): boolean {
  return typeof one.add === 'object' && 'distinct' in one.add
}

/** Whether a measure counts different things. */
export function isDistinct(of: Measure): boolean {
  return of.over.some(isDistinctSource)
}

/** Whether the figures of units add up to the figure of them all: not of different things, nor means, nor shares. */
export function isSum(of: Measure): boolean {
  return of.ratio === undefined && !isDistinct(of) && of.indicator?.adds !== 'mean'
}

/** Whether a measure counts by a date, and not what lasts over a period; a share counts as its figures do. */
export function isDated(of: Measure): boolean {
  return of.over.every((one) => 'by' in one.when)
}

/** The fields whose values tell two things apart, all of them. */
export function keyFields(key: DistinctKey): readonly string[] {
  return key.flat()
}

function checkSource(whole: Measure, one: MeasureSource): void {
  const { fields } = kindOf(one.kind)
  const dates = 'by' in one.when ? [one.when.by] : [one.when.from, one.when.to]
  const spans = 'by' in one.when || one.when.spans === undefined ? [] : [one.when.spans]
  const added = one.add === 'each' ? [] : 'field' in one.add ? [one.add.field] : keyFields(one.add.distinct)
  const used = [
    ...dates,
    one.unit,
    ...added,
    ...Object.keys(one.where ?? {}),
    ...Object.keys(one.except ?? {}),
    ...(one.link === undefined ? [] : [one.link]),
    ...(fields[REVIEW] ? [REVIEW] : []),
  ]
  for (const key of used)
    if (!fields[key]?.measured) throw new Error(`${whole.name}: ${one.kind}.${key} is not measured`)
  if ('by' in one.when && one.when.by !== 'date' && !fields[one.when.by]?.countedBy)
    throw new Error(`${whole.name}: no index of ${one.kind} begins with ${one.when.by}`)
  for (const key of spans)
    if (!hasSpans(fields[key], one.unit) || fields[one.unit]?.type !== 'refs' || !isDistinctSource(one))
      throw new Error(`${whole.name}: ${one.kind}.${key} has no spans`)
  for (const key of Object.keys(one.except ?? {}))
    if (fields[key]?.type !== 'choice') throw new Error(`${whole.name}: ${one.kind}.${key} is no choice`)
  for (const [key, values] of [...Object.entries(one.where ?? {}), ...Object.entries(one.except ?? {})]) {
    const field = fields[key]
    const options = field && 'options' in field ? field.options : {}
    for (const value of values)
      if (!Object.hasOwn(options, value)) throw new Error(`${whole.name}: ${one.kind}.${key} has no ${value}`)
  }
  if (fields[one.unit]?.type === 'refs' && !isDistinctSource(one))
    throw new Error(`${whole.name}: a sum counts for one unit`)
  if (one.link !== undefined) checkLink(whole, one, one.link)
}

/** Whether rows have dates and units among their facts. */
function hasSpans(field: Field | undefined, unit: string): boolean {
  if (field?.type !== 'rows' || !field.fact) return false
  const { from, to, [unit]: units } = field.of
  const isFact = [from, to, units].every((cell) => cell?.fact === true)
  return isFact && from?.type === 'date' && to?.type === 'date' && units?.type === 'refs'
}

/** What a record may repeat is said by a source of the same measure, whose facts are asked. */
function checkLink(whole: Measure, one: MeasureSource, link: string): void {
  if (whole.once !== 'linked') throw new Error(`${whole.name}: a link without once`)
  const field = kindOf(one.kind).fields[link]
  if (!whole.over.some((other) => field?.type === 'ref' && other.kind === field.to))
    throw new Error(`${whole.name}: ${one.kind}.${link} leads to no source`)
}
