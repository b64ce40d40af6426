import type { Kind } from '../../../shared/definition/define'
import { upgradedWriting } from '../../../shared/definition/upgrades'
import { knownKind } from '../../../shared/kinds'
import type { Change } from '../../../shared/sync/change'
import type { ReadDb } from '../context'
import { changesOf } from './log'

/** Gives the kind of a name, or `undefined` for one that this version does not know. */
export type KindNamed = (name: string) => Kind | undefined

/**
 * A change as this version of its kind would have written it. Only what is projected and shown goes through here: the log, its
 * hashes and what is told to others stay as they were written.
 */
export function upgraded(change: Change, kindNamed: KindNamed = knownKind): Change {
  const now = upgradedWriting(kindNamed(change.kind), change.kindVersion, change)
  return now === change ? change : { ...change, set: now.set, over: now.over }
}

/** Every change of one record that counts, in id order, each as this version would have written it. */
export function upgradedChangesOf(db: ReadDb, record: string, kindNamed: KindNamed = knownKind): Change[] {
  return changesOf(db, record).map((change) => upgraded(change, kindNamed))
}
