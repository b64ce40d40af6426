import { isAction } from '../../shared/audit/actions'
import type { CallName } from '../../shared/contract'
import type { Call } from '../../shared/contract/define'
import { AppError } from '../../shared/errors'
import type { AuditDetail } from './audit'
import type { OpenContext } from './context'
import { copyBeforeBulk } from './db/before-bulk'
import { rolledBack } from './db/remembered'
import { isoNow } from './moment'
import { finishedOperation, keepOperation } from './operations'

/** A call that writes, with what its contract says of it. */
interface Called {
  readonly name: CallName
  readonly spec: Call
  readonly handler: (ctx: OpenContext, input: unknown) => unknown
  readonly operation: string | undefined
}

/**
 * One write: its handler's changes, its operation id and its audit row in one transaction. One that is repeated, after a crash
 * or by a second press, answers as it did and does nothing. @throws AppError as its handler
 */
export function writeOnce(
  base: OpenContext,
  { name, spec: { notes, copyBefore }, handler, operation }: Called,
  input: unknown,
): unknown {
  const events: (() => void)[] = []
  // Listeners hear of a change when it is committed, not before.
  const ctx: OpenContext = { ...base, emit: (event, payload) => events.push(() => base.emit(event, payload)) }
  const work = ctx.db.transaction(() => {
    const done = operation === undefined ? undefined : finishedOperation(ctx.db, operation)
    if (done) return repeated(done, name)
    const result = handler(ctx, input)
    if (operation !== undefined) keepOperation(ctx.db, operation, name, result, isoNow(ctx.clock))
    if (isAction(name) && Array.isArray(notes)) ctx.audit(name, noted(notes, input, result))
    return result
  })
  if (copyBefore) copyBeforeBulk(ctx)
  const answer = committed(ctx, () => work.immediate())
  for (const tell of events) tell()
  return answer
}

function committed<T>(ctx: OpenContext, work: () => T): T {
  try {
    return work()
  } catch (error) {
    rolledBack(ctx.db)
    throw error
  }
}

function repeated(done: { readonly call: string; readonly answer: unknown }, name: CallName): unknown {
  if (done.call === name) return done.answer
  const problem = { field: 'operation', reason: 'operation.reused' }
  throw new AppError('call.invalid', { problems: [problem] })
}

/** What its call says may stand in the audit log of a write. */
function noted(keys: readonly string[], input: unknown, result: unknown): AuditDetail {
  const facts: Record<string, string | number> = {}
  for (const key of keys) {
    const value = propertyOf(result, key) ?? propertyOf(input, key)
    if (typeof value === 'string') facts[key] = value
    if (Array.isArray(value)) facts.count = value.length
  }
  return facts
}

/** The operation id that the input of a call carries. */
export function operationOf(input: unknown): string | undefined {
  const value = propertyOf(input, 'operation')
  return typeof value === 'string' ? value : undefined
}

function propertyOf(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, key)
    ? Reflect.get(from, key)
    : undefined
}
