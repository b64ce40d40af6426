import type { Output, Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { plainWords } from '../../../shared/paste/headings'
import type { ReadTable } from '../../../shared/paste/read-table'
import { type BulkChange, keepBatch } from '../bulk/queries'
import { openEditing } from '../changes/write'
import type { OpenContext } from '../context'
import { copyBeforeBulk } from '../db/before-bulk'
import { rolledBack } from '../db/remembered'
import { readUnits } from '../district/units'
import { isoNow } from '../moment'
import { finishedOperation, keepOperation } from '../operations'
import { openNumbers } from '../records/numbers'
import { editOf } from '../records/own'
import { newRecord } from '../records/save'
import { keepLines } from './fingerprints'
import { rememberTable } from './memory'
import { type PlannedLine, planTable } from './plan'
import { copied, countsOf, wholeError } from './preview'
import { readAsked } from './source'

/** Records written at once: so few that what is made of them dies young (see `records/save.ts`). */
const CHUNK = 50
/** Refused cells named in an answer. */
const MOST_REFUSED = 5000

type Imported = Output<'tables.take'>

/**
 * Takes a table in, in one transaction that nobody else writes into: planned and written from one state.
 * @throws AppError as `readAsked`, `task.cancelled`
 */
export async function importTable(ctx: OpenContext, asked: Parsed<'tables.take'>): Promise<Imported> {
  const { kind, table } = await readAsked(ctx, asked)
  const work = ctx.db.transaction((): Imported => {
    const finished = finishedOperation(ctx.db, asked.operation)
    if (finished) return finished.answer as Imported
    const imported = taken(ctx, kind, table, asked)
    keepOperation(ctx.db, asked.operation, 'tables.take', imported, isoNow(ctx.clock))
    return imported
  })
  const imported = await ctx.exclusively(() => {
    ctx.signal.throwIfAborted()
    copyBeforeBulk(ctx)
    try {
      return work.immediate()
    } catch (error) {
      rolledBack(ctx.db)
      throw error
    }
  })
  if (imported.batch !== null) ctx.emit('changed', { kinds: [kind.name] })
  return imported
}

function taken(ctx: OpenContext, kind: Kind, table: ReadTable, asked: Parsed<'tables.take'>): Imported {
  const lines = planTable(ctx, kind, table, asked)
  const steps = writeLines(ctx, lines)
  const counts = countsOf(lines)
  if (steps.length > 0) keepBatch(ctx.db, asked.operation, steps)
  rememberTable(ctx, kind, {
    headings: Object.fromEntries(
      table.columns.flatMap(({ heading, target, by }) =>
        by === 'chosen' && heading !== '' ? [[plainWords(heading), target] as const] : [],
      ),
    ),
    answers: asked.answers,
  })
  const { new: added, changes: updated } = counts
  ctx.audit('tables.take', { kind: kind.name, rows: counts.rows, added, updated, refused: counts.refused })
  return {
    rows: counts.rows,
    added,
    updated,
    skipped: counts.same + counts.similar + counts.skipped,
    similar: counts.similar,
    alike: counts.alike,
    refused: lines.flatMap(refusedIn).slice(0, MOST_REFUSED),
    batch: steps.length > 0 ? asked.operation : null,
  }
}

function writeLines(ctx: OpenContext, lines: readonly PlannedLine[]): readonly BulkChange[] {
  const numbers = openNumbers(ctx, readUnits(ctx.db))
  const steps: BulkChange[] = []
  const known: { fingerprint: Buffer; record: string }[] = []
  for (let from = 0; from < lines.length; from += CHUNK) {
    ctx.signal.throwIfAborted()
    ctx.emit('progress', { task: 'table', done: lines.length + from, total: lines.length * 2 })
    const part = lines.slice(from, from + CHUNK)
    const editing = openEditing(ctx, part.length)
    for (const { creates, changes, fingerprint, record: same, fate } of part) {
      const edit =
        creates && fate === 'new'
          ? newRecord(ctx, editing, numbers, creates)
          : changes && editOf(changes, changes.set)
      if (edit) steps.push({ record: edit.record, change: editing.write(edit).change })
      const record = edit?.record ?? (fate === 'same' ? same : undefined)
      if (fingerprint && record !== undefined) known.push({ fingerprint, record })
    }
    editing.finish()
  }
  numbers.finish()
  keepLines(ctx.db, known)
  return steps
}

function refusedIn({ line, fate, problems, error }: PlannedLine): Imported['refused'] {
  if (fate !== 'refused') return []
  if (problems.length > 0)
    return problems.map((problem) => ({
      row: line.at,
      field: problem.field,
      problem: copied(problem),
      error: null,
    }))
  return [{ row: line.at, field: '', problem: null, error: error ? wholeError(error) : null }]
}
