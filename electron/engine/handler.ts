import type { CallName, Contract, Output, Parsed } from '../../shared/contract'
import type { OpenContext } from './context'
import type { AloneContext, DoorContext } from './session'

/** Handlers of `open` calls work without a profile; all others get it opened, with the right already checked. */
type ContextOf<N extends CallName> = Contract[N]['right'] extends 'open'
  ? DoorContext
  : Contract[N]['effect'] extends 'alone'
    ? AloneContext
    : OpenContext

/** A `write` answers at once: its transaction must not wait for anything. */
type ResultOf<N extends CallName> = Contract[N]['effect'] extends 'write' | 'draft'
  ? Output<N>
  : Output<N> | Promise<Output<N>>

export type Handler<N extends CallName> = (ctx: ContextOf<N>, input: Parsed<N>) => ResultOf<N>

/** The handlers of some calls, each under its call's name. */
export type Handlers<N extends CallName> = { readonly [K in N]: Handler<K> }

/** The calls of one area: `Calls<'sync'>` is `'sync.status' | 'sync.log' | …`. */
export type Calls<A extends string> = Extract<CallName, `${A}.${string}`>
