import type { Output } from '../../../shared/contract'
import type { Change } from '../../../shared/sync/change'
import type { ReadDb } from '../context'
import { arrivalOf, findLogEntry } from '../exchange/queries'

type Arrived = Output<'anomalies.list'>['anomalies'][number]['bundle']

/** Gives the file that brought a change; null for what was typed at this computer or came with its joining file. */
export type ArrivedWith = (change: Pick<Change, 'record' | 'id'>) => Arrived

/** @see ArrivedWith. @param sites the names of sites by id */
export function openArrivals(db: ReadDb, sites: ReadonlyMap<string, string>): ArrivedWith {
  return (change) => {
    const entry = arrivalOf(db, change)
    const row = entry === undefined ? undefined : findLogEntry(db, entry)
    if (!row) return null
    const { serial, medium, peer, at } = row
    return { serial: serial ?? 0, medium, fromName: sites.get(peer) ?? peer, at }
  }
}
