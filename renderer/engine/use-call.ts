import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallName, Input, Output } from '../../shared/contract'
import { RpcError } from '../../shared/contract/rpc'
import { useTransport } from './engine-context'

export interface CallState<T> {
  /** The newest answer; the one before stays visible while a new one is on its way. */
  readonly data: T | undefined
  /** Whether `data` answers what was asked before, not what is asked now. */
  readonly stale: boolean
  readonly error: unknown
  readonly loading: boolean
  readonly again: () => void
}

interface Asked<T> {
  readonly data?: T
  /** The input that `data` answers. */
  readonly answered?: string
  readonly error?: unknown
  readonly loading: boolean
  readonly key: string
}

/**
 * Asks the engine and keeps the answer fresh: asks again when the input changes and when records of the named kinds
 * (default: any kind) are written. `null` as input asks nothing.
 */
export function useCall<N extends CallName>(
  name: N,
  input: Input<N> | null,
  kinds?: readonly string[],
): CallState<Output<N>> {
  const transport = useTransport()
  const key = JSON.stringify(input)
  const [state, setState] = useState<Asked<Output<N>>>({ loading: input !== null, key })
  const round = useRef(0)
  const watched = kinds?.join(' ')

  const again = useCallback(() => {
    round.current += 1
    const mine = round.current
    const asked = JSON.parse(key) as Input<N> | null
    if (asked === null) {
      setState({ loading: false, key })
      return
    }
    setState((before) => ({ ...before, loading: true, key }))
    transport
      .call(name, asked)
      .then((answer) => {
        if (round.current !== mine) return
        if ('error' in answer) setState({ error: new RpcError(answer.error), loading: false, key })
        else setState({ data: answer.ok, answered: key, loading: false, key })
      })
      .catch((error: unknown) => {
        if (round.current === mine) setState({ error, loading: false, key })
      })
  }, [transport, name, key])

  useEffect(() => {
    again()
    return () => {
      round.current += 1
    }
  }, [again])
  useEffect(
    () =>
      transport.subscribe('changed', (change) => {
        if (watched === undefined || change.kinds.some((kind) => watched.split(' ').includes(kind))) again()
      }),
    [transport, watched, again],
  )
  // Between a new input and its question lies one drawing; the answer shown in it is not yet for this input.
  const loading = state.loading || state.key !== key
  return { data: state.data, stale: state.answered !== key, error: state.error, loading, again }
}
