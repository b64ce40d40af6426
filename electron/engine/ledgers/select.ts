import { fieldOf, type Kind } from '../../../shared/definition/define'
import { REVIEW, uncountedStates } from '../../../shared/definition/workflow'
import { type Disclosure, printedRecord } from '../../../shared/disclosure/printed-record'
import type { LedgerColumn } from '../../../shared/ledgers/columns'
import type { Ledger } from '../../../shared/ledgers/define'
import { ledgerOf } from '../../../shared/ledgers/ledger'
import type { LedgerFrame, LedgerRecord } from '../../../shared/ledgers/sheet'
import { printable } from '../../../shared/paper/document'
import { labelInBrackets, type Period } from '../../../shared/period'
import type { Variant } from '../../../shared/privacy/variant'
import { toBody } from '../../../shared/records/both-shapes'
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
import {
  filtersInWords,
  isReviewedByDay,
  type LedgerAsked,
  ledgerColumns,
  ledgerOrder,
  ledgerVariant,
} from './asked'
import { chosenColumns } from './choices'
import { eachRow } from './queries'

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
  const variant = ledgerVariant(ledger, input.variant)
  const whole = input.whole && variant === 'internal'
  if (whole) requireRight(ctx.user.role, 'record.unmask')
  const period =
    ledger.dateField === null || input.period === undefined ? undefined : ruledPeriod(ctx, input.period)
  const unit = unitOf(ctx, kind, input.unit)
  const columns = ledgerColumns(ledger, variant, input.columns, () => chosenColumns(ctx, ledger))
  return {
    ledger,
    columns,
    disclosure: { variant, whole, ...(ledger.naming && { naming: ledger.naming }) },
    wanted: { ...wantedOf(ledger, { ...input, variant }, period, unit), seesWhole: seesWhole(ctx.user) },
    order: { fields: ledgerOrder(ledger), descending: false },
    frame: {
      ledger,
      columns,
      unitName: printable(readUnits(ctx.db).get(input.unit ?? ctx.site.unit)?.name ?? ctx.site.unitName),
      ...(period && { periodLabel: labelInBrackets(period) }),
      variant,
      marked: marksUpward(ctx),
      date: today(ctx.clock),
      ...filtersInWords(kind, input, variant, {
        nameOf: nameOrId(nameFinder(ctx.db, { variant })),
        wordsOf: districtWords(ctx.db),
      }),
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
