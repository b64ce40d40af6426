import { types } from 'node:util'
import type { z } from 'zod'
import { isAction } from '../../shared/audit/actions'
import { type Answer, type CallName, contract } from '../../shared/contract'
import type { Call } from '../../shared/contract/define'
import { AppError, type FieldProblem } from '../../shared/errors'
import { may } from '../../shared/rights'
import { requireFitting, WrongAnswer } from './answers'
import type { AuditDetail } from './audit'
import type { OpenContext } from './context'
import { diskError } from './db/disk-error'
import { rolledBack } from './db/remembered'
import type { Handlers } from './handler'
import { isoNow } from './moment'
import { openContext } from './open-context'
import { finishedOperation, keepOperation } from './operations'
import type { AloneContext, DoorContext, OpenProfile } from './session'

type AnyHandler = (ctx: DoorContext | OpenContext | AloneContext, input: unknown) => unknown

/** Answers any call: parse → authorise → (for a write) one transaction with operation id and audit row → answer. */
export type Dispatch = (name: string, input: unknown) => Promise<Answer<unknown>>

export function createDispatch(
  door: DoorContext,
  handlers: Handlers<CallName>,
  checksAnswers = false,
): Dispatch {
  const running = new Set<Promise<unknown>>()
  let turn: Promise<unknown> = Promise.resolve()

  /** Signing in and out go one at a time, and never close the database under running work. */
  const inTurn = (work: () => unknown): Promise<unknown> => {
    const mine = turn.then(async () => {
      while (running.size > 0) await Promise.allSettled([...running])
      return work()
    })
    turn = Promise.allSettled([mine])
    return mine
  }

  const exchangeOf =
    (profile: OpenProfile): AloneContext['exchange'] =>
    async (work) => {
      await inTurn(() => {
        if (door.session.current() !== profile) throw new AppError('session.locked')
        try {
          door.session.replace(work(profile))
        } catch (error) {
          // It could not be opened again: whoever comes next must sign in.
          door.session.leave()
          throw error
        }
      })
    }

  const answer = async (name: string, input: unknown): Promise<Answer<unknown>> => {
    try {
      const ok = await run(name, input)
      if (checksAnswers && isCall(name)) requireFitting(contract[name], ok)
      return { ok }
    } catch (error) {
      const known = knownError(error, door.session.current()?.readOnly === true)
      if (known) return { error: known.toBody() }
      logUnexpected(door, name, error)
      return { error: new AppError('unexpected', { call: name }).toBody() }
    }
  }

  const run = async (name: string, input: unknown): Promise<unknown> => {
    if (!isCall(name)) throw new AppError('call.unknown', { call: String(name).slice(0, 60) })
    const spec: Call = contract[name]
    const handler = handlers[name] as AnyHandler
    const parsed = parse(spec, input)
    const cancellable = (work: (called: DoorContext) => unknown): Promise<unknown> =>
      door.tasks.run(textOf(parsed, 'operation'), (signal) => work({ ...door, signal }))
    if (spec.right === 'open')
      return spec.effect === 'task'
        ? cancellable((called) => inTurn(() => handler(called, parsed)))
        : handler(door, parsed)
    const profile = authorise(door, spec)
    if (spec.effect !== 'read' && spec.effect !== 'longRead') requireWritable(profile)
    const ctx = openContext(door, profile)
    if (spec.effect === 'alone') return handler({ ...ctx, exchange: exchangeOf(profile) }, parsed)
    if (spec.effect === 'write') return write(ctx, name, spec, handler, parsed)
    if (spec.effect === 'read' || spec.effect === 'draft') return handler(ctx, parsed)
    return cancellable((called) => handler(openContext(called, profile), parsed))
  }

  return (name, input) => {
    const work = answer(name, input)
    // These wait for the running work themselves, so they are no part of it.
    if (isCall(name) && (contract[name].right === 'open' || contract[name].effect === 'alone')) return work
    running.add(work)
    return work.finally(() => running.delete(work))
  }
}

function isCall(name: string): name is CallName {
  return Object.hasOwn(contract, name)
}

function parse(spec: Call, input: unknown): unknown {
  const read = spec.input.safeParse(input)
  if (read.success) return read.data
  throw new AppError('call.invalid', { problems: read.error.issues.slice(0, 20).map(asProblem) })
}

function asProblem(issue: z.core.$ZodIssue): FieldProblem {
  // Our own refinements carry a reason as their message; zod's sentences are English and stay out.
  const reason = issue.code === 'custom' ? issue.message : 'input.invalid'
  return { field: issue.path.map(String).join('/'), reason }
}

function authorise(door: DoorContext, spec: Call): OpenProfile {
  const profile = door.session.current()
  if (!profile) throw new AppError('session.locked')
  if (!may(profile.user.role, spec.right)) throw new AppError('right.missing', { right: spec.right })
  return profile
}

function requireWritable(profile: OpenProfile): void {
  if (profile.readOnly) throw new AppError('profile.read-only')
}

function write(
  base: OpenContext,
  name: CallName,
  { notes }: Call,
  handler: AnyHandler,
  input: unknown,
): unknown {
  const operation = textOf(input, 'operation')
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

function textOf(from: unknown, key: string): string | undefined {
  const value = propertyOf(from, key)
  return typeof value === 'string' ? value : undefined
}

function propertyOf(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, key)
    ? Reflect.get(from, key)
    : undefined
}

/** Errors with words of their own: ours, and what is said of the disk or of a profile that may only be read. */
function knownError(error: unknown, isReadOnly: boolean): AppError | undefined {
  if (error instanceof AppError) return error
  const code = textOf(error, 'code')
  if (isReadOnly && code?.startsWith('SQLITE_READONLY')) return new AppError('profile.read-only')
  return diskError(error)
}

/** Never the message: SQLite and zod put values into theirs. */
function logUnexpected(door: DoorContext, name: string, error: unknown): void {
  const kind = types.isNativeError(error) ? error.name : typeof error
  const stack = types.isNativeError(error)
    ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
    : []
  const at = error instanceof WrongAnswer ? error.at.join(', ') : stack.slice(0, 6).join(' ').trim()
  door.log.error('a call failed unexpectedly', { call: name, kind, at })
}
