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
}

const sql = {
  of: 'SELECT site, differs, audit_count, audit_head, audit_changed FROM peer_agreement WHERE site = ?',
  put: `INSERT OR REPLACE INTO peer_agreement (site, differs, audit_count, audit_head, audit_changed)
        VALUES (@site, @differs, @audit_count, @audit_head, @audit_changed)`,
  lastAudit: 'SELECT seq AS count, hash AS head FROM audit ORDER BY seq DESC LIMIT 1',
  auditAt: 'SELECT hash FROM audit WHERE seq = ?',
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
  }

/** What a bundle says so that agreement can be seen: digests at its vector, and the two audit logs. @param scopes of its vector */
export function agreementFor(
  db: ReadDb,
  peer: string,
  scopes: Iterable<string>,
): Pick<Manifest, 'digests' | 'audit' | 'auditSeen' | 'differs'> {
  const { audit_count: count, audit_head: head, differs } = agreementOf(db, peer)
  const found = JSON.parse(differs) as string[]
  return {
    digests: digestsOf(db, branchesOf(db), scopes),
    audit: prepared<[], AuditPlace>(db, sql.lastAudit).get() ?? START,
    ...(count > 0 ? { auditSeen: { count, head } } : {}),
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
  const { audit, auditSeen } = manifest
  const peerLog = isNewest && isOther(before, audit) ? 'changed' : 'kept'
  const ownLog = auditSeen && !holds(db, auditSeen) ? 'changed' : 'kept'
  if (isNewest)
    prepared(db, sql.put).run({
      site: sender.id,
      differs: JSON.stringify(scopes),
      audit_count: audit.count,
      audit_head: audit.head,
      audit_changed: peerLog === 'changed' ? isoNow(ctx.clock) : before.audit_changed,
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

/** A log only grows: one that is shorter than it was, or ends otherwise at the same length, is another one. */
const isOther = (before: AgreementRow, { count, head }: AuditPlace): boolean =>
  count < before.audit_count || (count === before.audit_count && head !== before.audit_head)

/** Whether this computer's log still has the row that a peer has seen as its last one. */
const holds = (db: ReadDb, { count, head }: AuditPlace): boolean =>
  prepared<[number], string>(db, sql.auditAt).pluck().get(count) === head
