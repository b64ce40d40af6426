import type { Output, Parsed } from '../../../shared/contract'
import { fingerprintOf } from '../../../shared/exchange/fingerprint'
import { kinds } from '../../../shared/kinds'
import { streamKey } from '../../../shared/sync/change'
import { onlyHolds } from '../../../shared/sync/manifest'
import type { Vector } from '../../../shared/sync/places'
import { branchesOf } from '../changes/branches'
import { type BranchRow, countConflicting } from '../changes/queries'
import { type BranchReach, beginOf, lacking, reachIn, reachOf } from '../changes/reach'
import type { OpenContext } from '../context'
import { readMeta } from '../db/meta'
import { readClosing } from '../sites/closing'
import { isReplaced } from '../sites/endings'
import { isOneMore } from '../sites/house'
import { ownSites } from '../sites/own-sites'
import { allSites, type SiteRow } from '../sites/queries'
import { realmsHere } from '../sites/realms'
import { exchanges, isUsualPartner, mayHold, siteName, siteNameOf, visibleTo } from '../sites/sites'
import { waitingOf } from '../streams/counting'
import { peerOf } from '../streams/queries'
import { agreementOf, nameOfScope } from './agreement'
import { bundleLog, type LogRow, lastDone, lastExport, programOf } from './queries'
import { missingBefore, newestSerial, type Ranges } from './serials'

/**
 * The sites with which this one exchanges bundles: the district computer that it follows or its laptops first, then the laptops of its street and the other
 * computers of its office. Its former selves are none of them; nor, at a city, is more than one computer of a district.
 */
export function partners(ctx: OpenContext): SiteRow[] {
  const own = new Set(ownSites(ctx).map(({ id }) => id))
  const sites = allSites(ctx.db)
  const all = sites.filter(
    (site) =>
      !own.has(site.id) && exchanges(ctx.site, site) && !(onlyHolds(ctx.site.role) && isOneMore(sites, site)),
  )
  const office = readMeta(ctx.db, 'office')
  const rank = (site: SiteRow): number =>
    !isUsualPartner(ctx.site, site) ? 2 : office === null || site.id === office ? 0 : 1
  return all.toSorted((one, other) => rank(one) - rank(other))
}

const heldBy = ({ db }: OpenContext, site: string): BranchReach =>
  reachOf(db, JSON.parse(peerOf(db, site).vector) as Vector)

/**
 * Own changes, a former self's among them, that are not known to have arrived.
 * A laptop asks for arrival at any computer of its district, a district at every laptop that should have them.
 */
export function pendingFor(ctx: OpenContext): number {
  const peers = partners(ctx).filter((site) => site.revoked_at === null && isUsualPartner(ctx.site, site))
  const held = peers.map((site) => ({ site, reach: heldBy(ctx, site.id) }))
  const own = new Set(ownSites(ctx).map(({ id }) => id))
  return branchesOf(ctx.db)
    .filter((row) => own.has(row.site))
    .reduce((sum, row) => {
      const missing = held
        .filter((peer) => mayHold(peer.site, row.scope))
        .map((peer) => Math.max(0, row.seq - reachIn(peer.reach, row)))
      const [least = 0] = missing.toSorted((one, other) => one - other)
      return sum + (ctx.site.role === 'street' ? least : Math.max(0, ...missing))
    }, 0)
}

/** The newest bundle written here, or `null`: its time, serial and receiver. */
export function lastExportOf(ctx: OpenContext): { at: string; serial: number; peer: string } | null {
  const row = lastExport(ctx.db)
  return row ? { at: row.at, serial: row.serial ?? 0, peer: siteNameOf(ctx, row.peer) } : null
}

/** Where things stand: streams held, what each peer lacks, receipts. */
export function syncStatus(ctx: OpenContext): Output<'sync.status'> {
  const branches = branchesOf(ctx.db)
  const realms = realmsHere(ctx)
  return {
    site: ctx.site.id,
    streams: streamsOf(branches).map((stream) => ({ ...stream, siteName: siteNameOf(ctx, stream.site) })),
    peers: partners(ctx).map((site) => {
      const peer = peerOf(ctx.db, site.id)
      const received = JSON.parse(peer.received) as Ranges
      return {
        site: site.id,
        name: siteName(site),
        role: site.role,
        revoked: site.revoked_at !== null,
        replaced: isReplaced(site),
        pending: lacking(visibleTo(site, branches, realms), heldBy(ctx, site.id)),
        lastExport: briefly(lastDone(ctx.db, 'export', site.id)),
        lastImport: briefly(lastDone(ctx.db, 'import', site.id)),
        lastSerial: newestSerial(received),
        gaps: missingBefore(received, newestSerial(received) ?? 0),
        confirmedSerial: peer.confirmed_serial,
        ...agreementFacts(ctx, site.id),
        ...programFacts(ctx, site.id),
      }
    }),
    conflicts: countConflicting(ctx.db),
  }
}

/** Each stream with how many changes of it are held, on all its branches. */
function streamsOf(
  branches: readonly BranchRow[],
): { readonly site: string; readonly scope: string; readonly seq: number }[] {
  const streams = Map.groupBy(branches, ({ site, scope }) => streamKey(site, scope)).values()
  return [...streams].flatMap(([first, ...others]) => {
    if (!first) return []
    const seq = [first, ...others].reduce((sum, row) => sum + row.seq - beginOf(row), 0)
    return [{ site: first.site, scope: first.scope, seq }]
  })
}

type Peer = Output<'sync.status'>['peers'][number]

function agreementFacts({ db }: OpenContext, site: string): Pick<Peer, 'differs' | 'auditChanged'> {
  const { differs, audit_changed } = agreementOf(db, site)
  return {
    differs: (JSON.parse(differs) as string[]).map((scope) => nameOfScope(db, scope)),
    auditChanged: audit_changed,
  }
}

const DAY_MS = 24 * 3600 * 1000

/** What a peer's newest bundle said of its program and clock, and how long ago that was. */
function programFacts(ctx: OpenContext, site: string): Pick<Peer, 'program' | 'clockOffset' | 'silentDays'> {
  const row = programOf(ctx.db, site)
  if (!row) return { program: null, clockOffset: null, silentDays: null }
  const known = JSON.parse(row.kinds) as Readonly<Record<string, number>>
  const versions = versionsBeside(known)
  return {
    program: {
      app: row.app,
      platform: row.platform,
      arch: row.arch,
      kinds: { ...known },
      older: versions.filter(({ theirs, ours }) => theirs < ours),
      newer: versions.filter(({ theirs, ours }) => theirs > ours),
    },
    clockOffset: row.clock_offset,
    silentDays: Math.max(0, Math.floor((ctx.clock.now() - Date.parse(row.heard_at)) / DAY_MS)),
  }
}

type KindVersions = NonNullable<Peer['program']>['older']

/** Every kind that either side knows, with both versions; 0 for one that a side does not know. */
function versionsBeside(theirs: Readonly<Record<string, number>>): KindVersions {
  const ours = new Map<string, { label: string; version: number }>(
    kinds.map(({ name, label, version }) => [name, { label, version }]),
  )
  return [...new Set([...ours.keys(), ...Object.keys(theirs)])].map((kind) => ({
    kind,
    label: ours.get(kind)?.label ?? kind,
    theirs: Object.hasOwn(theirs, kind) ? (theirs[kind] ?? 0) : 0,
    ours: ours.get(kind)?.version ?? 0,
  }))
}

/** Every computer known here, this one first. */
export function listSites(ctx: OpenContext): Output<'sites.list'> {
  const sites = allSites(ctx.db).map((site) => ({
    site: site.id,
    own: site.own === 1,
    name: siteName(site),
    role: site.role,
    scope: site.scope,
    letter: site.letter,
    certified: site.office !== '',
    fingerprint: [...fingerprintOf(site.id)],
    revokedAt: site.revoked_at,
    reason: site.closing === null ? '' : readClosing(site.closing).reason,
    successor: site.closing === null ? null : (readClosing(site.closing).successor ?? null),
    lastImport: lastDone(ctx.db, 'import', site.id)?.at ?? null,
    waiting: waitingOf(ctx.db, site.id),
  }))
  return { sites: sites.sort((a, b) => Number(b.own) - Number(a.own)) }
}

/** The newest entries of the log of bundles, newest first. */
export function syncLog(ctx: OpenContext, input: Parsed<'sync.log'>): Output<'sync.log'> {
  const entries = bundleLog(ctx.db, input.limit)
  return {
    entries: entries.map(({ carried, blobs, bytes, ...row }) => ({
      ...row,
      peer: siteNameOf(ctx, row.peer),
    })),
  }
}

function briefly(row: LogRow | undefined): { serial: number; at: string; file: string } | null {
  return row ? { serial: row.serial ?? 0, at: row.at, file: row.file } : null
}
