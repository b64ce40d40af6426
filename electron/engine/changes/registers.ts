import { createHash, hash } from 'node:crypto'
import { canonicalJson } from '../../../shared/json'
import { knownKind } from '../../../shared/kinds'
import { foldChanges, type State } from '../../../shared/sync/merge'
import type { ReadDb, WriteDb } from '../context'
import { insertRows, prepared } from '../db/prepared'
import { changesOf, sha256Hex } from './log'
import { saidOf } from './namesakes'
import type { BranchRow } from './queries'
import type { KindNamed } from './upgraded'

const sql = {
  drop: 'DELETE FROM registers WHERE scope = ? AND record = ?',
  // Many hashes as one value: handing 100 000 rows over one by one takes seven times as long as reading them.
  ofScope: `SELECT max(record) AS last, CAST(group_concat(hash, '') AS BLOB) AS hashes
            FROM (SELECT record, hash FROM registers WHERE scope = ? AND record > ? ORDER BY record LIMIT 4096)`,
  ofScopeBySaid: `SELECT r.hash FROM registers r LEFT JOIN namesakes n ON n.local = r.record
                  WHERE r.scope = ? ORDER BY ifnull(n.said, r.record)`,
  anyNamesake: 'SELECT 1 FROM namesakes LIMIT 1',
  of: 'SELECT hash FROM registers WHERE scope = ? AND record = ?',
} as const
const insertIntoRegisters = 'INSERT INTO registers (scope, record, hash)'

/** Where one scope stands at a computer, and what the merge made of it there: computers that stand alike must have made the same. */
export interface Digest {
  /** SHA-256 over the tips of the scope's branches, hex. */
  readonly tips: string
  /** SHA-256 over the hashes of all its records in the order of their ids, hex. */
  readonly registers: string
}

/**
 * SHA-256 of a record's registers: which changes are the heads of each key, before any rule that depends on the program's version.
 * Totals are left out, and kinds that have upgrades are merged anew as their changes were written.
 * A row a record and one hash over all rows, as a tree of two levels, is as hard to forge as SHA-256. A plain sum of hashes is not
 * (Wagner 2002), and one that is (LtHash: Lewi et al. 2019, eprint 2019/227) hashes 2 KiB for each record.
 */
export function registersHash(
  db: ReadDb,
  id: string,
  state: State,
  kindNamed: KindNamed = knownKind,
): Buffer {
  const isUpgraded = kindNamed(state.kind)?.upgrades !== undefined
  const { heads, body } = (isUpgraded ? foldChanges(changesOf(db, id)) : undefined) ?? state
  const { ends: _, newest: __, ...said } = heads
  const keys = Object.keys(body).sort()
  return hash('sha256', `${saidOf(db, id)}\n${canonicalJson({ ...said })}\n${canonicalJson(keys)}`, 'buffer')
}

/** @see registersHash */
export const registersRow = (db: ReadDb, id: string, state: State, kindNamed: KindNamed): RegistersRow => [
  state.scope,
  id,
  registersHash(db, id, state, kindNamed),
]

/** A row of `registers`. */
export type RegistersRow = readonly [scope: string, record: string, hash: Buffer]

export const putRegisters = (db: WriteDb, rows: readonly RegistersRow[]): void =>
  insertRows(db, insertIntoRegisters, rows)

export const dropRegisters = (db: WriteDb, scope: string, record: string): void =>
  void prepared<[string, string]>(db, sql.drop).run(scope, record)

/** Whether what is kept of a record's registers is what its changes make. */
export const isKept = (db: ReadDb, id: string, state: State, kindNamed: KindNamed): boolean =>
  prepared<[string, string], Buffer>(db, sql.of)
    .pluck()
    .get(state.scope, id)
    ?.equals(registersHash(db, id, state, kindNamed)) === true

/** The digests of these scopes. It reads as many hashes as there are records: 100 000 take a sixtieth of a second. */
export function digestsOf(
  db: ReadDb,
  branches: readonly BranchRow[],
  scopes: Iterable<string>,
): Record<string, Digest> {
  return Object.fromEntries(
    [...new Set(scopes)].map((scope) => [
      scope,
      { tips: tipsOf(branches, scope), registers: registersOf(db, scope) },
    ]),
  )
}

/**
 * A branch that another one goes on from at its very end is no tip: where branches were begun in another order, both say the same.
 * A tip that does not count says how far its branch does: who has not heard yet of a lost computer made other records.
 */
export function tipsOf(branches: readonly BranchRow[], scope: string): string {
  // Of a site that has only introduced itself one of two readers may not have heard, and it made no record.
  const own = branches.filter((row) => row.scope === scope && row.seq > row.introduces)
  const goneOn = new Set(own.map(({ parent, after }) => `${parent}/${after}`))
  const tips = own.filter(({ branch, seq }) => !goneOn.has(`${branch}/${seq}`))
  const told = tips.map(
    ({ site, hash, seq, counts_to }) => `${site}/${hash}${counts_to < seq ? `/${counts_to}` : ''}`,
  )
  return sha256Hex(canonicalJson(told.sort()))
}

function registersOf(db: ReadDb, scope: string): string {
  const sum = createHash('sha256')
  const isPlain = prepared<[]>(db, sql.anyNamesake).get() === undefined
  for (const hashes of isPlain ? hashesOf(db, scope) : hashesBySaid(db, scope)) sum.update(hashes)
  return sum.digest('hex')
}

interface HashesRow {
  readonly last: string | null
  readonly hashes: Buffer
}

/** The hashes of a scope in the order of its records, many at once. */
function* hashesOf(db: ReadDb, scope: string): Generator<Buffer> {
  const after = prepared<[string, string], HashesRow>(db, sql.ofScope)
  for (let last = ''; ; ) {
    const row = after.get(scope, last)
    if (!row || row.last === null) return
    yield row.hashes
    last = row.last
  }
}

const hashesBySaid = (db: ReadDb, scope: string): Iterable<Buffer> =>
  prepared<[string], Buffer>(db, sql.ofScopeBySaid).pluck().iterate(scope)
