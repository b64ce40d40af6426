import type { z } from 'zod'
import type { Right } from '../rights'

/**
 * A `write` runs in one transaction with its audit row; a `task` is long work that manages its own; a `longRead` takes as
 * long but leaves the profile as it is, so that a profile made by a newer version allows it; a call `alone` is a task that
 * may close the profile and open it anew, when nothing else runs.
 */
export type Effect = 'read' | 'write' | 'task' | 'longRead' | 'alone'

/** One call of the engine: what goes in, what comes out, whether it writes, and the right it needs. */
export interface Call<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  E extends Effect = Effect,
  R extends Right = Right,
> {
  readonly input: I
  readonly output: O
  readonly effect: E
  readonly right: R
}

/** Keeps the types of one call: the handler's context and whether it may wait follow from them. */
export function call<
  const I extends z.ZodType,
  const O extends z.ZodType,
  const E extends Effect,
  const R extends Right,
>(spec: Call<I, O, E, R>): Call<I, O, E, R> {
  return spec
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
