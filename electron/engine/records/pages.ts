import { basename } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { kindOf, knownKind } from '../../../shared/kinds'
import type { NameOf } from '../../../shared/kinds/define'
import { type FlatBody, toBody } from '../../../shared/kinds/patch'
import type { DocumentModel } from '../../../shared/reports/document'
import { layOut } from '../../../shared/reports/layout'
import { type FormMarks, formPagesMarkup } from '../../../shared/reports/markup'
import { standaloneHtml } from '../../../shared/reports/print-style'
import { recordDocument } from '../../../shared/reports/record-page/document'
import { may } from '../../../shared/rights'
import { type Disclosure, marksOf, printedRecord } from '../../../shared/variants'
import type { OpenContext } from '../context'
import { formsToDocx } from '../export/docx'
import { writeFileAtomically } from '../files/atomic-file'
import type { Handlers } from '../handler'
import { dayOf, today } from '../moment'
import { chainOf } from './chain'
import { historyOf } from './history'
import { nameFinder, nameOrId } from './names'
import { findView, type ViewRow } from './queries'
import { unitTree } from './units'
import { viewOf } from './view'
import { districtWords } from './words'

interface Printed {
  readonly title: string
  readonly documents: readonly DocumentModel[]
}

/** The calls that put records on paper. */
export const recordPageHandlers = {
  'records.page': (ctx, { ids, variant }) => pagesOf(printed(ctx, ids, { variant }), marks(ctx, { variant })),
  'records.wholePage': (ctx, { ids }) => {
    const disclosure = { variant: 'internal', whole: true } as const
    noteUnmasked(ctx, ids)
    return pagesOf(printed(ctx, ids, disclosure), marks(ctx, disclosure))
  },
  'records.print': (ctx, input) => {
    const disclosure = disclosureOf(ctx, input)
    const records = printed(ctx, input.ids, disclosure)
    const row = noteHandedOut(ctx, 'records.print', input, { how: input.how })
    return pagesOf(records, marks(ctx, disclosure, row))
  },
  'records.writePages': writePages,
} satisfies Handlers<'records.page' | 'records.wholePage' | 'records.print' | 'records.writePages'>

async function writePages(
  ctx: OpenContext,
  input: Parsed<'records.writePages'>,
): Promise<Output<'records.writePages'>> {
  const disclosure = disclosureOf(ctx, input)
  const records = printed(ctx, input.ids, disclosure)
  const path = ctx.pathOf(input.file)
  const row = noteHandedOut(ctx, 'records.writePages', input, { format: input.format })
  const shown = marks(ctx, disclosure, row)
  const { markup, pages } = pagesOf(records, shown)
  const content =
    input.format === 'docx'
      ? await formsToDocx(records.title, records.documents, shown.note)
      : Buffer.from(standaloneHtml(records.title, markup))
  writeFileAtomically(path, content)
  return {
    file: basename(path),
    bytes: content.byteLength,
    records: records.documents.length,
    pages,
  }
}

type Asked = Pick<Parsed<'records.print'>, 'ids' | 'variant' | 'whole'>

/** @throws AppError `right.missing` when whole values are asked for without the right, or for outside the office */
function disclosureOf(ctx: OpenContext, { variant, whole }: Asked): Disclosure {
  if (whole && (variant !== 'internal' || !may(ctx.user.role, 'record.unmask')))
    throw new AppError('right.missing', { right: 'record.unmask' })
  return { variant, whole }
}

/** Notes before anything leaves the program what does, and for whom. @returns the number of the audit row */
function noteHandedOut(
  ctx: OpenContext,
  action: string,
  { ids, variant, whole }: Asked,
  how: Readonly<Record<string, string>>,
): number {
  if (whole) noteUnmasked(ctx, ids)
  const named = new Set(ids)
  return ctx.audit(action, { ...how, variant, count: named.size, ids: [...named].join(' ') })
}

/** Who saw what whole: one row for each record, so that a leak can be followed. */
function noteUnmasked(ctx: OpenContext, ids: readonly string[]): void {
  for (const id of new Set(ids)) ctx.audit('records.unmasked', { id: rowOf(ctx, id).id })
}

/** @throws AppError `record.not-found` */
function printed(ctx: OpenContext, ids: readonly string[], disclosure: Disclosure): Printed {
  const rows = [...new Set(ids)].map((id) => rowOf(ctx, id))
  const nameOf = nameOrId(nameFinder(ctx.db))
  const wordsOf = districtWords(ctx.db)
  return {
    title: titleOf(rows),
    documents: rows.map((row) => {
      const kind = kindOf(row.kind)
      return recordDocument({
        kind,
        record: viewOf(row, nameOf, wordsOf),
        printed: printedRecord(
          kind,
          toBody(kind, JSON.parse(row.body) as FlatBody),
          disclosure,
          nameOf,
          wordsOf,
        ),
        variant: disclosure.variant,
        unitName: keeperOf(ctx, row, nameOf),
        history: historyOf(ctx.db, row.id),
        chain: chainOf(ctx.db, row.id),
        nameOf,
        wordsOf,
        dayOf,
      })
    }),
  }
}

function rowOf(ctx: OpenContext, id: string): ViewRow {
  const row = findView(ctx.db, id)
  if (!row) throw new AppError('record.not-found', { id })
  return row
}

function pagesOf({ title, documents }: Printed, shown: FormMarks): Output<'records.page'> {
  const laid = documents.map(layOut)
  return {
    title,
    markup: laid.map((pages) => formPagesMarkup(pages, shown)).join('\n'),
    pages: laid.reduce((sum, pages) => sum + pages.length, 0),
    records: documents.length,
  }
}

/** `audit`: the number of the row that notes the print; absent: a preview. */
function marks(ctx: OpenContext, { variant, whole }: Disclosure, audit?: number): FormMarks {
  const { stamp, watermark } = marksOf(variant, audit)
  const warning = whole ? ' 含完整个人信息' : ''
  return {
    note: `打印日期 ${today(ctx.clock)} ${stamp}${warning}`,
    ...(watermark !== undefined && { watermark }),
  }
}

function titleOf(rows: readonly ViewRow[]): string {
  const [first] = rows
  const label = (first && knownKind(first.kind)?.label) ?? '记录'
  if (rows.length === 1) return [label, first?.number].filter(Boolean).join(' ')
  return `${rows.every(({ kind }) => kind === first?.kind) ? label : '记录'}${rows.length}条`
}

/** The office that keeps a record: its street, or for what is the district's own, the district. */
function keeperOf({ db, site }: OpenContext, row: ViewRow, nameOf: NameOf): string {
  if (row.scope !== '*') return nameOf(row.scope)
  if (site.role === 'district') return site.unitName
  return unitTree(db).all.find(({ level, living }) => living && level === 'district')?.name ?? ''
}
