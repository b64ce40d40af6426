import { basename } from 'node:path'
import type { Output, Parsed } from '../../../shared/contract'
import type { FileToken } from '../../../shared/contract/types'
import { AppError, type ErrorCode, isProblems } from '../../../shared/errors'
import type { OpenContext } from '../context'
import { rolledBack } from '../db/remembered'
import { MoreLeftOut, untilSettled } from '../streams/left-out'
import { isCancelled } from '../tasks'
import { type AllowedFiles, importOne, type Refused, requireMayAllow, tryOne } from './import'
import { sortPile } from './import-order'
import { NewcomerWaits } from './newcomer-waits'
import { logRefusal } from './refusals'
import { type StagedBundle, stageBundle } from './stage'
import { keepWaitingFile } from './waiting-files'

type Pile = Output<'sync.importBundles'>
type RefusedFile = Pile['refused'][number]

/** One chosen file. */
export interface ChosenBundle {
  readonly token: FileToken
  readonly path: string
}

/**
 * Imports a pile of bundles, each in one transaction. The order in which they were chosen does not count: a file that is
 * refused is tried again after others were taken, until nothing more fits.
 * A refused file changes nothing but the log of bundles, and stops none of the others. The file of a computer that nobody let in
 * is kept until a person does.
 * @throws AppError as `importOne` where one file came alone, and whatever is not the fault of a file
 */
export async function importBundles(ctx: OpenContext, input: Parsed<'sync.importBundles'>): Promise<Pile> {
  const { files: tokens, ...allowed } = input
  requireMayAllow(ctx, allowed)
  return importChosen(ctx, chosenIn(ctx, tokens), allowed, tokens.length === 1)
}

/** @see importBundles. `alone`: the refusal of a single file is the call's error. */
export async function importChosen(
  ctx: OpenContext,
  all: readonly ChosenBundle[],
  allowed: AllowedFiles,
  alone: boolean,
): Promise<Pile> {
  const files: Pile['files'] = []
  const refusals = new Map<ChosenBundle, Refused>()
  const tryFile = async (chosen: ChosenBundle): Promise<Tried> => {
    refusals.delete(chosen)
    try {
      files.push(await importOne(ctx, chosen.path, allowed, (why) => refusals.set(chosen, why)))
      return 'taken'
    } catch (error) {
      if (error instanceof NewcomerWaits) {
        refusals.delete(chosen)
        await keepWaitingFile(ctx, chosen.path, error)
        files.push(error.told(basename(chosen.path)))
        return 'taken'
      }
      if (isOfFile(error)) return fitsLater.has(error.code) ? 'later' : 'refused'
      if (!isCancelled(error)) await logRefusals(ctx, refusals)
      throw error
    }
  }
  await untilNothingFits(await sortPile(ctx, all), tryFile)
  await logRefusals(ctx, refusals)
  return {
    files,
    refused: told(
      alone,
      [...refusals].map(([chosen, { error }]) => ({ chosen, error })),
    ),
  }
}

/**
 * What an import would do: the same work in a transaction that is taken back.
 * Each file is read as things stand now, so one that rests on another file of the pile may be refused here.
 * @throws AppError as `importBundles`
 */
export async function previewBundles(ctx: OpenContext, input: Parsed<'sync.preview'>): Promise<Pile> {
  const { files: tokens, ...accepted } = input
  requireMayAllow(ctx, accepted)
  const allowed = { ...accepted, allowMassDelete: true }
  const all = chosenIn(ctx, tokens)
  const staged = new Map<ChosenBundle, StagedBundle>()
  const waiting: Pile['files'] = []
  const unread: Failed[] = []
  try {
    for (const chosen of await sortPile(ctx, all))
      try {
        staged.set(chosen, await stageBundle(ctx, chosen.path, allowed))
      } catch (error) {
        if (error instanceof NewcomerWaits) {
          waiting.push(error.told(basename(chosen.path)))
          continue
        }
        if (!isOfFile(error)) throw error
        unread.push({ chosen, error })
      }
    const look = (): Pile => {
      const files: Pile['files'] = [...waiting]
      const failed: Failed[] = []
      for (const [chosen, bundle] of staged)
        try {
          files.push(ctx.db.transaction(() => tryOne(ctx, bundle, allowed))())
        } catch (error) {
          rolledBack(ctx.db)
          if (error instanceof MoreLeftOut || !isOfFile(error)) throw error
          failed.push({ chosen, error })
        }
      return { files, refused: told(tokens.length === 1, [...unread, ...failed]) }
    }
    return await ctx.exclusively(() => untilSettled(() => tried(ctx, look)))
  } finally {
    for (const bundle of staged.values()) bundle.remove()
  }
}

const chosenIn = (ctx: OpenContext, tokens: readonly FileToken[]): ChosenBundle[] =>
  tokens.map((token) => ({ token, path: ctx.pathOf(token) }))

/** What came of one try with one file; `later`: it may fit once others were taken. */
type Tried = 'taken' | 'later' | 'refused'

/** What another file may change. What a person has to decide is asked as things stood when the pile came. */
export const fitsLater: ReadonlySet<ErrorCode> = new Set([
  'bundle.unknown-sender',
  'bundle.not-permitted',
  'bundle.foreign-unit',
])

/** Tries what may fit later again, as long as a round has taken something. */
async function untilNothingFits<T>(files: readonly T[], take: (file: T) => Promise<Tried>): Promise<void> {
  let left = files
  for (let isMoving = true; isMoving; ) {
    const later: T[] = []
    isMoving = false
    for (const file of left) {
      const came = await take(file)
      if (came === 'taken') isMoving = true
      if (came === 'later') later.push(file)
    }
    left = later
  }
}

/** Whether an error is about one file, so that the others can still be taken. */
export function isOfFile(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    (error.code.startsWith('bundle.') || error.code.startsWith('join.') || error.code === 'file.unreadable')
  )
}

async function logRefusals(ctx: OpenContext, refusals: ReadonlyMap<ChosenBundle, Refused>): Promise<void> {
  for (const [{ path }, { error, proven }] of refusals) await logRefusal(ctx, path, proven, error)
}

interface Failed {
  readonly chosen: ChosenBundle
  readonly error: unknown
}

/** The refused files as the caller hears of them. @throws the refusal of a file that came alone */
function told(alone: boolean, failed: readonly Failed[]): RefusedFile[] {
  return failed.map(({ chosen: { token, path }, error }) => {
    if (alone || !(error instanceof AppError)) throw error
    const params = Object.entries(error.params).flatMap(([name, value]) =>
      isProblems(value) || typeof value === 'object' ? [] : [[name, value] as const],
    )
    return { token, file: basename(path), code: error.code, params: Object.fromEntries(params) }
  })
}

/** Does the work in a transaction and takes it back. */
function tried<T>(ctx: OpenContext, work: () => T): T {
  ctx.db.exec('BEGIN IMMEDIATE')
  try {
    return work()
  } finally {
    ctx.db.exec('ROLLBACK')
    rolledBack(ctx.db)
  }
}
