import type { Output, Parsed } from '../../../shared/contract'
import { fieldOf, type NameOf } from '../../../shared/definition/define'
import type { WordsOf } from '../../../shared/definition/words'
import { approvedState, REVIEW, uncountedStates } from '../../../shared/definition/workflow'
import { type Disclosure, printedRecord } from '../../../shared/disclosure/printed-record'
import { columnsIn, type LedgerColumn } from '../../../shared/ledgers/columns'
import type { Ledger } from '../../../shared/ledgers/define'
import { ledgerOf } from '../../../shared/ledgers/ledger'
import { listedLedgers } from '../../../shared/ledgers/listed'
import { type LedgerFrame, type LedgerRecord, ledgerRows, ledgerSheet } from '../../../shared/ledgers/sheet'
import { layOutSheet } from '../../../shared/paper/sheet/layout'
import { sheetMarkup, sheetPages } from '../../../shared/paper/sheet/markup'
import { type Sheet, type SheetRow, withoutSpare } from '../../../shared/paper/sheet/model'
import { labelInBrackets, type Period, parsePeriod } from '../../../shared/period'
import { toBody } from '../../../shared/records/both-shapes'
import { flowIn } from '../../../shared/records/states'
import { requireRight } from '../../../shared/rights'
import { sheetContent } from '../../engine/handout/sheet-content'
import {
  filtersInWords,
  isReviewedByDay,
  type LedgerAsked,
  ledgerColumns,
  ledgerOrder,
  ledgerVariant,
  mostInWord,
  mostOnPaper,
  requirePaper,
} from '../../engine/ledgers/asked'
import { orderExpression } from './condition'
import { type Ground, groundOf } from './ground'
import { handFile, paperNumberOf } from './hand-out'
import { listCondition } from './list-condition'
import { hubNamesIn, hubWords } from './named'
import { hubApprovedNotes } from './own-words'
import type { HubReads, ReadContext } from './read'
import { HUB_COLUMNS, type HubRow } from './records'
import { hubUnits } from './units'

/** An Excel file is made whole here, in the memory of all readers. */
const mostInExcel = 30_000
/** Pages of a preview, and rows laid out where a ledger is for Excel only. */
const shownPages = 8
const shownRows = 200

/** A ledger that somebody asked for, checked, with the records that it has. */
interface Selected {
  readonly ledger: Ledger
  readonly columns: readonly LedgerColumn[]
  readonly disclosure: Disclosure
  readonly frame: LedgerFrame
  readonly wordsOf: WordsOf
  readonly where: string
  readonly values: readonly unknown[]
}

/**
 * Reads a request.
 * @throws AppError `ledger.unknown`, `period.invalid`, `unit.not-found`, `right.missing` for whole values without the right,
 * `ledger.variant` and `ledger.column` for what the ledger has not, `call.invalid` for such a filter
 */
async function selectLedger(ctx: ReadContext, input: LedgerAsked): Promise<Selected> {
  const ledger = ledgerOf(input.ledger)
  const { kind } = ledger
  const variant = ledgerVariant(ledger, input.variant)
  const whole = input.whole && variant === 'internal'
  if (whole) requireRight(ctx.account.role, 'record.unmask')
  const period =
    ledger.dateField === null || input.period === undefined ? undefined : parsePeriod(input.period)
  const wordsOf = await hubWords(ctx.sql)
  const ground = await groundOf(ctx, wordsOf, input.unit)
  const columns = ledgerColumns(ledger, variant, input.columns, () => ledger.columns)
  const { where, values } = await conditionOf(ctx, ledger, { ...input, variant }, period, ground)
  const nameOf: NameOf = await hubNamesIn(
    ctx.sql,
    [{ kind: kind.name, body: input.where ?? {} }],
    wordsOf,
    variant,
  )
  return {
    ledger,
    columns,
    disclosure: { variant, whole, ...(ledger.naming && { naming: ledger.naming }) },
    wordsOf,
    where,
    values,
    frame: {
      ledger,
      columns,
      unitName: ground.unitName,
      ...(period && { periodLabel: labelInBrackets(period) }),
      variant,
      date: ctx.today,
      ...filtersInWords(kind, input, variant, { nameOf, wordsOf }),
      notes:
        variant === 'upward' && isReviewedByDay(kind)
          ? await hubApprovedNotes(ctx.sql, ground.district, period)
          : [],
    },
  }
}

/** The day from which on a record's own district counts only approved ones. */
const ruleOfDistrict = `(SELECT min(c.body->>'from') FROM records c
  WHERE c.kind = 'counting-rule' AND NOT c.deleted AND c.district = records.district)`

async function conditionOf(
  ctx: ReadContext,
  ledger: Ledger,
  input: LedgerAsked,
  period: Period | undefined,
  ground: Ground,
): Promise<Pick<Selected, 'where' | 'values'>> {
  const { kind, dateField } = ledger
  const { text, ids, ranges, files, conflicts } = input
  const wanted = ledger.where || input.where ? { ...input.where, ...ledger.where } : undefined
  const days =
    period && dateField !== null ? { ...ranges, [dateField]: { from: period.from, to: period.to } } : ranges
  const condition = await listCondition(ctx, {
    kind: kind.name,
    filter: {
      ...(wanted && { where: wanted }),
      ...(text?.trim() && { text }),
      ...(ids && { ids }),
      ...(days && { ranges: days }),
      ...(files !== undefined && { files }),
      ...(conflicts && { conflicts }),
    },
  })
  const values = [...condition.values]
  const value = (one: unknown): string => `$${values.push(one)}`
  const parts = [condition.sql]
  const hasUnit = kind.tree || fieldOf(kind, 'unit')?.index === true
  if (ground.district !== null) {
    parts.push(`district = ${value(ground.district)}`)
    if (ground.unit !== null && hasUnit) {
      const within = [...(await hubUnits(ctx.sql, [ground.district])).within(ground.unit)]
      parts.push(`${kind.tree ? 'id' : `body->>'unit'`} = ANY (${value(within)})`)
    }
  } else {
    const units = [...ground.tree.within(ground.asked)]
    parts.push(`district IN (SELECT d.district FROM districts d WHERE d.unit = ANY (${value(units)}))`)
  }
  const isChosen = ids !== undefined && input.variant === 'internal'
  // As in the figures: a draft is nothing yet, and what is void is nothing any more.
  if (flowIn(kind, REVIEW) && wanted?.[REVIEW] === undefined && !isChosen)
    parts.push(`NOT coalesce(body->>'${REVIEW}', '') = ANY (${value(uncountedStates)})`)
  if (input.variant === 'upward' && isReviewedByDay(kind))
    parts.push(
      `(body->>'${REVIEW}' = ${value(approvedState)} OR coalesce(body->>'date', '') < coalesce(${ruleOfDistrict}, '9999'))`,
    )
  return { where: parts.join(' AND '), values }
}

async function countRows({ sql }: ReadContext, { where, values }: Selected): Promise<number> {
  const [row] = await sql.query<{ total: number }>(
    `SELECT count(*) AS total FROM records WHERE ${where}`,
    values,
  )
  return row?.total ?? 0
}

/** The sheet of a ledger, at most so many rows of it. Of one that is cut short there are no sums. */
async function sheetOf(ctx: ReadContext, selected: Selected, most: number, isWhole: boolean): Promise<Sheet> {
  const { ledger, columns, frame, disclosure, wordsOf, where, values } = selected
  const { kind } = ledger
  const order = [...ledgerOrder(ledger).map((key) => orderExpression(kind, key).sql), 'district', 'rid']
  const rows = await ctx.sql.query<HubRow>(
    `SELECT ${HUB_COLUMNS} FROM records WHERE ${where} ORDER BY ${order.join(', ')} LIMIT $${values.length + 1}`,
    [...values, most],
  )
  const nameOf = await hubNamesIn(ctx.sql, rows, wordsOf, disclosure.variant)
  const printed = rows.map(
    ({ number, body }): LedgerRecord => ({
      number,
      printed: printedRecord(kind, toBody(kind, body), disclosure, nameOf, wordsOf),
    }),
  )
  const drawn: readonly SheetRow[] = [...ledgerRows(columns, printed)]
  const shown = isWhole ? drawn : drawn.filter(({ role }) => role !== 'total')
  const audit = ctx.noted === null ? {} : { audit: paperNumberOf(ctx) }
  return withoutSpare({ ...ledgerSheet({ ...frame, ...audit }), rows: shown })
}

/** The first pages as they will print. */
async function page(ctx: ReadContext, input: Parsed<'ledgers.page'>): Promise<Output<'ledgers.page'>> {
  const selected = await selectLedger(ctx, input)
  const rows = await countRows(ctx, selected)
  const isPaper = rows <= mostOnPaper
  const preview = { ...ctx, noted: null }
  const laid = layOutSheet(await sheetOf(preview, selected, isPaper ? mostOnPaper : shownRows, isPaper))
  const pages = laid.pages.slice(0, shownPages)
  return {
    title: laid.sheet.title,
    markup: sheetMarkup({ ...laid, pages }, isPaper ? laid.pages.length : null),
    rows,
    pages: isPaper ? laid.pages.length : null,
    shownPages: pages.length,
  }
}

/** 台账 of the districts of a region, or of the units of a district, in the usual columns. */
export const hubLedgerReads = {
  'ledgers.list': async () => ({ ledgers: listedLedgers() }),
  'ledgers.columns': async (_ctx, input) => {
    const ledger = ledgerOf(input.ledger)
    const columns = columnsIn(ledger.kind, input.variant ?? ledger.variants[0]).map(({ key, label }) => ({
      key,
      label: label.replaceAll('\n', ''),
    }))
    const known = new Set(columns.map(({ key }) => key))
    return { columns, chosen: ledger.columns.filter((key) => known.has(key)) }
  },
  'ledgers.page': page,
  'ledgers.print': async (ctx, input) => {
    const selected = await selectLedger(ctx, input)
    const rows = await countRows(ctx, selected)
    requirePaper(rows)
    const sheet = await sheetOf(ctx, selected, mostOnPaper, true)
    return { title: sheet.title, markup: sheetPages(sheet).markup, rows, number: paperNumberOf(ctx).number }
  },
  'ledgers.write': async (ctx, input) => {
    const selected = await selectLedger(ctx, input)
    const rows = await countRows(ctx, selected)
    const most = { html: mostOnPaper, docx: mostInWord, xlsx: mostInExcel }[input.format]
    requirePaper(rows, most)
    const content = await sheetContent(await sheetOf(ctx, selected, most, true), input.format, ctx.now)
    return { ...handFile(ctx, input.file, content), rows }
  },
} satisfies HubReads
