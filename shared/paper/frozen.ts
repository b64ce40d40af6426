import { z } from 'zod'
import { type Figure, figure } from '../figures/figure'
import { authorIn, type Variant } from '../privacy/variant'
import { documentModel } from './document'
import { sheetModel } from './sheet/model'

/**
 * The kind of the records that hold reports signed off. It is in no registry: nobody types one, and no form, list or
 * edit knows it.
 * Its changes are signed, chained and carried like all others, so that a street's month reaches the district as it was
 * signed.
 */
export const FROZEN_KIND = 'frozen-report'
export const FROZEN_VERSION = 2

/** What is kept of everything signed off. */
const kept = {
  /** Measure → version of what it counted. */
  measures: z.record(z.string(), z.number()),
  /** The records behind the report's own figures; null where they were too many to keep. */
  rows: z
    .object({
      /** Record and its newest change at the time. */
      records: z.array(z.tuple([z.string(), z.string()])),
      /** Measure → place in `records` and what that record added. */
      amounts: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))),
    })
    .nullable(),
}

/** A report in sentences as it was signed off. */
export const frozenDocument = z.object({
  document: documentModel,
  /** What people had typed, by text key. */
  texts: z.record(z.string(), z.string()),
  /** The sentences in use, by key. */
  wordings: z.record(z.string(), z.string()),
  ...kept,
})
export type FrozenDocument = z.infer<typeof frozenDocument>

/** A table as it was signed off, since version 2; without the marks that come with each print. */
export const frozenSheet = z.object({ sheet: sheetModel, figures: z.array(figure), ...kept })
export type FrozenSheet = z.infer<typeof frozenSheet>

/** What was signed off: enough to print it again and to say what has changed since. */
export const frozenContent = z.union([frozenDocument, frozenSheet])
export type FrozenContent = z.infer<typeof frozenContent>

/** The figures that stand in it. */
export function frozenFigures(content: FrozenContent): readonly Figure[] {
  return 'document' in content ? content.document.figures : content.figures
}

/** What is known of a frozen report without opening it. */
export const frozenMark = z.object({
  id: z.string(),
  report: z.string(),
  period: z.string(),
  unit: z.string(),
  unitName: z.string(),
  title: z.string(),
  /** When, ISO 8601, and the computer whose key signed it, by name. */
  at: z.string(),
  site: z.string(),
  /** Who sat there, as that computer wrote it. */
  by: z.string(),
  /** sha-256 over its content. */
  hash: z.string(),
})
export type FrozenMark = z.infer<typeof frozenMark>

/** Who signed a report off, as a variant shows it. */
export function markIn(variant: Variant, mark: FrozenMark | null): FrozenMark | null {
  return mark && { ...mark, by: authorIn(variant, mark.by) }
}

/** 「由东街街道A定稿（经手人：李管理）」: the key that signed first, because anybody may write any name. */
export function signedText({ site, by }: Pick<FrozenMark, 'site' | 'by'>): string {
  return `由${site}定稿（经手人：${by}）`
}

/** What signing off answers. */
export const signedOff = frozenMark.extend({
  /** False: too many records stand behind it to keep each; later differences show in the figures alone. */
  keepsRows: z.boolean(),
})
export type SignedOff = z.infer<typeof signedOff>

/** Told when it is signed off without the records behind it. */
export const WITHOUT_ROWS = '组成记录过多，没有逐条留存；以后“与已上报差异”只比较数字。'

/** How one record stood behind a figure then and stands now. */
export type RowChange = 'added' | 'removed' | 'edited'

/** A record whose part in a figure has changed; `before` or `after` is null where it had none. */
export interface RowDifference {
  readonly record: string
  readonly change: RowChange
  readonly before: number | null
  readonly after: number | null
}

/** What records added then and add now, compared: only those whose part changed, in the order given, then the new ones. */
export function rowDifferences(
  then: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): readonly RowDifference[] {
  const found: RowDifference[] = []
  for (const [record, amount] of then) {
    const after = now.get(record) ?? null
    if (after !== amount)
      found.push({ record, change: after === null ? 'removed' : 'edited', before: amount, after })
  }
  for (const [record, amount] of now)
    if (!then.has(record)) found.push({ record, change: 'added', before: null, after: amount })
  return found
}

/** What records added to one measure when the report was signed off. */
export function amountsThen(
  rows: NonNullable<FrozenContent['rows']>,
  measure: string,
): ReadonlyMap<string, number> {
  return new Map(
    (rows.amounts[measure] ?? []).flatMap(([at, amount]) => {
      const record = rows.records[at]?.[0]
      return record === undefined ? [] : [[record, amount] as const]
    }),
  )
}
