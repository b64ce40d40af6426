import type { FileAgreement } from '../../../shared/contract/exchanged-files'
import { DISTRICT_SCOPE } from '../../../shared/sync/change'
import type { Manifest } from '../../../shared/sync/manifest'
import { branchesOf } from '../changes/branches'
import { stateOf } from '../changes/project'
import { digestsOf, tipsOf } from '../changes/registers'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { isoNow } from '../moment'
import type { SiteRow } from '../sites/queries'

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
  seenAndGone: `SELECT min(own_count) FROM peer_agreement
                WHERE own_count > 0 AND own_head IS NOT (SELECT hash FROM audit WHERE seq = own_count)`,
} as const

/** How long an audit log is, and the hash of its last row. */
type AuditPlace = Manifest['audit']

const START: AuditPlace = { count: 0, head: '0'.repeat(64) }

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

/** What a bundle says so that agreement can be seen: digests at its vector, and the two audit logs. @param scopes of its vector */
export function agreementFor(
  db: ReadDb,
  peer: string,
  scopes: Iterable<string>,
): Pick<Manifest, 'digests' | 'audit' | 'auditSeen' | 'auditLost' | 'differs'> {
  const { audit_count: count, audit_head: head, differs } = agreementOf(db, peer)
  const found = JSON.parse(differs) as string[]
  return {
    digests: digestsOf(db, branchesOf(db), scopes),
    audit: prepared<[], AuditPlace>(db, sql.lastAudit).get() ?? START,
    ...(count > 0 ? { auditSeen: { count, head } } : {}),
    ...(ownLogGone(db) === null ? {} : { auditLost: true }),
    ...(found.length > 0 ? { differs: found } : {}),
  }
}

/**
 * Compares what a bundle says with what is here now, and keeps what was found. Digests are compared only where both stand at the
 * same tips. Runs inside the import's transaction, after the changes were applied.
 * @param isNewest whether no newer bundle of the sender has come
 */
export function keepAgreement(
  ctx: OpenContext,
  manifest: Manifest,
  sender: SiteRow,
  isNewest: boolean,
): FileAgreement {
  const { db } = ctx
  const before = agreementOf(db, sender.id)
  const scopes = differing(db, manifest)
  const { audit, auditSeen, auditLost } = manifest
  const peerLog = isNewest && (auditLost || isOther(before, audit)) ? 'changed' : 'kept'
  const ownLog = auditSeen && !holds(db, auditSeen) ? 'changed' : 'kept'
  if (isNewest)
    prepared(db, sql.put).run({
      site: sender.id,
      differs: JSON.stringify(scopes),
      audit_count: audit.count,
      audit_head: audit.head,
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
const isOther = (before: AgreementRow, { count, head }: AuditPlace): boolean =>
  count < before.audit_count || (count === before.audit_count && head !== before.audit_head)

/** Whether this computer's log still has the row that a peer has seen as its last one. */
const holds = (db: ReadDb, { count, head }: AuditPlace): boolean =>
  prepared<[number], string>(db, sql.auditAt).pluck().get(count) === head
