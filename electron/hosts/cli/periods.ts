import type { Rpc } from '../../../shared/contract/rpc'
import { ownNamed } from '../../../shared/readiness/own-periods'

/** A period as the district has it: of its own months a quarter or a year has other days than the calendar's; what names its days is itself. */
export async function ownPeriod(rpc: Rpc, name: string): Promise<string> {
  if (name.includes('@')) return name
  const { periods } = await rpc.waiting.ownPeriods({})
  return ownNamed(periods, { name })
}
