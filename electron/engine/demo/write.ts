import type { DemoRecord } from '../../../shared/demo/record'
import { kindOf } from '../../../shared/kinds'
import { toFlat } from '../../../shared/records/both-shapes'
import { initialStates } from '../../../shared/records/states'
import { NUMBER } from '../../../shared/sync/change'
import { type LocalEdit, writeLocal } from '../changes/write'
import type { OpenContext } from '../context'
import { readUnits } from '../district/units'
import { derivedId } from '../facts/derived-id'
import { newIds } from '../new-id'
import { openNumbers } from '../records/numbers'
import { findIdentity } from '../records/queries'

/**
 * Writes example records with the ids they bring, as if typed here; those already here stay as they are. The states of
 * their workflows come with them: one change a record instead of one a move. Part of the caller's transaction.
 * @returns how many were written
 */
export function writeDemo(ctx: OpenContext, records: readonly DemoRecord[]): number {
  const numbers = openNumbers(ctx, readUnits(ctx.db))
  const edits = records
    .map((record) => ({ ...record, id: derivedId(kindOf(record.kind), record.body) ?? record.id }))
    .filter(({ id }) => findIdentity(ctx.db, id) === undefined)
    .map(({ id, kind: name, scope, body }): LocalEdit => {
      const kind = kindOf(name)
      const flat = { ...initialStates(kind), ...toFlat(kind, {}, body, newIds(ctx)) }
      const number = numbers.next(kind, flat)
      const set = number === null ? flat : { ...flat, [NUMBER]: number }
      return { record: id, kind: name, kindVersion: kind.version, scope, set }
    })
  numbers.finish()
  writeLocal(ctx, edits)
  return edits.length
}
