import type { ErrorBody } from '../errors'
import { type CallName, contract, type EngineCall, type Input, type Output } from './index'

type Areas = CallName extends `${infer A}.${string}` ? A : never
type CallsOf<A extends string> = CallName extends infer N ? (N extends `${A}.${infer C}` ? C : never) : never

/** `rpc.records.save(input)`: typed calls by area; an error answer becomes a thrown `RpcError`. */
export type Rpc = {
  readonly [A in Areas]: {
    readonly [C in CallsOf<A>]: `${A}.${C}` extends infer N extends CallName
      ? (input: Input<N>) => Promise<Output<N>>
      : never
  }
}

/** An error answer of the engine, thrown at the caller's side; its words come from `messageFor(error.body)`. */
export class RpcError extends Error {
  readonly body: ErrorBody

  constructor(body: ErrorBody) {
    super(body.code)
    this.name = 'RpcError'
    this.body = body
  }
}

/** Wraps the one door into calls by area. */
export function createRpc(door: EngineCall): Rpc {
  const areas: Record<string, Record<string, (input: never) => Promise<unknown>>> = {}
  for (const name of Object.keys(contract) as CallName[]) {
    const [area = '', method = ''] = name.split('.')
    areas[area] ??= {}
    areas[area][method] = async (input) => {
      const answer = await door(name, input)
      if ('error' in answer) throw new RpcError(answer.error)
      return answer.ok
    }
  }
  return areas as Rpc
}
