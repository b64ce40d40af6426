import type { Output } from '../../../shared/contract'
import type { ConflictEntry } from '../../../shared/contract/conflicts'
import type { Rpc } from '../../../shared/contract/rpc'

/** Every conflict, of one record or of all, and how many records have some. */
export async function everyConflict(
  rpc: Rpc,
  record: string | undefined,
): Promise<{ readonly conflicts: readonly ConflictEntry[]; readonly records: number }> {
  const conflicts: ConflictEntry[] = []
  let records = 0
  let after: number | null | undefined
  do {
    const page: Output<'records.conflicts'> = await rpc.records.conflicts({
      limit: 1000,
      ...(typeof after === 'number' ? { after } : {}),
      ...(record === undefined ? {} : { record }),
    })
    conflicts.push(...page.conflicts)
    records = page.records
    after = page.next
  } while (after !== null)
  return { conflicts, records }
}
