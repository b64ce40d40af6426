import { branchesOf } from '../../engine/changes/branches'
import { ValuesNotHere } from '../../engine/changes/log'
import type { WriteDb } from '../../engine/context'
import { rolledBack } from '../../engine/db/remembered'
import { type AllowedFiles, takeStaged } from '../../engine/exchange/import'
import type { StagedBundle } from '../../engine/exchange/stage'
import { untilSettled } from '../../engine/streams/left-out'
import type { SetDesk } from '../desk/at-desk'
import { bringRecords, bringValues, writtenWithoutValues } from './needed'

/**
 * Applies what was staged. Where a computer was lost, the records beyond its cut are made anew: they are brought, and all is done once
 * more. So it is where the law asks for values of a change that is held, which is seldom.
 */
export async function applyStaged(
  desk: SetDesk,
  staged: StagedBundle,
  allowed: AllowedFiles,
  district: number | undefined,
  records: ReadonlySet<string>,
): Promise<Applied> {
  // Digests tell of whole scopes, of which the desk holds what the file reaches: `hub verify` compares.
  const file = { ...staged, manifest: { ...staged.manifest, digests: {} } }
  const brought = new Set<number>()
  let hasValues = false
  for (;;) {
    const counted = new Map(branchesOf(desk.db).map(({ branch, counts_to }) => [branch, counts_to]))
    const living = await livingIn(desk, district, staged)
    desk.db.exec('SAVEPOINT whole')
    const take = desk.db.transaction(() =>
      takeStaged(desk.ctx, file, allowed, { livingBefore: (scope) => living.get(scope) ?? 0 }),
    )
    const taken = unlessValuesMiss(() => {
      const done = untilSettled(() => orTakenBack(desk.db, take))
      const without = writtenWithoutValues(desk)
      if (without !== undefined) throw new ValuesNotHere(without)
      return done
    })
    const moved = branchesOf(desk.db).filter(
      ({ branch, counts_to }) =>
        counted.has(branch) && counted.get(branch) !== counts_to && !brought.has(branch),
    )
    if (!(taken instanceof ValuesNotHere) && (moved.length === 0 || district === undefined)) {
      desk.db.exec('RELEASE whole')
      return taken
    }
    desk.db.exec('ROLLBACK TO whole; RELEASE whole')
    rolledBack(desk.db)
    if (taken instanceof ValuesNotHere) {
      if (hasValues || district === undefined) throw taken
      await bringValues(desk, district, records)
      hasValues = true
      continue
    }
    for (const { branch, counts_to } of moved) {
      brought.add(branch)
      const rows = await desk.sql.query<{ record: string }>(
        'SELECT DISTINCT record FROM changes WHERE district = $1 AND branch = $2 AND seq > $3',
        [district, branch, Math.min(counts_to, counted.get(branch) ?? 0)],
      )
      const beyond = rows.map(({ record }) => record)
      await bringRecords(desk, district ?? 0, beyond, { isWhole: true })
    }
  }
}

type Applied = ReturnType<typeof takeStaged>

function unlessValuesMiss(work: () => Applied): Applied | ValuesNotHere {
  try {
    return work()
  } catch (error) {
    if (error instanceof ValuesNotHere) return error
    throw error
  }
}

function orTakenBack<T>(db: WriteDb, work: () => T): T {
  try {
    return work()
  } catch (error) {
    rolledBack(db)
    throw error
  }
}

async function livingIn(
  desk: SetDesk,
  district: number | undefined,
  { manifest }: StagedBundle,
): Promise<ReadonlyMap<string, number>> {
  const scopes = [...new Set(manifest.segments.map(({ scope }) => scope))]
  const rows = await desk.sql.query<{ scope: string; n: number }>(
    'SELECT scope, count(*) AS n FROM records WHERE district = $1 AND scope = ANY ($2) AND NOT deleted GROUP BY scope',
    [district ?? 0, scopes],
  )
  return new Map(rows.map(({ scope, n }) => [scope, n]))
}
