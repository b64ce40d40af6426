import { REVIEW } from '../../../shared/definition/workflow'
import { knownKind } from '../../../shared/kinds'
import type { Delivery, Receipt } from '../../../shared/records/receipt'
import type { Vector } from '../../../shared/sync/change'
import { heldOf } from '../../../shared/sync/vector'
import { streamsOf } from '../changes/log'
import type { StreamRow } from '../changes/queries'
import type { ReadDb } from '../context'
import { allSites } from '../sites/queries'
import { peerOf } from '../streams/queries'
import { changesAbove, countAbove, firstPlace, lastOfRecords, sentAfter } from './queries'

/** One place of a stream: the changes above it are meant. */
export interface Above {
  readonly stream: number
  readonly seq: number
}

/** How far the district is known to have come, and how far the bundles written for it reach. */
interface Reach {
  readonly streams: readonly StreamRow[]
  readonly held: Vector
  /** By serial, only those that the district has not confirmed. */
  readonly sent: readonly { readonly serial: number; readonly vector: Vector }[]
}

/** A street's laptop sends to the district; elsewhere no record waits for a receipt. */
function reachOf(db: ReadDb): Reach | undefined {
  const sites = allSites(db)
  if (sites.find((site) => site.own === 1)?.role !== 'street') return undefined
  const district = sites.find(
    (site) => site.own === 0 && site.role === 'district' && site.revoked_at === null,
  )
  const streams = streamsOf(db)
  if (!district) return { streams, held: {}, sent: [] }
  const peer = peerOf(db, district.id)
  const held = JSON.parse(peer.vector) as Vector
  const sent = sentAfter(db, district.id, peer.confirmed_serial ?? 0)
  return {
    streams,
    // The district's own changes need no receipt.
    held: { ...held, ...ownOf(district.id, streams) },
    sent: sent.map(({ serial, vector }) => ({ serial, vector: JSON.parse(vector) as Vector })),
  }
}

function ownOf(site: string, streams: readonly StreamRow[]): Vector {
  return Object.fromEntries(
    streams.filter((stream) => stream.site === site).map((s) => [`${s.site}/${s.scope}`, s.seq]),
  )
}

/** What tells the receipt of a record from its row. */
export interface Receiptable {
  readonly id: string
  readonly kind: string
  readonly body: string
  readonly conflicts: number
}

/** The receipts of many records by id, by one indexed question; none where records do not travel to a district. */
export function receiptsOf(db: ReadDb, rows: readonly Receiptable[]): ReadonlyMap<string, Receipt> {
  const travelling = rows.filter(({ kind }) => knownKind(kind)?.owner === 'street')
  const reach = travelling.length > 0 ? reachOf(db) : undefined
  if (!reach) return new Map()
  const last = new Map<string, Above[]>()
  for (const { record, stream, seq } of lastOfRecords(
    db,
    travelling.map(({ id }) => id),
  ))
    last.set(record, [...(last.get(record) ?? []), { stream, seq }])
  return new Map(travelling.map((row) => [row.id, receiptOf(row, deliveryOf(reach, last.get(row.id) ?? []))]))
}

function receiptOf(row: Receiptable, way: Pick<Receipt, 'delivery' | 'serial'>): Receipt {
  const { [REVIEW]: status } = JSON.parse(row.body) as { readonly [REVIEW]?: unknown }
  const state = row.conflicts > 0 ? 'conflict' : status === 'returned' ? 'returned' : way.delivery
  return { state, ...way }
}

function deliveryOf(reach: Reach, last: readonly Above[]): Pick<Receipt, 'delivery' | 'serial'> {
  const streams = new Map(reach.streams.map((row) => [row.stream, row]))
  const isIn = (vector: Vector): boolean =>
    last.every(({ stream, seq }) => {
      const row = streams.get(stream)
      return row !== undefined && heldOf(vector, row.site, row.scope) >= seq
    })
  if (isIn(reach.held)) return { delivery: 'received', serial: null }
  const first = reach.sent.find(({ vector }) => isIn({ ...reach.held, ...vector }))
  return first ? { delivery: 'sent', serial: first.serial } : { delivery: 'unsent', serial: null }
}

/** Where the changes begin that make a record be on its way (`sent`) or not even that (`unsent`); none at a district. */
export function waitingAbove(db: ReadDb): Readonly<Record<'sent' | 'unsent', readonly Above[]>> {
  const reach = reachOf(db)
  if (!reach) return { sent: [], unsent: [] }
  const newest = { ...reach.held, ...reach.sent.at(-1)?.vector }
  const above = (vector: Vector): Above[] =>
    reach.streams
      .filter(({ site, scope, seq }) => seq > heldOf(vector, site, scope))
      .map(({ stream, site, scope }) => ({ stream, seq: heldOf(vector, site, scope) }))
  return { sent: above(reach.held), unsent: above(newest) }
}

/** Up to this many waiting changes are read one by one; beyond it the index of all changes by record is walked. */
const FEW_WAITING = 2000

/** The records with a change above these places, by number; undefined when they are too many to name. */
export function recordsAbove(db: ReadDb, above: readonly Above[]): ReadonlySet<number> | undefined {
  return isFew(db, above) ? new Set(above.flatMap((place) => changesAbove(db, place))) : undefined
}

/** How many records have a change above these places. */
function countRecords(db: ReadDb, above: readonly Above[]): number {
  if (above.length === 0) return 0
  return recordsAbove(db, above)?.size ?? countAbove(db, above)
}

function isFew(db: ReadDb, above: readonly Above[]): boolean {
  const streams = new Map(streamsOf(db).map(({ stream, seq }) => [stream, seq]))
  return above.reduce((sum, { stream, seq }) => sum + (streams.get(stream) ?? 0) - seq, 0) <= FEW_WAITING
}

/** How many records wait for the district, for the first screen. */
export function waitingRecords(db: ReadDb): Record<Exclude<Delivery, 'received'>, number> {
  const { sent, unsent } = waitingAbove(db)
  const notSent = countRecords(db, unsent)
  // Before the first export nothing is on its way, and the log need not be asked twice.
  const isAnySent = unsent.some(({ seq }, at) => seq !== sent[at]?.seq) || sent.length !== unsent.length
  return { unsent: notSent, sent: isAnySent ? countRecords(db, sent) - notSent : 0 }
}

/** Whether a record was in any bundle that was written here, or is known elsewhere: its number may stand on paper there. */
export function wasTold(db: ReadDb, record: string): boolean {
  const first = firstPlace(db, record)
  if (!first) return false
  const isIn = (vector: string): boolean =>
    heldOf(JSON.parse(vector) as Vector, first.site, first.scope) >= first.seq
  const sites = allSites(db)
  if (!sites.some(({ id, own }) => own === 1 && id === first.site)) return true
  const others = sites.filter(({ own }) => own === 0)
  return others.some(
    ({ id }) => isIn(peerOf(db, id).vector) || sentAfter(db, id, -1).some(({ vector }) => isIn(vector)),
  )
}
