import type { FileAgreement } from '../../../shared/contract/exchanged-files'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import type { Manifest } from '../../../shared/sync/manifest'
import { brokenAuditRow } from '../audit'
import { branchesOf } from '../changes/branches'
import { stateOf } from '../changes/project'
import { digestsOf, tipsOf } from '../changes/registers'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { isoNow } from '../moment'
import type { SiteRow } from '../sites/queries'
import type { PeerRow } from '../streams/queries'

/** What is kept of the agreement with one peer. */
export interface AgreementRow {
  readonly site: string
  /** JSON: the scopes in which the same changes made other records there, by its newest bundle. */
  readonly differs: string
  /** How long its audit log was in its newest bundle, and the hash of its last row; 0 and '' before the first. */
  readonly audit_count: number
  readonly audit_head: string
  /** When it was noticed that its audit log was cut or written anew, ISO 8601. It stays noticed. */
  readonly audit_changed: string | null
  /** How far the peer has seen this computer's audit log at the most, and the hash of that row; 0 and '' before the first. */
  readonly own_count: number
  readonly own_head: string
}

const sql = {
  of: 'SELECT site, differs, audit_count, audit_head, audit_changed, own_count, own_head FROM peer_agreement WHERE site = ?',
  put: `INSERT OR REPLACE INTO peer_agreement (site, differs, audit_count, audit_head, audit_changed, own_count, own_head)
        VALUES (@site, @differs, @audit_count, @audit_head, @audit_changed, @own_count, @own_head)`,
  lastAudit: 'SELECT seq AS count, hash AS head FROM audit ORDER BY seq DESC LIMIT 1',
  auditAt: 'SELECT hash FROM audit WHERE seq = ?',
  // A detail of another action is none of ours, however it reads.
  told: `SELECT DISTINCT t.seq AS count, t.hash AS head
         FROM audit e JOIN audit t ON t.seq = json_extract(e.detail, '$.log')
         WHERE e.action = 'sync.begin' AND json_extract(e.detail, '$.peer') = @peer
           AND json_extract(e.detail, '$.serial') >= @from
         ORDER BY t.seq DESC LIMIT 1000`,
  seenAndGone: `SELECT min(own_count) FROM peer_agreement
                WHERE own_count > 0 AND own_head IS NOT (SELECT hash FROM audit WHERE seq = own_count)`,
} as const

/** How long an audit log is, and the hash of its last row. */
type AuditPlace = Manifest['audit']

const START: AuditPlace = { count: 0, head: '0'.repeat(64) }

/** Confirmed bundles whose place in the log is still told: the peer may have gone back to files of before. */
const CONFIRMED_TOLD = 30

export const agreementOf = (db: ReadDb, site: string): AgreementRow =>
  prepared<[string], AgreementRow>(db, sql.of).get(site) ?? {
    site,
    differs: '[]',
    audit_count: 0,
    audit_head: START.head,
    audit_changed: null,
    own_count: 0,
    own_head: '',
  }

/**
 * What a bundle says so that agreement can be seen: digests at its vector, and the two audit logs. Each row of the own one is hashed for it.
 * @param scopes of its vector
 */
export function agreementFor(
  db: ReadDb,
  { site: peer, confirmed_serial }: Pick<PeerRow, 'site' | 'confirmed_serial'>,
  scopes: Iterable<string>,
): Pick<Manifest, 'digests' | 'audit' | 'auditTold' | 'auditSeen' | 'auditLost' | 'differs'> {
  const { audit_count: count, audit_head: head, differs } = agreementOf(db, peer)
  const found = JSON.parse(differs) as string[]
  const from = (confirmed_serial ?? 0) - CONFIRMED_TOLD
  const told = prepared<unknown[], AuditPlace>(db, sql.told).all({ peer, from })
  const isLost = ownLogGone(db) !== null || brokenAuditRow(db) !== null
  return {
    digests: digestsOf(db, branchesOf(db), scopes),
    audit: prepared<[], AuditPlace>(db, sql.lastAudit).get() ?? START,
    ...(told.length > 0 ? { auditTold: told } : {}),
    ...(count > 0 ? { auditSeen: { count, head } } : {}),
    ...(isLost ? { auditLost: true } : {}),
    ...(found.length > 0 ? { differs: found } : {}),
  }
}

/**
 * Compares what a bundle says with what is here now, and keeps what was found. Digests are compared only where both stand at the
 * same tips. Runs inside the import's transaction, after the changes were applied.
 * @param isNewest whether no newer bundle of the sender has come
 * @param isNext whether the present self has taken one of the sender before: what was seen then must still be there
 */
export function keepAgreement(
  ctx: OpenContext,
  manifest: Manifest,
  sender: SiteRow,
  { isNewest, isNext }: { readonly isNewest: boolean; readonly isNext: boolean },
): FileAgreement {
  const { db } = ctx
  const before = agreementOf(db, sender.id)
  const scopes = differing(db, manifest)
  const { auditSeen, auditLost } = manifest
  const isChanged = auditLost || isOther(before, manifest) || (isNext && !tells(before, manifest))
  const peerLog = isNewest && isChanged ? 'changed' : 'kept'
  const ownLog = auditSeen && !holds(db, auditSeen) ? 'changed' : 'kept'
  if (isNewest)
    prepared(db, sql.put).run({
      site: sender.id,
      differs: JSON.stringify(scopes),
      audit_count: manifest.audit.count,
      audit_head: manifest.audit.head,
      audit_changed: peerLog === 'changed' ? isoNow(ctx.clock) : before.audit_changed,
      // What was seen of a former self's log may be gone with the old copy that it was found to be.
      ...ownSeen(db, before, manifest.to === ctx.site.id ? auditSeen : undefined),
    })
  // The peer has found it, where this computer can not: it has gone on since.
  const told = (manifest.differs ?? []).filter((scope) => !scopes.includes(scope))
  return { differs: [...scopes, ...told].map((scope) => nameOfScope(db, scope)), peerLog, ownLog }
}

/** The name of the unit that a scope is of. */
export function nameOfScope(db: ReadDb, scope: string): string {
  const name = scope === DISTRICT_SCOPE ? '全区共用的内容' : stateOf(db, scope)?.body.name
  return typeof name === 'string' ? name : scope
}

function differing(db: ReadDb, { digests }: Manifest): readonly string[] {
  const branches = branchesOf(db)
  const alike = Object.keys(digests).filter((scope) => digests[scope]?.tips === tipsOf(branches, scope))
  const own = digestsOf(db, branches, alike)
  return alike.filter((scope) => own[scope]?.registers !== digests[scope]?.registers).sort()
}

/** The farthest that the peer ever said it saw; where that is gone it stays, or the next exchange would hide it. */
function ownSeen(
  db: ReadDb,
  { own_count, own_head }: AgreementRow,
  seen: AuditPlace | undefined,
): Pick<AgreementRow, 'own_count' | 'own_head'> {
  const isGone = own_count > 0 && !holds(db, { count: own_count, head: own_head })
  return seen !== undefined && seen.count > own_count && !isGone
    ? { own_count: seen.count, own_head: seen.head }
    : { own_count, own_head }
}

/** The first row of this computer's audit log that a peer has seen and that is not there any more; `null` where all are. */
export const ownLogGone = (db: ReadDb): number | null =>
  prepared<[], number | null>(db, sql.seenAndGone).pluck().get() ?? null

/** A log only grows: one that is shorter than it was, or ends otherwise at the same length, is another one. */
const isOther = ({ audit_count, audit_head }: AgreementRow, { audit: { count, head } }: Manifest): boolean =>
  count < audit_count || (count === audit_count && head !== audit_head)

/** Whether a log still has the row that was its last one when it was seen before. */
const tells = (
  { audit_count, audit_head }: AgreementRow,
  { audit, auditTold = [] }: Pick<Manifest, 'audit' | 'auditTold'>,
): boolean =>
  audit_count === 0 ||
  [audit, ...auditTold].some(({ count, head }) => count === audit_count && head === audit_head)

/** Whether this computer's log still has the row that a peer has seen as its last one. */
const holds = (db: ReadDb, { count, head }: AuditPlace): boolean =>
  prepared<[number], string>(db, sql.auditAt).pluck().get(count) === head
