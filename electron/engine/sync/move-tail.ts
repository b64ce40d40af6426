import type { Change } from '../../../shared/sync/change'
import { idAt } from '../../../shared/sync/hlc'
import { foldChanges } from '../../../shared/sync/merge'
import { changesOf, changesOfStream, openAppender } from '../changes/log'
import { rowOf } from '../changes/project'
import { changeQuery, type RecordRow, type StreamRow } from '../changes/queries'
import type { OpenContext, OwnSite } from '../context'
import { indexRecords } from '../search/index-records'
import { dropChangesAbove } from './queries'

/**
 * Moves the changes of an own stream above `after` into the same scope's stream of another site, which becomes ours: each
 * keeps its record, values, author and time, and its clock, so that it stands among others where it stood. What they
 * replaced of each other they replace under their new names. Inside a transaction; `ctx.db` forgets the old ones.
 */
export function moveTail(ctx: OpenContext, stream: StreamRow, after: number, to: OwnSite): void {
  const { db } = ctx
  const tail = [...changesOfStream(db, stream.stream, after + 1, stream.seq)]
  const [first] = tail
  if (!first) return
  const names = new Map(tail.map(({ id }) => [id, idAt(id.slice(0, 16), to.id)]))
  dropChangesAbove(db, stream.stream, after)
  changeQuery(db, 'moveStream').run(after, first.prev, stream.stream)
  const log = openAppender(db)
  for (const change of tail) {
    const head = log.head(to.id, change.scope)
    log.append({
      ...change,
      ...{ id: names.get(change.id) ?? change.id, site: to.id, seq: head.seq + 1, prev: head.hash },
      over: renamed(change.over, names),
    })
  }
  log.finish()
  project(ctx, new Set(tail.map(({ record }) => record)))
}

function renamed(over: Change['over'], names: ReadonlyMap<string, string>): Change['over'] {
  return Object.fromEntries(
    Object.entries(over).map(([key, ids]) => [key, ids.map((id) => names.get(id) ?? id)]),
  )
}

/** Makes the projection of these records anew out of the log. */
function project(ctx: OpenContext, records: ReadonlySet<string>): void {
  const { db } = ctx
  const rids: number[] = []
  for (const id of records) {
    const state = foldChanges(changesOf(db, id))
    const row = changeQuery<RecordRow>(db, 'record').get(id)
    if (!state || !row) continue
    changeQuery(db, 'setRecord').run(...Object.values(rowOf(state)), row.rid)
    rids.push(row.rid)
  }
  indexRecords(ctx, rids)
}
