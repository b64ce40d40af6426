import type { Kind } from '../../../shared/definition/define'
import { REVIEW } from '../../../shared/definition/workflow'
import { flowIn } from '../../../shared/records/moving'
import type { ReceiptState } from '../../../shared/records/receipt'
import { sortValue } from '../../../shared/records/record-indexes'
import type { ReadDb } from '../context'
import { type Above, recordsAbove, waitingAbove } from '../exchange/receipts'
import type { FoundCondition } from './condition'

const conflicting: FoundCondition = {
  condition: {
    sql: 'rid IN (SELECT rid FROM records INDEXED BY records_conflicts WHERE conflicts > 0)',
    params: [],
  },
  few: true,
}

const nothing: FoundCondition = { condition: { sql: 'rid = 0', params: [] }, few: true }

/** The records whose receipt says so; `conflict` and `returned` whatever their delivery, the others whatever else is to be done. */
export function receiptCondition(db: ReadDb, kind: Kind, state: ReceiptState): FoundCondition {
  if (state === 'conflict') return conflicting
  if (state === 'returned')
    return flowIn(kind, REVIEW)
      ? {
          condition: { sql: `${sortValue(kind, REVIEW)} = ?`, params: ['returned'], pins: REVIEW },
          few: false,
        }
      : nothing
  const { sent, unsent } = waitingAbove(db)
  if (state === 'unsent') return having(db, unsent)
  const waiting = state === 'sent' ? having(db, sent) : undefined
  const rest = not(having(db, state === 'sent' ? unsent : sent))
  return waiting ? both(waiting, rest) : rest
}

/**
 * The records with a change above so many places, out of two indexes alone: asking each row of the list instead would read
 * every record (measured with 100 000: more than ten times slower).
 */
function manyAbove(places: number): string {
  const place = '(c.stream = ? AND c.seq > ?)'
  return `SELECT r.rid FROM changes c INDEXED BY changes_record CROSS JOIN records r ON r.id = c.record
    WHERE ${Array(places).fill(place).join(' OR ')}`
}

/** Records with a change above these places. */
function having(db: ReadDb, above: readonly Above[]): FoundCondition {
  if (above.length === 0) return nothing
  const rids = recordsAbove(db, above)
  if (rids)
    return {
      condition: { sql: 'rid IN (SELECT value FROM json_each(?))', params: [JSON.stringify([...rids])] },
      few: true,
    }
  return {
    condition: {
      sql: `rid IN (${manyAbove(above.length)})`,
      params: above.flatMap(({ stream, seq }) => [stream, seq]),
    },
    few: false,
  }
}

const not = ({ condition }: FoundCondition): FoundCondition => ({
  condition: { ...condition, sql: `NOT ${condition.sql}` },
  few: false,
})

const both = (one: FoundCondition, other: FoundCondition): FoundCondition => ({
  condition: {
    sql: `${one.condition.sql} AND ${other.condition.sql}`,
    params: [...one.condition.params, ...other.condition.params],
  },
  few: one.few || other.few,
})
