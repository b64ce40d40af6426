import { bridgeTransport } from './bridge'
import { loopbackTransport } from './loopback'
import type { Transport } from './transport'

/** The transport of the host this page was served by. */
export function selectTransport(): Promise<Transport> {
  return window.yuanba ? bridgeTransport(window.yuanba) : loopbackTransport()
}
