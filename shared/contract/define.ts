import type { z } from 'zod'
import type { Right } from '../rights'

/** One call of the engine: what goes in, what comes out, whether it writes, and the right it needs. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I
  readonly output: O
  /** A `write` runs in one transaction with its audit row; `task` is long work that manages its own. */
  readonly effect: 'read' | 'write' | 'task'
  readonly right: Right
}

/** Keeps the types of one call. */
export function call<const I extends z.ZodType, const O extends z.ZodType>(spec: Call<I, O>): Call<I, O> {
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
