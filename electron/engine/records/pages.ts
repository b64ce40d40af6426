import { basename } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import type { Variant } from '../../../shared/contract/types'
import { AppError } from '../../../shared/errors'
import { kindOf, knownKind } from '../../../shared/kinds'
import type { NameOf } from '../../../shared/kinds/define'
import type { DocumentModel } from '../../../shared/reports/document'
import { layOut } from '../../../shared/reports/layout'
import { formPagesMarkup } from '../../../shared/reports/markup'
import { standaloneHtml } from '../../../shared/reports/print-style'
import { recordDocument } from '../../../shared/reports/record-page/document'
import { may } from '../../../shared/rights'
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
import { viewOf, wholeViewOf } from './view'

interface Wanted {
  readonly ids: readonly string[]
  readonly variant: Variant
  /** Private values whole. */
  readonly whole: boolean
}

interface Printed {
  readonly title: string
  readonly documents: readonly DocumentModel[]
  /** At the foot of every page. */
  readonly note: string
}

/** The calls that put records on paper. */
export const recordPageHandlers = {
  'records.page': (ctx, { ids, variant }) => pagesOf(printedRecords(ctx, { ids, variant, whole: false })),
  'records.wholePage': (ctx, { ids }) => {
    noteUnmasked(ctx, ids)
    return pagesOf(printedRecords(ctx, { ids, variant: 'internal', whole: true }))
  },
  'records.writePages': writePages,
  // The audit row is the dispatcher's; this only refuses to note a print of something that does not exist.
  'records.printed': (ctx, { ids }) => {
    for (const id of ids) rowOf(ctx, id)
    return {}
  },
} satisfies Handlers<'records.page' | 'records.wholePage' | 'records.writePages' | 'records.printed'>

async function writePages(
  ctx: OpenContext,
  { ids, variant, whole, format, file }: Parsed<'records.writePages'>,
): Promise<Output<'records.writePages'>> {
  if (whole && !may(ctx.user.role, 'record.unmask'))
    throw new AppError('right.missing', { right: 'record.unmask' })
  const printed = printedRecords(ctx, { ids, variant, whole })
  const { markup, pages, records } = pagesOf(printed)
  if (whole) noteUnmasked(ctx, ids)
  const content =
    format === 'docx'
      ? await formsToDocx(printed.title, printed.documents, printed.note)
      : Buffer.from(standaloneHtml(printed.title, markup))
  const path = ctx.pathOf(file)
  writeFileAtomically(path, content)
  ctx.audit('records.writePages', { format, variant, count: records, ids: ids.join(' ') })
  return { file: basename(path), bytes: content.byteLength, records, pages }
}

/** Who saw what whole: one row for each record, so that a leak can be followed. */
function noteUnmasked(ctx: OpenContext, ids: readonly string[]): void {
  for (const id of new Set(ids)) ctx.audit('records.unmasked', { id: rowOf(ctx, id).id })
}

/** @throws AppError `record.not-found` */
function printedRecords(ctx: OpenContext, { ids, variant, whole }: Wanted): Printed {
  const rows = [...new Set(ids)].map((id) => rowOf(ctx, id))
  const nameOf = nameOrId(nameFinder(ctx.db))
  return {
    title: titleOf(rows),
    documents: rows.map((row) =>
      recordDocument({
        kind: kindOf(row.kind),
        record: whole ? wholeViewOf(row, nameOf) : viewOf(row, nameOf, variant),
        unitName: keeperOf(ctx, row, nameOf),
        history: historyOf(ctx.db, row.id),
        chain: chainOf(ctx.db, row.id),
        nameOf,
        dayOf,
      }),
    ),
    note: noteOf(today(ctx.clock), variant, whole),
  }
}

function rowOf(ctx: OpenContext, id: string): ViewRow {
  const row = findView(ctx.db, id)
  if (!row) throw new AppError('record.not-found', { id })
  return row
}

function pagesOf({ title, documents, note }: Printed): Output<'records.page'> {
  const laid = documents.map(layOut)
  return {
    title,
    markup: laid.map((pages) => formPagesMarkup(pages, note)).join('\n'),
    pages: laid.reduce((sum, pages) => sum + pages.length, 0),
    records: documents.length,
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

const variantNotes: Readonly<Record<Variant, string>> = { internal: '', upward: ' 上报', public: ' 公示' }

function noteOf(day: string, variant: Variant, whole: boolean): string {
  return `打印日期 ${day}${variantNotes[variant]}${whole ? ' 含完整个人信息,注意保密' : ''}`
}
