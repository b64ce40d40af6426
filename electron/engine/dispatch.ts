import type { Worker } from 'node:worker_threads'
import type { z } from 'zod'
import { type Answer, type CallName, contract } from '../../shared/contract'
import type { Call } from '../../shared/contract/define'
import { AppError, type FieldProblem } from '../../shared/errors'
import { may, requireRight } from '../../shared/rights'
import { openAfterSaves } from './after-saves'
import { answered } from './answered'
import { requireFitting } from './answers'
import type { OpenContext } from './context'
import { leaveLogAlone, mindLog } from './db/open'
import type { HeldWrite } from './drafts/held'
import type { Handlers } from './handler'
import { openHeldWrites } from './held-writes'
import { newId } from './new-id'
import { openContext } from './open-context'
import type { Pen } from './pen'
import { findUser } from './profile/queries'
import type { AloneContext, DoorContext, OpenProfile, WorkBeside } from './session'
import { apart, openUnderWay, type Under } from './tasks'
import { openWorkerLink, type WorkerLink } from './worker/link'
import type { WorkerSettings } from './worker/messages'
import { worksBeside } from './works-beside'
import { operationOf, writeOnce } from './write-once'

type AnyHandler = (ctx: DoorContext | OpenContext | AloneContext, input: unknown) => unknown

/** Answers any call: parse → authorise → (for a write) one transaction with operation id and audit row → answer. */
export type Dispatch = (name: string, input: unknown) => Promise<Answer<unknown>>

export function createDispatch(
  door: DoorContext,
  handlers: Handlers<CallName>,
  pen: Pen,
  { checksAnswers = false, startWorker }: DispatchOptions = {},
): Dispatch {
  const running = openUnderWay()
  /** Tasks and long reads under way: they may want the pen, and hold the profile as it is open now. */
  const tasks = openUnderWay()
  let exchanging: Promise<unknown> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const held = openHeldWrites(door, perform)
  const afterSaves = openAfterSaves(door, {
    isBusy: () => running.isAny() || pen.isLent() || exchanging !== undefined,
    // Nothing is lost where the process ends before.
    later: (work, ms) => void setTimeout(work, ms).unref(),
  })
  const withProfile = (work: (profile: OpenProfile) => void): void => {
    const profile = door.session.current()
    if (profile) work(profile)
  }
  const worker =
    startWorker &&
    openWorkerLink(
      startWorker,
      settingsOf(door),
      { emit: door.emit, log: door.log, pen },
      {
        // What the worker commits it also moves out of the log: a save here would otherwise do it, and keep everybody waiting.
        lent: () => withProfile(({ db }) => leaveLogAlone(db)),
        returned: () => withProfile(held.carryOut),
        idle: () => withProfile(({ db }) => mindLog(db)),
      },
    )

  let keysTurn: Promise<unknown> = Promise.resolve()
  const inKeysTurn = (spec: Pick<Call, 'keys'>, work: () => unknown): unknown => {
    if (!spec.keys) return work()
    const mine = keysTurn.then(work)
    keysTurn = Promise.allSettled([mine])
    return mine
  }

  /** Signing in and out go one at a time, and never close the database under running work. */
  const inTurn = (work: () => unknown): Promise<unknown> => {
    const mine = turn.then(async () => {
      worker?.leaveOff()
      await running.ended()
      return work()
    })
    turn = Promise.allSettled([mine])
    return mine
  }

  const exchangeOf =
    (profile: OpenProfile): AloneContext['exchange'] =>
    async (before, work) => {
      const over = Promise.withResolvers<void>()
      exchanging = over.promise
      try {
        // What is waited for may be waiting for the pen.
        await pen.pause(() => tasks.ended())
        await pen.lendOut(async () => {
          try {
            await done(profile, before)
            await exchanged(profile, work)
          } finally {
            const now = door.session.current()
            if (now) held.carryOut(now)
          }
        })
      } finally {
        exchanging = undefined
        over.resolve()
      }
    }

  /** What of a call goes on in the worker, after its answer too: the profile is not closed under it. @returns ends it */
  const goingOn = (): (() => void) => {
    const [mine, task] = [running.begin(), tasks.begin()]
    return () => {
      mine.rest()
      task.rest()
    }
  }

  const done = (profile: OpenProfile, work: WorkBeside): unknown =>
    worker
      ? inWorker(worker, { name: work.name, parsed: work, profile, called: door }, () => undefined)
      : worksBeside[work.name](openContext(door, profile), work)

  /** Not in turn: whoever signs in or out has the turn, and waits for the pen. */
  const exchanged = async (profile: OpenProfile, work: (open: OpenProfile) => OpenProfile): Promise<void> => {
    await running.ended()
    if (door.session.current() !== profile) throw new AppError('session.locked')
    try {
      door.session.replace(work(profile))
    } catch (error) {
      // It could not be opened again: whoever comes next must sign in.
      door.session.leave()
      throw error
    }
  }

  const beside: DoorContext['beside'] = (work) => {
    const profile = door.session.current()
    if (!profile) return
    const begin = (): unknown => {
      if (door.session.current() !== profile) return
      return pen.keep(() => work({ ...openContext(door, profile), exchange: exchangeOf(profile) }))
    }
    // From now on what takes long waits: it would hold the profile as it is open now.
    const mine = Promise.resolve(inKeysTurn({ keys: true }, begin))
    exchanging = mine
    void mine.finally(() => {
      if (exchanging === mine) exchanging = undefined
    })
  }

  const answer = (name: string, input: unknown, under: Under): Promise<Answer<unknown>> =>
    answered(
      name,
      door.log,
      () => door.session.current()?.readOnly === true,
      async () => {
        const ok = await run(name, input, under)
        if (checksAnswers && isCall(name)) requireFitting(contract[name], ok)
        return ok
      },
    )

  const run = async (name: string, input: unknown, under: Under): Promise<unknown> => {
    if (!isCall(name)) throw new AppError('call.unknown', { call: String(name).slice(0, 60) })
    const spec: Call = contract[name]
    const handler = handlers[name] as AnyHandler
    const parsed = parse(spec, input)
    const cancellable = (work: (called: DoorContext) => unknown): Promise<unknown> =>
      door.tasks.run(operationOf(parsed), (signal) => work({ ...door, signal }))
    if (spec.right === 'open')
      return spec.effect === 'task'
        ? cancellable((called) =>
            inKeysTurn(spec, () =>
              inTurn(() => pen.keep(() => entering(() => handler(atDoor(called), parsed)))),
            ),
          )
        : handler(door, parsed)
    while (exchanging && isLong(spec)) {
      under.rest()
      await exchanging
      under.again()
    }
    const profile = authorise(door, spec)
    if (spec.effect !== 'read' && spec.effect !== 'longRead') requireWritable(profile)
    const ctx = openContext(door, profile)
    switch (spec.effect) {
      case 'read':
      case 'draft':
        return handler(ctx, parsed)
      case 'write': {
        const operation = operationOf(parsed)
        if (!pen.isLent()) return writeOnce(ctx, { name, spec, handler, operation }, parsed)
        under.rest()
        return held.hold(profile, { operation: operation ?? newId(door), call: name, input })
      }
      case 'alone':
        // When its turn comes somebody else may be signed in, or the profile opened anew under another key.
        return inKeysTurn(spec, () => {
          const now = authorise(door, spec)
          requireWritable(now)
          return pen.keep(() => handler({ ...openContext(door, now), exchange: exchangeOf(now) }, parsed))
        })
      case 'task':
      case 'longRead':
        return cancellable(async (called) => {
          const task = tasks.begin()
          try {
            if (spec.inWorker && worker)
              return await inWorker(worker, { name, parsed, profile, called }, goingOn())
            const work = () => handler(openContext(called, profile), parsed)
            return await (spec.effect === 'task' ? pen.keep(work) : work())
          } finally {
            task.rest()
          }
        })
    }
  }

  const atDoor = (called: DoorContext): DoorContext => (worker ? { ...called, beside } : called)

  /** What a held write waits for may have been a process that is gone: it is done when its profile is open again. */
  const entering = async (work: () => unknown): Promise<unknown> => {
    const before = door.session.current()
    const result = await work()
    const profile = door.session.current()
    if (profile && profile !== before && !profile.readOnly) held.carryOut(profile)
    return result
  }

  function perform(profile: OpenProfile, { call, input, user, operation }: HeldWrite): unknown {
    if (!isCall(call)) throw new AppError('call.unknown', { call: call.slice(0, 60) })
    const spec: Call = contract[call]
    const found = findUser(profile.db, user)
    if (!found || !may(found.role, spec.right)) throw new AppError('right.missing', { right: spec.right })
    const { name, role } = found
    const ctx = openContext(door, { ...profile, user: { name, role } })
    const called = { name: call, spec, handler: handlers[call] as AnyHandler, operation }
    return writeOnce(ctx, called, parse(spec, input))
  }

  return (name, input) => {
    // These wait for the running work themselves, so they are no part of it.
    const isApart = isCall(name) && (contract[name].right === 'open' || contract[name].effect === 'alone')
    const under = isApart ? apart : running.begin()
    return answer(name, input, under).finally(() => {
      under.rest()
      afterSaves.ended()
    })
  }
}

/** Whether a call keeps the profile as it is open now for longer than a moment. */
function isLong({ effect }: Call): boolean {
  return effect === 'task' || effect === 'longRead' || effect === 'alone'
}

/** How an engine answers, beyond what its handlers do. */
interface DispatchOptions {
  readonly checksAnswers?: boolean
  readonly startWorker?: () => Worker
}

function settingsOf({
  profile,
  appVersion,
  releaseKey,
  kdfCost,
  largestFile,
  largestWholeCopy,
  passing,
}: DoorContext): WorkerSettings {
  const alike = { profile, appVersion, releaseKey, kdfCost, largestFile, largestWholeCopy }
  return passing ? { ...alike, passing } : alike
}

interface CallInWorker {
  readonly name: CallName | WorkBeside['name']
  readonly parsed: unknown
  readonly profile: OpenProfile
  readonly called: DoorContext
}

/** @throws AppError what the worker says */
async function inWorker(
  worker: WorkerLink,
  { name, parsed, profile, called }: CallInWorker,
  over: () => void,
): Promise<unknown> {
  const { user, readOnly, dataKey, formerKeys } = profile
  const beside = { user, readOnly, dataKey, formerKeys }
  const answer = await worker.run({ name, input: parsed, beside, paths: called.paths }, called.signal, over)
  if ('error' in answer) throw new AppError(answer.error.code, answer.error.params)
  return answer.ok
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
  requireRight(profile.user.role, spec.right)
  return profile
}

function requireWritable(profile: OpenProfile): void {
  if (profile.readOnly) throw new AppError('profile.read-only')
}
