import { REVIEW } from '../../../shared/definition/workflow'
import { knownKind } from '../../../shared/kinds'
import type { Delivery, Receipt } from '../../../shared/records/receipt'
import type { Vector } from '../../../shared/sync/places'
import { branchesOf } from '../changes/branches'
import type { BranchRow } from '../changes/queries'
import { type BranchReach, reachIn, reachOf, readReach } from '../changes/reach'
import type { ReadDb } from '../context'
import { allSites } from '../sites/queries'
import { peerOf } from '../streams/queries'
import { manyAbove } from './count-above'
import { changesAbove, firstPlace, lastOfRecords, sentAfter } from './queries'

/** One place of a branch: the changes above it are meant. */
export interface Above {
  readonly branch: number
  readonly seq: number
}

/** How far the district is known to have come, on any of its computers, and how far the bundles written for it reach. */
interface Way {
  readonly branches: readonly BranchRow[]
  readonly held: BranchReach
  /** By serial, only those that the district has not confirmed. */
  readonly sent: readonly { readonly serial: number; readonly reach: BranchReach }[]
}

/** A street's laptop sends to the district; elsewhere no record waits for a receipt. */
function wayOf(db: ReadDb): Way | undefined {
  const sites = allSites(db)
  if (sites.find((site) => site.own === 1)?.role !== 'street') return undefined
  const district = sites.filter(
    (site) => site.own === 0 && site.role === 'district' && site.revoked_at === null,
  )
  const branches = branchesOf(db)
  const ways = district.map(({ id }) => {
    const peer = peerOf(db, id)
    return {
      // The district's own changes need no receipt.
      held: [reachOf(db, JSON.parse(peer.vector) as Vector), ownOf(id, branches)],
      sent: sentAfter(db, id, peer.confirmed_serial ?? 0),
    }
  })
  // What one computer of the office has, the office has.
  const held = ways.flatMap((way) => way.held).reduce(joined, new Map())
  const sent = ways.flatMap((way) => way.sent)
  return { branches, held, sent: sent.map(({ serial, reach }) => ({ serial, reach: readReach(reach) })) }
}

const joined = (one: BranchReach, other: BranchReach): BranchReach =>
  new Map(
    [...one.keys(), ...other.keys()].map((branch) => [
      branch,
      Math.max(one.get(branch) ?? 0, other.get(branch) ?? 0),
    ]),
  )

function ownOf(site: string, branches: readonly BranchRow[]): BranchReach {
  return new Map(branches.filter((row) => row.site === site).map(({ branch, seq }) => [branch, seq]))
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
  const way = travelling.length > 0 ? wayOf(db) : undefined
  if (!way) return new Map()
  const last = new Map<string, Above[]>()
  for (const { record, branch, seq } of lastOfRecords(
    db,
    travelling.map(({ id }) => id),
  ))
    last.set(record, [...(last.get(record) ?? []), { branch, seq }])
  return new Map(travelling.map((row) => [row.id, receiptOf(row, deliveryOf(way, last.get(row.id) ?? []))]))
}

function receiptOf(row: Receiptable, way: Pick<Receipt, 'delivery' | 'serial'>): Receipt {
  const { [REVIEW]: status } = JSON.parse(row.body) as { readonly [REVIEW]?: unknown }
  const state = row.conflicts > 0 ? 'conflict' : status === 'returned' ? 'returned' : way.delivery
  return { state, ...way }
}

function deliveryOf(way: Way, last: readonly Above[]): Pick<Receipt, 'delivery' | 'serial'> {
  const isIn = (reach: BranchReach): boolean =>
    last.every(({ branch, seq }) => (reach.get(branch) ?? 0) >= seq)
  if (isIn(way.held)) return { delivery: 'received', serial: null }
  const first = way.sent.find(({ reach }) => isIn(joined(way.held, reach)))
  return first ? { delivery: 'sent', serial: first.serial } : { delivery: 'unsent', serial: null }
}

/** Where the changes begin that make a record be on its way (`sent`) or not even that (`unsent`); none at a district. */
export function waitingAbove(db: ReadDb): Readonly<Record<'sent' | 'unsent', readonly Above[]>> {
  const way = wayOf(db)
  if (!way) return { sent: [], unsent: [] }
  const newest = way.sent.reduce((far, { reach }) => joined(far, reach), way.held)
  const above = (reach: BranchReach): Above[] =>
    way.branches
      .filter((row) => row.seq > reachIn(reach, row))
      .map((row) => ({ branch: row.branch, seq: reachIn(reach, row) }))
  return { sent: above(way.held), unsent: above(newest) }
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
  return recordsAbove(db, above)?.size ?? manyAbove(db, above)
}

function isFew(db: ReadDb, above: readonly Above[]): boolean {
  const tips = new Map(branchesOf(db).map(({ branch, seq }) => [branch, seq]))
  return above.reduce((sum, { branch, seq }) => sum + (tips.get(branch) ?? 0) - seq, 0) <= FEW_WAITING
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
  const isIn = (reach: BranchReach): boolean => (reach.get(first.branch) ?? 0) >= first.seq
  const sites = allSites(db)
  if (!sites.some(({ id, own }) => own === 1 && id === first.site)) return true
  const others = sites.filter(({ own }) => own === 0)
  return others.some(
    ({ id }) =>
      isIn(reachOf(db, JSON.parse(peerOf(db, id).vector) as Vector)) ||
      sentAfter(db, id, -1).some(({ reach }) => isIn(readReach(reach))),
  )
}
