import type { Output } from '../../../shared/contract'
import type { Rpc } from '../../../shared/contract/rpc'
import { AppError } from '../../../shared/errors'

/**
 * The id of the unit that a person names by id, code or name.
 * @throws AppError `unit.not-found`, `unit.ambiguous`
 */
export async function unitId(rpc: Rpc, named: string): Promise<string> {
  const found = new Set<string>()
  for await (const { id, body } of recordsOfUnits(rpc)) {
    if (id === named) return id
    if (body.code === named || body.name === named) found.add(id)
  }
  const [id] = found
  if (id === undefined) throw new AppError('unit.not-found', { unit: named })
  if (found.size > 1) throw new AppError('unit.ambiguous', { unit: named })
  return id
}

/** All units, page by page. */
export async function* recordsOfUnits(rpc: Rpc): AsyncGenerator<Output<'records.list'>['rows'][number]> {
  let after: string | null | undefined
  do {
    const page = await rpc.records.list({ kind: 'unit', limit: 1000, ...(after ? { after } : {}) })
    yield* page.rows
    after = page.next
  } while (after)
}

/** As `unitId`, for an option that may be absent. */
export async function unitOption(rpc: Rpc, named: string | undefined): Promise<{ unit?: string }> {
  return named === undefined ? {} : { unit: await unitId(rpc, named) }
}
