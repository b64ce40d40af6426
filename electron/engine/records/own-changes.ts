import type { Output, Parsed } from '../../../shared/contract'
import { knownKind } from '../../../shared/kinds'
import { FROZEN_KIND } from '../../../shared/paper/frozen'
import { isMergeKey } from '../../../shared/records/merge-marks'
import type { Change } from '../../../shared/sync/change'
import { branchesOf } from '../changes/branches'
import { changesOfBranch } from '../changes/log'
import { stateOf } from '../changes/project'
import type { BranchRow } from '../changes/queries'
import { upgradedChangesOf } from '../changes/upgraded'
import type { OpenContext, ReadDb } from '../context'
import { startOfDay, today } from '../moment'
import { historyOf } from './history'
import { binnedViews, lastChangeOf, ridsOf, viewsByRid } from './queries'
import { isUntouched } from './undo'
import { viewsOf } from './view'

/** Changes read at once while a branch is walked back. */
const STEP = 200

/** What this person wrote here today, the newest first. */
export function changesOfToday(
  ctx: OpenContext,
  { limit }: Parsed<'records.today'>,
): Output<'records.today'> {
  const from = startOfDay(today(ctx.clock))
  const own = branchesOf(ctx.db).filter(({ site }) => site === ctx.site.id)
  const written = own
    .flatMap((branch) => [...backwards(ctx.db, branch, from, limit, ctx.user.name)])
    // What is signed off is edited by nobody, and without its own unit a profile has no place.
    .filter(({ kind, record }) => kind !== FROZEN_KIND && record !== ctx.site.unit)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit)
  const views = new Map(
    viewsOf(
      ctx.db,
      viewsByRid(
        ctx.db,
        ridsOf(
          ctx.db,
          written.map(({ record }) => record),
        ),
      ),
    ).map((view) => [view.id, view]),
  )
  const told = new Map(
    [...views.keys()].map((record) => [
      record,
      new Map(historyOf(ctx.db, record).map((entry) => [entry.change, entry])),
    ]),
  )
  return {
    changes: written.flatMap(({ id, record }) => {
      const [view, entry] = [views.get(record), told.get(record)?.get(id)]
      if (!view || !entry) return []
      const { change, at, action, fields } = entry
      const { kind, number, title } = view
      return [
        { change, at, action, fields, record, kind, number, title, mayUndo: mayUndo(ctx.db, record, id) },
      ]
    }),
  }
}

/** A branch's changes of today by one author, from its end on. */
function* backwards(
  db: ReadDb,
  { branch, after, seq }: BranchRow,
  from: string,
  limit: number,
  author: string,
): Generator<Change> {
  let found = 0
  for (let to = seq; to > after && found < limit; to -= STEP)
    for (const change of [...changesOfBranch(db, branch, to - STEP + 1, to)].reverse()) {
      if (change.at < from) return
      if (change.author !== author) continue
      found += 1
      yield change
    }
}

function mayUndo(db: ReadDb, record: string, id: string): boolean {
  const [state, changes] = [stateOf(db, record), upgradedChangesOf(db, record)]
  const change = changes.find((one) => one.id === id)
  return (
    state !== undefined &&
    change !== undefined &&
    isUntouched(change, changes, state) &&
    !Object.keys(change.set).some(isMergeKey)
  )
}

/** The recycle bin over all kinds. A record that was merged into another one comes back by taking the merge back. */
export function recycleBin(db: ReadDb, { limit }: Parsed<'records.bin'>): Output<'records.bin'> {
  return {
    rows: viewsOf(db, binnedViews(db, limit))
      .filter(({ kind, mergedInto }) => knownKind(kind) !== undefined && mergedInto === null)
      .map((record) => {
        const { author, at, reason } = lastChangeOf(db, record.id, record.lastChange)
        return { record, by: author, at, reason }
      }),
  }
}
