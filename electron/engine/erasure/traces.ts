import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import { openBlobStore } from '../blobs/blob-store'
import type { OpenContext, WriteDb } from '../context'
import { diskError } from '../db/disk-error'
import { removeOlderCopies, removePutAside } from '../db/older-copies'
import { emptyLog, openForWriting } from '../db/open'
import { prepared } from '../db/prepared'
import { DRAFTS_FILE } from '../drafts/drafts-file'
import { forgetUnused } from '../search/learned'

const sql = {
  pending: 'SELECT DISTINCT record FROM erased WHERE cleaned = 0',
  cleaned: 'UPDATE erased SET cleaned = 1 WHERE record IN (SELECT value FROM json_each(?))',
  contents: 'SELECT hash FROM erased_contents',
  isNamed: 'SELECT 1 FROM changes WHERE salt IS NOT NULL AND instr(fields, ?) > 0 LIMIT 1',
  dropContent: 'DELETE FROM erased_contents WHERE hash = ?',
  dropMissing: 'DELETE FROM missing_blobs WHERE hash = ?',
  dropOwned: 'DELETE FROM owned_blobs WHERE hash = ?',
  mergeSearch: `INSERT INTO search (search) VALUES ('optimize')`,
  dropDrafts: 'DELETE FROM drafts WHERE record = ?',
  dropPapers: 'DELETE FROM papers WHERE record = ?',
  dropHeld: 'DELETE FROM held WHERE instr(input, ?) > 0',
} as const

type Traces = Pick<OpenContext, 'profile' | 'db' | 'dataKey' | 'formerKeys' | 'random' | 'log'>

/**
 * Cleans away what erased values left behind:
 * - half-typed forms, papers and held writes of their records;
 * - contents of attachments that nothing else names;
 * - copies of the database from before, and what a restore put aside;
 * - bytes in free pages and in the write-ahead logs.
 *
 * Nothing where nothing was erased since. Call it after the transaction; what fails on a full disk, or because somebody reads,
 * is done at the next exchange or sign-in.
 */
export function cleanTraces(ctx: Traces): void {
  try {
    const records = prepared<[], string>(ctx.db, sql.pending).pluck().all()
    if (records.length > 0) clean(ctx, records)
  } catch (error) {
    if (!(error instanceof AppError ? diskError(error.cause) : diskError(error))) throw error
    ctx.log.warn('what was erased is not cleaned away yet')
  }
}

function clean(ctx: Traces, records: readonly string[]): void {
  // The worker, where an import runs, only looks at the drafts that the window writes: this is the one thing it does to them.
  const drafts = openForWriting(join(ctx.profile, DRAFTS_FILE), ctx.dataKey)
  try {
    removeOlderCopies(ctx.profile)
    removePutAside(ctx.profile, ctx.db)
    dropDrafts(drafts, records)
    dropContents(ctx)
    // The full text index keeps the words of rows that went until its parts are merged.
    ctx.db.exec(sql.mergeSearch)
    forgetUnused(ctx.db)
    if (!rewritten(ctx.db, drafts)) return
    prepared<[string]>(ctx.db, sql.cleaned).run(JSON.stringify(records))
  } finally {
    drafts.close()
  }
}

function dropDrafts(drafts: WriteDb, records: readonly string[]): void {
  drafts.transaction(() => {
    for (const record of records)
      for (const each of [sql.dropDrafts, sql.dropPapers, sql.dropHeld]) prepared(drafts, each).run(record)
  })()
}

/** A content that the change of another record names too stays. */
function dropContents(ctx: Traces): void {
  const store = openBlobStore(ctx)
  for (const hash of prepared<[], string>(ctx.db, sql.contents).pluck().all()) {
    if (prepared<[string]>(ctx.db, sql.isNamed).get(hash) === undefined) {
      store.remove(hash)
      for (const each of [sql.dropMissing, sql.dropOwned]) prepared<[string]>(ctx.db, each).run(hash)
    }
    prepared<[string]>(ctx.db, sql.dropContent).run(hash)
  }
}

/** Writes both files anew, so that no free page holds what was there. False while somebody reads an older state. */
function rewritten(...files: readonly WriteDb[]): boolean {
  for (const each of files) each.exec('VACUUM')
  return files.every(emptyLog)
}
