import type { Kind } from './define'
import type { Fields } from './fields'
import { checkKind } from './kind-checks'

/** What `defineKind` takes: a kind whose layouts may only name fields that it has. */
type KindInput<F extends Fields> = Kind<F> & {
  readonly form: readonly (readonly (keyof F & string)[])[]
  readonly list: readonly (keyof F & string)[]
  readonly filters: readonly (keyof F & string)[]
  readonly sort: { readonly field: keyof F & string }
}

/** Declares a kind and checks that it is whole. @throws Error at start-up when the declaration contradicts itself. */
export function defineKind<const F extends Fields>(kind: KindInput<F>): Kind<F> {
  checkKind(kind)
  return kind
}
