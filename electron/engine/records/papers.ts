import { fieldOf, type NameOf } from '../../../shared/definition/define'
import { type Disclosure, printedRecord } from '../../../shared/disclosure/printed-record'
import { AppError } from '../../../shared/errors'
import { kindOf, knownKind } from '../../../shared/kinds'
import type { DocumentModel } from '../../../shared/paper/document'
import type { Sheet } from '../../../shared/paper/sheet/model'
import { batchListSheet } from '../../../shared/record-page/batch-list'
import { type RecordPage, recordDocument } from '../../../shared/record-page/document'
import { toBody } from '../../../shared/records/both-shapes'
import type { Flat } from '../../../shared/shapes'
import type { OpenContext } from '../context'
import { readUnits } from '../district/units'
import { districtWords } from '../district/words'
import { dayOf, today } from '../moment'
import { chainOf } from './chain'
import { historyOf } from './history'
import { nameFinder, nameOrId } from './names'
import { findView, type ViewRow } from './queries'
import { madeOf, viewOf } from './view'

/** What goes on paper: the records themselves, or the lists inside them. */
export interface RecordPapers {
  readonly title: string
  /** Each with the record's number or title. */
  readonly documents: readonly { readonly name: string; readonly document: DocumentModel }[]
  readonly sheets: readonly Sheet[]
}

/** Which records, or with `list` the rows field of them that is printed as a list. */
export interface PapersWanted {
  readonly ids: readonly string[]
  readonly list?: string | undefined
}

/** @throws AppError `record.not-found`, `call.invalid` for a field that is no such list */
export function papersOf(
  ctx: OpenContext,
  { ids, list }: PapersWanted,
  disclosure: Disclosure,
): RecordPapers {
  const rows = [...new Set(ids)].map((id) => recordRow(ctx, id))
  const pages = rows.map(pageMaker(ctx, disclosure))
  return list === undefined
    ? { title: titleOf(rows), documents: pages.map(named), sheets: [] }
    : {
        title: `${titleOf(rows)} 名单`,
        documents: [],
        sheets: pages.map((page) => listIn(page, list, today(ctx.clock))),
      }
}

/** @throws AppError `record.not-found` */
export function recordRow(ctx: OpenContext, id: string): ViewRow {
  const row = findView(ctx.db, id)
  if (!row) throw new AppError('record.not-found', { id })
  return row
}

function pageMaker(ctx: OpenContext, disclosure: Disclosure): (row: ViewRow) => RecordPage {
  const nameOf = nameOrId(nameFinder(ctx.db, disclosure))
  const wordsOf = districtWords(ctx.db)
  return (row) => {
    const kind = kindOf(row.kind)
    const body = toBody(kind, JSON.parse(row.body) as Flat)
    return {
      kind,
      record: viewOf(row, nameOf, wordsOf, null, madeOf(ctx.db, row.id)),
      printed: printedRecord(kind, body, disclosure, nameOf, wordsOf),
      variant: disclosure.variant,
      unitName: keeperOf(ctx, row, nameOf),
      history: historyOf(ctx.db, row.id, ctx.clock.now()),
      chain: chainOf(ctx.db, row.id).map((entry) => ({ ...entry, title: nameOf(entry.record) })),
      nameOf,
      wordsOf,
      dayOf,
    }
  }
}

function named(page: RecordPage): RecordPapers['documents'][number] {
  const { record, printed } = page
  return { name: record.number ?? printed.title, document: recordDocument(page) }
}

function listIn(page: RecordPage, list: string, day: string): Sheet {
  const field = fieldOf(page.kind, list)
  if (field?.type !== 'rows' || field.batchList === undefined)
    throw new AppError('call.invalid', { problems: [{ field: 'list', reason: 'field.unknown' }] })
  return batchListSheet(page, list, field, day)
}

function titleOf(rows: readonly ViewRow[]): string {
  const [first] = rows
  const label = (first && knownKind(first.kind)?.label) ?? '记录'
  if (rows.length === 1) return [label, first?.number].filter(Boolean).join(' ')
  return `${rows.every(({ kind }) => kind === first?.kind) ? label : '记录'}${rows.length}条`
}

/** The office that keeps a record: its street, or for what is the district's own, the district. */
export function keeperOf({ db, site }: OpenContext, row: ViewRow, nameOf: NameOf): string {
  if (row.scope !== '*') return nameOf(row.scope)
  if (site.role === 'district') return site.unitName
  return readUnits(db).all.find(({ level, living }) => living && level === 'district')?.name ?? ''
}
