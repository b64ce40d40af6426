import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { AppError } from '../../../shared/errors'
import { countedFor } from '../../../shared/figures/measures'
import type { UnitTree } from '../../../shared/figures/unit-tree'
import {
  FROZEN_KIND,
  FROZEN_VERSION,
  type FrozenContent,
  type FrozenDocument,
  type FrozenMark,
  frozenContent,
  type SignedOff,
} from '../../../shared/paper/frozen'
import type { Period } from '../../../shared/period'
import { shownMeasures } from '../../../shared/reports/define'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import { upgradedChangesOf } from '../changes/upgraded'
import { writeLocal } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import { catalogueOf } from '../district/catalogue'
import { readUnits } from '../district/units'
import { isoNow } from '../moment'
import { newId } from '../new-id'
import { siteNameOf } from '../sites/sites'
import { computeDocument, type ReportAsked, reportPlace } from './documents'
import { figureRows } from './figures'
import { type FrozenRow, findFrozen, listFrozen, readSections, readWordings } from './queries'

/** More records than these behind one report are not kept one by one: a change of the log is at most 4 MiB. */
const MOST_RECORDS = 60_000
/** Characters of packed content beyond which its records are not kept one by one, for the same reason. */
const MOST_PACKED = 3 * 1024 * 1024
/** No content unpacks to more: a foreign file can not fill the memory. */
const MOST_BYTES = 64 * 1024 * 1024
const PAGE = 1000

/**
 * Signs a report off as it is now: document, figures, the records behind them, words and printed page become one record that
 * nobody edits. Frozen again, the newer one opens first and the older one stays.
 * @throws AppError as `computeDocument`, `record.out-of-scope` for a street that is not this laptop's
 */
export function freezeReport(ctx: OpenContext, which: ReportAsked): SignedOff {
  const { report, period, unit } = reportPlace(ctx, which)
  const { document, texts } = computeDocument(ctx, which)
  const wordings = readWordings(ctx.db, report.name)
  const sections = readSections(ctx.db, report.name)
  const measures = shownMeasures(report, { wordings, sections, catalogue: catalogueOf(ctx.db) })
  return keepFrozen(
    ctx,
    { report: report.name, period, unit, title: document.title, measures },
    { document, texts: { ...texts }, wordings },
  )
}

/** What is signed off: which report or table, and the measures that its own figures are of. */
export interface Signed {
  readonly report: string
  readonly period: Period
  readonly unit: string | null
  readonly title: string
  readonly measures: readonly string[]
}

/** What one content holds beside the rows and versions that all keep. */
type Own<C> = C extends FrozenContent ? Omit<C, 'measures' | 'rows'> : never

/** Writes what was signed off as one record. @throws AppError `record.out-of-scope` */
export function keepFrozen(ctx: OpenContext, signed: Signed, own: Own<FrozenContent>): SignedOff {
  const { report, period, unit, title, measures } = signed
  const scope = scopeOf(ctx, unit)
  const content: FrozenContent = {
    ...own,
    measures: Object.fromEntries(
      countedFor(measures, catalogueOf(ctx.db).of).map(({ name, version }) => [name, version]),
    ),
    rows: rowsBehind(ctx.db, measures, period, unit),
  }
  const { hash, text, keepsRows } = packedWithin(content, MOST_PACKED)
  const id = newId(ctx)
  const place = unit ?? ctx.site.unit
  writeLocal(ctx, [
    {
      record: id,
      kind: FROZEN_KIND,
      kindVersion: FROZEN_VERSION,
      scope,
      set: {
        report,
        period: period.name,
        unit: place,
        title,
        frozenAt: isoNow(ctx.clock),
        hash,
        content: text,
      },
    },
  ])
  ctx.emit('changed', { kinds: [FROZEN_KIND] })
  const row = findFrozen(ctx.db, id)
  if (!row) throw new Error('what was written is there')
  return { ...markOf(ctx, readUnits(ctx.db), row), keepsRows }
}

/** Content as it is stored: without the records behind it where they would take more than so many characters. */
export function packedWithin(content: FrozenContent, most: number): Packed & { readonly keepsRows: boolean } {
  const whole = packed(content)
  if (content.rows === null || whole.text.length <= most)
    return { ...whole, keepsRows: content.rows !== null }
  return { ...packed({ ...content, rows: null }), keepsRows: false }
}

/** Frozen reports, the newest first: of one report, period and unit, or all. */
export function marksOfFrozen(ctx: OpenContext, which: Partial<ReportAsked>, limit: number): FrozenMark[] {
  const place =
    which.report !== undefined && which.period !== undefined
      ? { report: which.report, period: which.period, unit: which.unit ?? ctx.site.unit }
      : null
  const tree = readUnits(ctx.db)
  return listFrozen(ctx.db, place, limit, (row) => isOwn(tree, row)).map((row) => markOf(ctx, tree, row))
}

/** A frozen report by id. @throws AppError `report.not-frozen` */
export function frozenById(ctx: OpenContext, id: string): FrozenMark {
  const row = findFrozen(ctx.db, id)
  const tree = readUnits(ctx.db)
  if (!row || !isOwn(tree, row)) throw new AppError('report.not-frozen')
  return markOf(ctx, tree, row)
}

/** Its content, checked against its hash. @throws AppError `report.not-frozen`, `report.frozen-damaged` */
export function frozenContentOf(db: ReadDb, id: string): FrozenContent {
  const stored = findFrozen(db, id)
  if (!stored) throw new AppError('report.not-frozen')
  return openFrozen(stored)
}

/** What was packed, checked against its hash. @throws AppError `report.frozen-damaged` */
export function openFrozen(stored: {
  readonly content: string | null
  readonly hash: string
}): FrozenContent {
  const text = unpacked(stored.content)
  if (text === undefined || hashOf(text) !== stored.hash) throw new AppError('report.frozen-damaged')
  const read = frozenContent.safeParse(JSON.parse(text))
  if (!read.success) throw new AppError('report.frozen-damaged')
  return read.data
}

/** The content of a report in sentences. @throws AppError as `frozenContentOf`, `report.not-frozen` for a table */
export function frozenDocumentOf(db: ReadDb, id: string): FrozenDocument {
  const content = frozenContentOf(db, id)
  if (!('document' in content)) throw new AppError('report.not-frozen')
  return content
}

/** Content as it is stored, and the hash over what it unpacks to. */
interface Packed {
  readonly hash: string
  readonly text: string
}

function packed(content: FrozenContent): Packed {
  const json = JSON.stringify(content)
  return { hash: hashOf(json), text: deflateRawSync(Buffer.from(json)).toString('base64') }
}

/** The content as it was hashed; none where the bytes are not what was packed. */
function unpacked(packed: string | null): string | undefined {
  if (packed === null) return undefined
  try {
    return inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_BYTES }).toString()
  } catch (error) {
    // Whatever zlib calls it, the content is damaged; the caller says so.
    if (error instanceof Error) return undefined
    throw error
  }
}

/** The scope that a frozen report of a unit belongs to: what the district signs is its own. */
function scopeOf(ctx: OpenContext, unit: string | null): string {
  if (ctx.site.role !== 'street') return DISTRICT_SCOPE
  if (unit === null || !readUnits(ctx.db).within(ctx.site.scope).has(unit))
    throw new AppError('record.out-of-scope')
  return ctx.site.scope
}

/** Whether a frozen report speaks of a unit of its own street: no street signs for another. */
function isOwn(tree: UnitTree, row: FrozenRow): boolean {
  return row.scope === DISTRICT_SCOPE || tree.within(row.scope).has(row.unit)
}

function rowsBehind(
  db: ReadDb,
  names: readonly string[],
  period: Period,
  unit: string | null,
): FrozenContent['rows'] {
  const places = new Map<string, number>()
  const records: [string, string][] = []
  const amounts: Record<string, [number, number][]> = {}
  for (const { name } of countedFor(names, catalogueOf(db).of)) {
    const found: [number, number][] = []
    let after: string | undefined
    do {
      const page = figureRows(db, { measure: name, period, unit, after, limit: PAGE })
      for (const { id, last_change, amount } of page.rows) {
        const at = places.get(id) ?? records.push([id, last_change]) - 1
        places.set(id, at)
        found.push([at, amount])
      }
      if (records.length > MOST_RECORDS) return null
      after = page.next ?? undefined
    } while (after !== undefined)
    amounts[name] = found
  }
  return { records, amounts }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function markOf(ctx: OpenContext, tree: UnitTree, row: FrozenRow): FrozenMark {
  const { id, report, period, unit, title, at, by, hash } = row
  const unitName = tree.get(unit)?.name ?? ''
  return { id, report, period, unit, unitName, title, at, site: signerOf(ctx, row), by, hash }
}

/** The computer whose key signed what stands now; the last one, where somebody wrote over it. */
function signerOf(ctx: OpenContext, { id, scope }: FrozenRow): string {
  const last = upgradedChangesOf(ctx.db, id).findLast((change) => change.scope === scope)
  return last ? siteNameOf(ctx, last.site) : ''
}
