import type { Kind } from '../../../shared/definition/define'
import { REVIEW } from '../../../shared/definition/workflow'
import type { ReceiptState } from '../../../shared/records/receipt'
import { flowIn } from '../../../shared/records/states'
import type { ReadDb } from '../context'
import { type Above, recordsAbove, waitingAbove } from '../exchange/receipts'
import { type Condition, sayingThat } from './condition'

/** The records whose receipt says so; `conflict` and `returned` whatever their delivery, the others whatever else is to be done. */
export function receiptCondition(db: ReadDb, kind: Kind, state: ReceiptState): Condition {
  if (state === 'conflict') return { op: 'conflicting' }
  if (state === 'returned')
    return flowIn(kind, REVIEW) ? sayingThat(db, kind, REVIEW, 'returned') : { op: 'nothing' }
  const { sent, unsent } = waitingAbove(db)
  if (state === 'unsent') return changedAbove(db, unsent)
  const rest: Condition = { op: 'not', condition: changedAbove(db, state === 'sent' ? unsent : sent) }
  return state === 'sent' ? { op: 'both', one: changedAbove(db, sent), other: rest } : rest
}

/** Records with a change above these places: by number where they are few. */
function changedAbove(db: ReadDb, places: readonly Above[]): Condition {
  if (places.length === 0) return { op: 'nothing' }
  const rids = recordsAbove(db, places)
  return rids ? { op: 'rids', rids: [...rids] } : { op: 'changedAbove', places }
}
