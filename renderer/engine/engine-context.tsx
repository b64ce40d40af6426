import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { createRpc, type Rpc } from '../../shared/contract/rpc'
import type { Transport } from '../transport/transport'

interface EngineAccess {
  readonly transport: Transport
  readonly rpc: Rpc
}

const EngineContext = createContext<EngineAccess | null>(null)

/** Gives every screen the host and the typed calls. */
export function EngineProvider({ transport, children }: { transport: Transport; children: ReactNode }) {
  const access = useMemo(() => ({ transport, rpc: createRpc(transport.call) }), [transport])
  return <EngineContext value={access}>{children}</EngineContext>
}

function useAccess(): EngineAccess {
  const access = useContext(EngineContext)
  if (!access) throw new Error('EngineProvider is missing')
  return access
}

/** Typed calls: `rpc.records.save(…)`; an error answer is thrown as `RpcError`. */
export const useRpc = (): Rpc => useAccess().rpc

/** The host: files, printing, events. */
export const useTransport = (): Transport => useAccess().transport
