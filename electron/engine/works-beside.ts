import type { OpenContext } from './context'
import { makeRekeyedCopy } from './profile/rotation'
import type { WorkBeside } from './session'

/** What can be done beside the engine without being a call, each under its name: in the worker, or at once where there is none. */
export const worksBeside: {
  readonly [N in WorkBeside['name']]: (
    ctx: OpenContext,
    work: Extract<WorkBeside, { readonly name: N }>,
  ) => void
} = {
  'rekeyed-copy': (ctx, work) => makeRekeyedCopy(ctx, ctx, work),
}
