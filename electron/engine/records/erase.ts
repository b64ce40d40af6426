import { fileViews } from '../../../shared/attachments/entry'
import type { Output, Parsed } from '../../../shared/contract'
import type { LeavingRecord } from '../../../shared/contract/erasing'
import { fieldOf } from '../../../shared/definition/define'
import { AppError } from '../../../shared/errors'
import { kindOf, knownKind } from '../../../shared/kinds'
import { mergedRecords } from '../../../shared/records/merge-marks'
import type { Flat } from '../../../shared/shapes'
import { REDACTION_KIND, REDACTION_VERSION } from '../../../shared/sync/redaction'
import { erasedBy } from '../changes/erased'
import { saidOf } from '../changes/namesakes'
import { writeLocal } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import { isOnlyLookedAt } from '../db/open'
import { prepared } from '../db/prepared'
import { cleanTraces } from '../erasure/traces'
import { newId } from '../new-id'
import { siteNameOf } from '../sites/sites'
import { findView, type ViewRow } from './queries'
import { wholeViewOf } from './view'

const sql = {
  count: 'SELECT count(*) FROM changes WHERE record = ?',
  scopes: 'SELECT DISTINCT b.scope FROM changes c JOIN branches b USING (branch) WHERE c.record = ?',
  namedBy: `SELECT count(*) FROM records WHERE kind <> '${REDACTION_KIND}'
            AND id NOT IN (SELECT value FROM json_each(@ids))
            AND EXISTS (SELECT 1 FROM json_each(@ids) WHERE instr(body, value) > 0)`,
} as const

/** @throws AppError as `requireErasable` */
export function previewErasure(
  ctx: OpenContext,
  { id }: { readonly id: string },
): Output<'records.erasePreview'> {
  const rows = leavingRows(ctx, id)
  const ids = JSON.stringify(rows.map((row) => row.id))
  const namedBy = prepared<[{ ids: string }], number>(ctx.db, sql.namedBy).pluck().get({ ids }) ?? 0
  return { records: rows.map((row) => leavingOf(ctx.db, row)), namedBy }
}

/**
 * Erases what was typed of a record and of those that were merged into it: one redaction in each scope that holds changes of it.
 * What is left behind in the profile is cleaned away before this returns.
 * @throws AppError as `requireErasable`, `profile.read-only`
 */
export async function eraseRecord(
  ctx: OpenContext,
  { id, reason }: Parsed<'records.erase'>,
): Promise<Output<'records.erase'>> {
  if (isOnlyLookedAt(ctx)) throw new AppError('profile.read-only')
  const erase = ctx.db.transaction(() => {
    const rows = leavingRows(ctx, id)
    const changes = rows.reduce((sum, row) => sum + countOf(ctx.db, row.id), 0)
    writeLocal(
      ctx,
      rows.flatMap((row) =>
        scopesOf(ctx.db, row.id).map((scope) => ({
          record: newId(ctx),
          kind: REDACTION_KIND,
          kindVersion: REDACTION_VERSION,
          scope,
          set: { record: saidOf(ctx.db, row.id) },
          reason,
        })),
      ),
    )
    for (const row of rows)
      ctx.audit('records.erase', { kind: row.kind, id: row.id, changes: countOf(ctx.db, row.id) })
    return { erased: rows.map((row) => row.id), changes, kinds: [...new Set(rows.map(({ kind }) => kind))] }
  })
  const { kinds, ...answer } = await ctx.exclusively(() => {
    const done = erase.immediate()
    cleanTraces(ctx)
    return done
  })
  ctx.emit('changed', { kinds })
  return answer
}

/** Says of a record that it was erased, and of any other that it is not known. @throws AppError always */
export function refuseUnknown(ctx: OpenContext, id: string): never {
  const erased = erasedBy(ctx.db, id)
  if (!erased) throw new AppError('record.not-found', { id })
  throw new AppError('record.erased', {
    id,
    at: erased.at.slice(0, 10),
    site: siteNameOf(ctx, erased.site),
    reason: erased.reason,
  })
}

/**
 * The record and those that were merged into it: they say the same of the same people.
 * @throws AppError `right.missing` anywhere but at a district, `record.not-found`, `record.erased`, `record.not-erasable`
 */
function leavingRows(ctx: OpenContext, id: string): readonly ViewRow[] {
  if (ctx.site.role !== 'district') throw new AppError('right.missing', { right: 'profile.manage' })
  const rows: ViewRow[] = []
  const ids = new Set([id])
  // A set grows while it is walked.
  for (const each of ids) {
    const row = findView(ctx.db, each)
    if (!row) {
      if (each === id) refuseUnknown(ctx, id)
      continue
    }
    const kind = knownKind(row.kind)
    if (!kind || kind.tree) throw new AppError('record.not-erasable', { kind: kind?.label ?? row.kind })
    rows.push(row)
    for (const merged of mergedRecords(JSON.parse(row.body) as Flat)) ids.add(merged)
  }
  return rows
}

function leavingOf(db: ReadDb, row: ViewRow): LeavingRecord {
  const kind = kindOf(row.kind)
  const flat = JSON.parse(row.body) as Flat
  const filled = Object.entries(flat).flatMap(([key, value]) =>
    value === null ? [] : [key.split('/')[0] ?? ''],
  )
  const fields = [...new Set(filled)].flatMap((key) => fieldOf(kind, key)?.label ?? [])
  return {
    id: row.id,
    kind: row.kind,
    number: row.number,
    title: wholeViewOf(db, row).title,
    fields,
    changes: countOf(db, row.id),
    files: fileViews(flat, kind).length,
  }
}

const countOf = (db: ReadDb, id: string): number =>
  prepared<[string], number>(db, sql.count).pluck().get(id) ?? 0

const scopesOf = (db: ReadDb, id: string): readonly string[] =>
  prepared<[string], string>(db, sql.scopes).pluck().all(id)
