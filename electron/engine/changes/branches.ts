import { CHAIN_START } from '../../../shared/sync/change'
import type { ReadDb } from '../context'
import { type BranchRow, changeQuery } from './queries'

interface Stream {
  readonly site: string
  readonly scope: string
}

/** Every branch of every stream held here, by site and scope, each after the one that it parts from. */
export function branchesOf(db: ReadDb): BranchRow[] {
  return changeQuery<BranchRow>(db, 'branches').all()
}

/** The branches of one stream. */
export function branchesOfStream(db: ReadDb, site: string, scope: string): BranchRow[] {
  return changeQuery<BranchRow>(db, 'branchesOf').all(site, scope)
}

/** The hash of a change in a branch; `undefined` where the branch has none of this number. */
export function hashAt(db: ReadDb, branch: number, seq: number): string | undefined {
  return changeQuery<{ hash: string }>(db, 'hashAt').get(branch, seq)?.hash
}

/** The hash that a change of a branch goes on from: in its branch, in the one that it parts from, or 64 zeros. */
export function hashBefore(db: ReadDb, at: { readonly branch: number; readonly from: number }): string {
  return changeQuery<{ hash: string | null }>(db, 'hashBefore').get(at)?.hash ?? CHAIN_START
}

/**
 * The branch that holds a change of a stream at this number. @param hash of its line, or the beginning of that
 * @returns `undefined` when no branch has it
 */
export function placeOf(
  db: ReadDb,
  { site, scope }: Stream,
  seq: number,
  hash: string,
): BranchRow | undefined {
  return branchesOfStream(db, site, scope).find(
    ({ branch, after }) => seq > after && hashAt(db, branch, seq)?.startsWith(hash),
  )
}
