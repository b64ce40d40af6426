import type { z } from 'zod'
import type { Right } from '../rights'

/**
 * What a call does to the profile:
 * - a `write` runs in one transaction with its audit row;
 * - a `draft` writes the file of drafts alone, which an import leaves free, and leaves no row;
 * - a `task` is long work that manages its own transactions;
 * - a `longRead` takes as long but leaves the profile as it is, so that a profile made by a newer version allows it;
 * - a call `alone` is a task that may close the profile and open it anew, when nothing else runs.
 *
 * A task or a long read whose input has an `operation` can be cancelled with it (`tasks.cancel`).
 */
export type Effect = 'read' | 'write' | 'draft' | 'task' | 'longRead' | 'alone'

/**
 * What the audit log keeps of a write beside its name: these texts, in this order, of a list how many it holds, as
 * `count`.
 * Each comes out of the answer or, where it has none of that name, out of the input.
 * So the row says which record and field it was, never a value that somebody typed.
 * `itself`: the handler writes the row, because what it answers needs its number or says more than texts. `nothing`: it
 * leaves no row.
 */
export type Notes = readonly string[] | 'itself' | 'nothing'

/** One call of the engine: what goes in, what comes out, whether it writes, the right it needs, and what a write leaves in the log. */
export interface Call<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  E extends Effect = Effect,
  R extends Right = Right,
  N extends Notes | undefined = Notes | undefined,
> {
  readonly input: I
  readonly output: O
  readonly effect: E
  readonly right: R
  /** Of a write; a task notes itself. */
  readonly notes: N
  /** Of a write that changes many records at once: the database is kept as it was before (engine/db/before-bulk.ts). */
  readonly copyBefore?: true
  /** Of a task or a long read: it runs in the engine's worker, because the window would wait for it otherwise. */
  readonly inWorker?: true
  /**
   * Somebody without the right `record.unmask` may ask it about whole values, and is told whether one is there: counted, noted in
   * the audit log, refused beyond a number. Every other call tells what the masks show.
   */
  readonly rated?: true
  /** Of a read: whoever asks shows other things meanwhile, so that the engine answers first what is asked in the same moment. */
  readonly patient?: true
  /** It reads the file of keys and replaces it afterwards, or opens the profile with it: such calls go one at a time. */
  readonly keys?: true
}

type NotesOf<I extends z.ZodType, O extends z.ZodType> =
  | readonly ((keyof z.output<I> | keyof z.output<O>) & string)[]
  | 'itself'
  | 'nothing'

/** Keeps the types of one call: the handler's context and whether it may wait follow from them. */
export function call<
  const I extends z.ZodType,
  const O extends z.ZodType,
  const R extends Right,
  const N extends NotesOf<I, O>,
>(spec: Call<I, O, 'write', R, N>): Call<I, O, 'write', R, N>
export function call<
  const I extends z.ZodType,
  const O extends z.ZodType,
  const E extends Exclude<Effect, 'write'>,
  const R extends Right,
>(spec: Omit<Call<I, O, E, R>, 'notes'>): Call<I, O, E, R, undefined>
export function call(spec: Omit<Call, 'notes'> & Partial<Pick<Call, 'notes'>>): Call {
  return { ...spec, notes: spec.notes }
}

type Prefixed<A extends string, C extends Record<string, Call>> = {
  readonly [K in keyof C & string as `${A}.${K}`]: C[K]
}

/** The calls of one area, named `area.call` on the wire. */
export function defineCalls<const A extends string, const C extends Record<string, Call>>(
  area: A,
  calls: C,
): Prefixed<A, C> {
  return Object.fromEntries(
    Object.entries(calls).map(([name, spec]) => [`${area}.${name}`, spec]),
  ) as Prefixed<A, C>
}
