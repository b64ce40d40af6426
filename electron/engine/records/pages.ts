import { basename } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import type { Disclosure } from '../../../shared/disclosure/printed-record'
import { AppError } from '../../../shared/errors'
import { layOut } from '../../../shared/paper/layout'
import { type FormMarks, formPagesMarkup } from '../../../shared/paper/markup'
import type { PaperNumber } from '../../../shared/paper/paper-number'
import { standaloneHtml } from '../../../shared/paper/print-style'
import { sheetPages } from '../../../shared/paper/sheet/markup'
import { sheetName } from '../../../shared/paper/table-file'
import { may } from '../../../shared/rights'
import type { AuditDetail } from '../audit'
import type { OpenContext } from '../context'
import { worksheetOf } from '../export/sheet-xlsx'
import { newStyles } from '../export/xlsx/styles'
import { workbookBytes } from '../export/xlsx/workbook'
import { writeChosen } from '../files/in-passing'
import type { Handlers } from '../handler'
import { districtMarks } from '../handout/district-marks'
import { handOut } from '../handout/hand-out'
import { today } from '../moment'
import { papersOf, type RecordPapers } from './papers'

/** The calls that put records on paper. */
export const recordPageHandlers = {
  'records.page': (ctx, { variant, ...wanted }) =>
    pagesOf(papersOf(ctx, wanted, { variant }), marks(ctx, { variant })),
  'records.wholePage': (ctx, wanted) => {
    const disclosure = { variant: 'internal', whole: true } as const
    const papers = papersOf(ctx, wanted, disclosure)
    ctx.audit('records.wholePage', factsOf(wanted))
    return pagesOf(papers, marks(ctx, disclosure))
  },
  'records.print': (ctx, input) => {
    const disclosure = disclosureOf(ctx, input)
    const papers = papersOf(ctx, input, disclosure)
    return handOut(ctx, 'records.print', { ...handedOut(input), how: input.how }, ({ paper }) =>
      pagesOf(papers, marks(ctx, disclosure, paper)),
    )
  },
  'records.writePages': writePages,
} satisfies Handlers<'records.page' | 'records.wholePage' | 'records.print' | 'records.writePages'>

async function writePages(
  ctx: OpenContext,
  input: Parsed<'records.writePages'>,
): Promise<Output<'records.writePages'>> {
  const { format } = input
  if (format === (input.list === undefined ? 'xlsx' : 'docx'))
    throw new AppError('call.invalid', {
      problems: [{ field: 'format', reason: 'choice.unknown', params: { value: format } }],
    })
  const disclosure = disclosureOf(ctx, input)
  const papers = papersOf(ctx, input, disclosure)
  const path = ctx.pathOf(input.file)
  return handOut(ctx, 'records.writePages', { ...handedOut(input), format }, async ({ paper }) => {
    const shown = marks(ctx, disclosure, paper)
    const { markup, pages, records } = pagesOf(papers, shown)
    const content = await contents[format](papers, shown, markup, ctx.clock.now())
    writeChosen(ctx, path, content)
    return { file: basename(path), bytes: content.byteLength, records, pages }
  })
}

type Marks = Omit<FormMarks, 'name'>

type Written = (papers: RecordPapers, shown: Marks, markup: string, now: number) => Promise<Uint8Array>

const contents: Readonly<Record<Parsed<'records.writePages'>['format'], Written>> = {
  html: async ({ title }, _, markup) => Buffer.from(standaloneHtml(title, markup)),
  docx: async ({ title, documents }, shown) => {
    const { formsToDocx } = await import('../export/docx')
    return formsToDocx(
      title,
      documents.map(({ document }) => ({ document })),
      shown,
    )
  },
  xlsx: ({ title, sheets }, shown, _, now) => {
    const styles = newStyles()
    const taken = new Set<string>()
    const named = sheets.map((sheet) =>
      worksheetOf(marked(sheet, shown), styles, sheetName(sheet.title, taken)),
    )
    return workbookBytes({ title, createdAt: now, styles, sheets: named })
  },
}

type Asked = Pick<Parsed<'records.print'>, 'ids' | 'variant' | 'whole' | 'list'>

/** @throws AppError `right.missing` when whole values are asked for without the right, or for outside the office */
export function disclosureOf(
  ctx: OpenContext,
  { variant, whole }: Pick<Asked, 'variant' | 'whole'>,
): Disclosure {
  if (whole && (variant !== 'internal' || !may(ctx.user.role, 'record.unmask')))
    throw new AppError('right.missing', { right: 'record.unmask' })
  return { variant, whole }
}

/** What leaves the program, and for whom. */
function handedOut(which: Asked) {
  const { variant, whole } = which
  return { variant, ...(whole && { whole: 1 }), ...factsOf(which) }
}

/** Which records: one row for one look, which names them all, so that a leak can be followed. */
function factsOf({ ids, list }: Pick<Asked, 'ids' | 'list'>): AuditDetail {
  const named = new Set(ids)
  return { ...(list !== undefined && { list }), count: named.size, ids: [...named].join(' ') }
}

function pagesOf({ title, documents, sheets }: RecordPapers, shown: Marks): Output<'records.page'> {
  const parts = [
    ...documents.map(({ name, document }) => {
      const pages = layOut(document)
      return { markup: formPagesMarkup(pages, { ...shown, name }), pages: pages.length }
    }),
    ...sheets.map((sheet) => sheetPages(marked(sheet, shown))),
  ]
  return {
    title,
    markup: parts.map(({ markup }) => markup).join('\n'),
    pages: parts.reduce((sum, { pages }) => sum + pages, 0),
    records: parts.length,
  }
}

function marked(
  sheet: RecordPapers['sheets'][number],
  { note, watermark, header }: Marks,
): RecordPapers['sheets'][number] {
  return {
    ...sheet,
    stamp: note,
    ...(watermark !== undefined && { watermark }),
    ...(header !== undefined && { header }),
  }
}

/** `audit`: the row that notes the print; absent: a preview. */
function marks(ctx: OpenContext, { variant, whole }: Disclosure, audit?: PaperNumber): Marks {
  const { stamp, ...over } = districtMarks(ctx, variant, audit)
  const warning = whole ? ' 含完整个人信息' : ''
  return { note: `打印日期 ${today(ctx.clock)} ${stamp}${warning}`, ...over }
}
