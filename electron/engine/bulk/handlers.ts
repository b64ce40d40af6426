import type { Output, Parsed } from '../../../shared/contract'
import type { bulkCalls } from '../../../shared/contract/bulk'
import type { StandingRecord } from '../../../shared/editing/edit-context'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import type { Flat } from '../../../shared/shapes'
import { isDeleted } from '../../../shared/sync/merge'
import { type Editing, openEditing } from '../changes/write'
import type { OpenContext } from '../context'
import type { Handlers } from '../handler'
import { type LocalEditContext, openEditContext } from '../records/edit-context'
import { movedValues } from '../records/move'
import { type NumberSeries, openNumbers } from '../records/numbers'
import { editOf } from '../records/own'
import { binnedValues, editedValues } from '../records/save'
import { undoneValues } from '../records/undo'
import { type Sorted, sorted, told } from './each'
import { type BulkChange, keepBatch, markUndone, stepsOf } from './queries'
import { meantRecords } from './which'

type Asked = Parsed<'bulk.preview'>

export const bulkHandlers = {
  'bulk.matching': (ctx, { kind, filter }) => ({
    ids: [...meantRecords(ctx, { kind, which: { filter } })],
  }),
  'bulk.preview': (ctx, asked) => {
    const found = sortedFor(ctx, openWays(ctx, 1), asked, meantRecords(ctx, asked))
    return { goes: found.going.length, ...told(ctx.db, found) }
  },
  'bulk.apply': applyStep,
  'bulk.undo': undoStep,
} satisfies Handlers<keyof typeof bulkCalls>

function applyStep(ctx: OpenContext, asked: Parsed<'bulk.apply'>): Output<'bulk.apply'> {
  const { step, reason, operation } = asked
  const ids = meantRecords(ctx, asked)
  const ways = openWays(ctx, ids.length)
  const found = sortedFor(ctx, ways, asked, ids)
  const steps = writeAll(ways, found, reason)
  if (steps.length > 0) {
    keepBatch(ctx.db, operation, steps)
    ctx.emit('changed', { kinds: kindsOf(found) })
  }
  const kind = asked.kind === undefined ? {} : { kind: asked.kind }
  ctx.audit('bulk.apply', { ...kind, step: nameOf(step), count: steps.length })
  return doneOf(ctx, operation, steps, found)
}

/** What one step did, named by its operation where it did something. */
function doneOf(
  ctx: OpenContext,
  operation: string,
  steps: readonly BulkChange[],
  found: Sorted,
): Output<'bulk.apply'> {
  return { done: steps.length, ...told(ctx.db, found), batch: steps.length > 0 ? operation : null }
}

/** A step on many records is taken back record by record; what somebody has written since stays. @throws AppError `bulk.unknown` */
function undoStep(ctx: OpenContext, { batch, operation }: Parsed<'bulk.undo'>): Output<'bulk.undo'> {
  const made = new Map(stepsOf(ctx.db, batch).map(({ record, change }) => [record, change]))
  if (made.size === 0) throw new AppError('bulk.unknown')
  const ways = openWays(ctx, made.size)
  const found = sorted(ctx, ways.editing, [...made.keys()], (standing) =>
    undoneValues(ctx, ways.numbers, standing, made.get(standing.id) ?? ''),
  )
  const steps = writeAll(ways, found, undefined)
  if (steps.length > 0) {
    keepBatch(ctx.db, operation, steps)
    markUndone(ctx.db, batch, operation)
    ctx.emit('changed', { kinds: kindsOf(found) })
  }
  ctx.audit('bulk.undo', { count: steps.length })
  return doneOf(ctx, operation, steps, found)
}

/** What a step on many asks and writes by; a step that is only looked at finishes nothing. */
interface Ways {
  readonly editing: Editing
  readonly known: LocalEditContext
  readonly numbers: NumberSeries
}

function openWays(ctx: OpenContext, expected: number): Ways {
  const known = openEditContext(ctx)
  return { editing: openEditing(ctx, expected), known, numbers: openNumbers(ctx, known.units) }
}

function writeAll(
  { editing, numbers }: Ways,
  { going }: Sorted,
  reason: string | undefined,
): readonly BulkChange[] {
  const steps = going.map((one) => {
    const { change } = editing.write(editOf(one, one.set, reason))
    return { record: one.id, change }
  })
  editing.finish()
  numbers.finish()
  return steps
}

function sortedFor(
  ctx: OpenContext,
  { editing, known, numbers }: Ways,
  asked: Asked,
  ids: readonly string[],
): Sorted {
  const { step, reason } = asked
  const valuesOf = (standing: StandingRecord): Flat => {
    const { id, kind, state } = standing
    if (kindOf(asked.kind ?? kind.name) !== kind) throw new AppError('record.not-found', { id })
    if (step.do === 'delete' || step.do === 'restore')
      return binnedValues(ctx, standing, step.do === 'delete')
    if (isDeleted(state)) throw new AppError('record.not-found', { id })
    if (step.do === 'set')
      return editedValues(ctx, { known, numbers }, standing, { patch: step.patch, reason })
    return movedValues(ctx, known, standing, { ...step, ...(reason !== undefined && { reason }) })
  }
  return sorted(ctx, editing, ids, valuesOf)
}

const kindsOf = ({ going }: Sorted): string[] => [...new Set(going.map(({ kind }) => kind.name))]

function nameOf(step: Asked['step']): string {
  return step.do === 'move' ? step.move : step.do
}
