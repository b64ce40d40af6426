import type { Parsed } from '../../../shared/contract'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { REVIEW, uncountedStates } from '../../../shared/definition/workflow'
import { type Disclosure, printedRecord } from '../../../shared/disclosure/printed-record'
import { AppError } from '../../../shared/errors'
import { isFact } from '../../../shared/facts/tables'
import { columnsIn, type LedgerColumn } from '../../../shared/ledgers/columns'
import type { Ledger } from '../../../shared/ledgers/define'
import { ledgerOf } from '../../../shared/ledgers/ledger'
import type { LedgerFrame, LedgerRecord } from '../../../shared/ledgers/sheet'
import { printable } from '../../../shared/paper/document'
import { labelInBrackets, type Period } from '../../../shared/period'
import { type Variant, variantLabels } from '../../../shared/privacy/variant'
import { toBody } from '../../../shared/records/both-shapes'
import { displayValue } from '../../../shared/records/display'
import { flowIn } from '../../../shared/records/states'
import { requireRight } from '../../../shared/rights'
import type { Flat } from '../../../shared/shapes'
import type { AuditDetail } from '../audit'
import type { OpenContext, ReadDb } from '../context'
import { approvedNotes } from '../district/counting-rule'
import { ruledPeriod } from '../district/reporting-rule'
import { readUnits, requireUnit } from '../district/units'
import { districtWords } from '../district/words'
import { marksUpward } from '../handout/district-marks'
import { seesWhole, type Wanted } from '../lists/filter'
import type { ListOrder } from '../lists/walk'
import { today } from '../moment'
import { nameFinder, nameOrId } from '../records/names'
import { chosenColumns } from './choices'
import { eachRow } from './queries'

export type LedgerAsked = Parsed<'ledgers.page'>

/** A ledger that somebody asked for, checked: which records, which columns, for whom. */
export interface Selected {
  readonly ledger: Ledger
  readonly columns: readonly LedgerColumn[]
  readonly disclosure: Disclosure
  readonly wanted: Wanted
  readonly order: ListOrder
  readonly frame: LedgerFrame
  /** For the audit log: never a value. */
  readonly facts: AuditDetail & { readonly variant: Variant }
}

/**
 * Reads a request.
 * @throws AppError `ledger.unknown`, `period.invalid`, `unit.not-found`, `right.missing` for whole values without the right,
 * `ledger.variant` and `ledger.column` for what the ledger has not, `call.invalid` for such a filter
 */
export function selectLedger(ctx: OpenContext, input: LedgerAsked): Selected {
  const ledger = ledgerOf(input.ledger)
  const { kind } = ledger
  const variant = variantOf(ledger, input.variant)
  const whole = input.whole && variant === 'internal'
  if (whole) requireRight(ctx.user.role, 'record.unmask')
  const period =
    ledger.dateField === null || input.period === undefined ? undefined : ruledPeriod(ctx, input.period)
  const unit = unitOf(ctx, kind, input.unit)
  const columns = columnsFor(ctx, ledger, variant, input.columns)
  return {
    ledger,
    columns,
    disclosure: { variant, whole, ...(ledger.naming && { naming: ledger.naming }) },
    wanted: { ...wantedOf(ledger, { ...input, variant }, period, unit), seesWhole: seesWhole(ctx.user) },
    order: orderOf(ledger),
    frame: {
      ledger,
      columns,
      unitName: printable(readUnits(ctx.db).get(input.unit ?? ctx.site.unit)?.name ?? ctx.site.unitName),
      ...(period && { periodLabel: labelInBrackets(period) }),
      variant,
      marked: marksUpward(ctx),
      date: today(ctx.clock),
      ...filtersOf(ctx.db, kind, input, variant),
      notes: variant === 'upward' && isReviewedByDay(kind) ? [...approvedNotes(ctx.db, period)] : [],
    },
    facts: {
      ledger: ledger.name,
      variant,
      ...(period && { period: period.name }),
      ...(input.unit !== undefined && { unit: input.unit }),
      ...(whole && { whole: 1 }),
    },
  }
}

/** The records of a ledger as it may show them, in its order, from one state of `db`. */
export function* recordsOf(
  db: ReadDb,
  { ledger, wanted, order, disclosure }: Selected,
): Generator<LedgerRecord> {
  const nameOf = nameOrId(nameFinder(db, disclosure))
  const wordsOf = districtWords(db)
  for (const row of eachRow(db, ledger.kind, wanted, order)) {
    const body = toBody(ledger.kind, JSON.parse(row.body) as Flat)
    yield { number: row.number, printed: printedRecord(ledger.kind, body, disclosure, nameOf, wordsOf) }
  }
}

/** Whether records of the kind are reviewed and lie on a day: what 上报口径 asks of. */
const isReviewedByDay = (kind: Kind): boolean => fieldOf(kind, REVIEW) !== undefined && isFact(kind, 'date')

function variantOf(ledger: Ledger, asked: Variant | undefined): Variant {
  const variant = asked ?? ledger.variants[0]
  if (ledger.variants.includes(variant)) return variant
  const variants = ledger.variants.map((one) => variantLabels[one]).join('或')
  throw new AppError('ledger.variant', { ledger: ledger.label, variant: variantLabels[variant], variants })
}

function columnsFor(
  ctx: OpenContext,
  ledger: Ledger,
  variant: Variant,
  asked: readonly string[] | undefined,
): readonly LedgerColumn[] {
  const allowed = new Map(columnsIn(ledger.kind, variant).map((column) => [column.key, column]))
  const unknown = ledger.free ? asked?.find((key) => !allowed.has(key)) : undefined
  if (unknown !== undefined)
    throw new AppError('ledger.column', {
      ledger: ledger.label,
      column: unknown,
      variant: variantLabels[variant],
    })
  const keys = ledger.free ? (asked ?? chosenColumns(ctx, ledger)) : ledger.columns
  return [...new Set(keys)].flatMap((key) => allowed.get(key) ?? [])
}

/** Records under the district's own unit are all that it holds, also those whose unit it does not know. */
function unitOf(ctx: OpenContext, kind: Kind, asked: string | undefined): string | undefined {
  if (asked === undefined) return undefined
  requireUnit(readUnits(ctx.db), asked)
  const everything = ctx.site.role !== 'street' && asked === ctx.site.unit
  return everything || !(kind.tree || fieldOf(kind, 'unit')?.index) ? undefined : asked
}

function wantedOf(
  ledger: Ledger,
  input: LedgerAsked & { readonly variant: Variant },
  period: Period | undefined,
  unit: string | undefined,
): Wanted {
  const { text, ids, ranges, files, conflicts } = input
  const where = ledger.where || input.where ? { ...input.where, ...ledger.where } : undefined
  const goesUp = input.variant === 'upward' && isReviewedByDay(ledger.kind)
  const isChosen = ids !== undefined && input.variant === 'internal'
  // As in the figures: a draft is nothing yet, and what is void is nothing any more.
  const without =
    flowIn(ledger.kind, REVIEW) && where?.[REVIEW] === undefined && !isChosen
      ? { field: REVIEW, values: uncountedStates }
      : undefined
  return {
    ...(period && { from: period.from, to: period.to }),
    ...(ledger.dateField !== null && { dateField: ledger.dateField }),
    ...(unit !== undefined && { unit }),
    ...(where && { where }),
    ...(text?.trim() && { text }),
    ...(ids && { ids }),
    ...(ranges && { ranges }),
    ...(files !== undefined && { files }),
    ...(conflicts && { conflicts }),
    ...(without && { without }),
    ...(goesUp && { approvedWhereAsked: true }),
  }
}

function orderOf({ kind, dateField }: Ledger): ListOrder {
  const own = kind.sort.field
  const first = dateField ?? own
  return { fields: first === own ? [own] : [first, own], descending: false }
}

/** Filters in words, for the note under the table. */
function filtersOf(
  db: ReadDb,
  kind: Kind,
  { where = {}, text, ids, ranges = {}, files, conflicts }: LedgerAsked,
  variant: Variant,
): { readonly filters?: string } {
  const nameOf = nameOrId(nameFinder(db, { variant }))
  const words = Object.entries(where).map(([key, value]) => {
    const field = fieldOf(kind, key)
    const shown = field?.type === 'flag' ? value === 1 || value === '1' : value
    if (field?.type === 'choices' || field?.type === 'refs')
      return `${field.label}有${displayValue(field, [String(value)], nameOf, districtWords(db))}`
    return `${field?.label ?? key}为${displayValue(field, shown, nameOf, districtWords(db))}`
  })
  // What somebody looked for may be the very name that the rows shorten.
  if (text?.trim()) words.push(variant === 'internal' ? `有“${text.trim()}”的` : '按文字查找到的')
  for (const [key, { from, to }] of Object.entries(ranges)) {
    const field = fieldOf(kind, key)
    const said = (value: string | number): string => displayValue(field, value, nameOf, districtWords(db))
    const edges = [
      ...(from === undefined ? [] : [`从${said(from)}`]),
      ...(to === undefined ? [] : [`到${said(to)}`]),
    ]
    words.push(`${field?.label ?? key}${edges.join('')}`)
  }
  if (files !== undefined) words.push(files ? '有照片或附件的' : '没有照片和附件的')
  if (conflicts) words.push('有内容不一致的')
  if (ids) words.push('勾选的')
  return words.length === 0 ? {} : { filters: words.join('，') }
}
