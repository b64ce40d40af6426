import { answersFirst } from './answers-first'
import { bridgeTransport } from './bridge'
import { loopbackTransport } from './loopback'
import type { Transport } from './transport'

/** The transport of the host this page was served by. */
export async function selectTransport(): Promise<Transport> {
  return answersFirst(await (window.yuanba ? bridgeTransport(window.yuanba) : loopbackTransport()))
}
