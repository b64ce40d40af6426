import type { Kind } from '../../../shared/definition/define'
import { factColumn, factIndex, factTable, sortExpression } from '../../../shared/facts/tables'
import { kinds } from '../../../shared/kinds'
import { originField, readOrigin } from '../../../shared/records/follow-up'
import { movedKey } from '../../../shared/records/merge-marks'
import { cellsOf, type Flat } from '../../../shared/shapes'
import type { LocalEdit } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { refNumber } from '../facts/counted-sql'

interface Referring {
  readonly id: string
  readonly scope: string
  readonly body: string
}

/** A field of some kind that can name a record of the merged kind. */
interface Place {
  readonly kind: Kind
  readonly key: string
}

/** Where records of a kind are named: indexed references to it, and the origins of what may follow it. */
export function placesNaming(target: Kind): readonly Place[] {
  const followed = new Set(Object.values(target.follow ?? {}).flat())
  return kinds.flatMap((kind) => {
    const origin = followed.has(kind.name) ? originField(kind) : undefined
    return Object.entries(kind.fields)
      .filter(([key, field]) => key === origin || (field.type === 'ref' && field.to === target.name))
      .map(([key]) => ({ kind, key }))
  })
}

/**
 * Edits that let everything that named the dropped record name the one that stays, so that lists, figures and journeys need to
 * know nothing of merges. Each remembers what stood there. Records of other streets are left: their names are found by the pointer.
 */
export function repointed(
  ctx: OpenContext,
  target: Kind,
  drop: string,
  keep: string,
  rows: ReadonlyMap<string, string>,
): LocalEdit[] {
  return edits(ctx, target, drop, (body, key, edit) => {
    const before = body[key]
    const row = readOrigin(before)?.row ?? null
    const after = row === null ? keep : `${keep}/${rows.get(row) ?? row}`
    const others = edit[movedKey(drop)] ?? body[movedKey(drop)]
    return { [key]: after, [movedKey(drop)]: { ...cellsOf(others), [key]: before ?? null } }
  })
}

/** Edits that take `repointed` back; a reference that somebody has changed since stays as it is. */
export function pointedBack(ctx: OpenContext, target: Kind, drop: string, keep: string): LocalEdit[] {
  return edits(ctx, target, keep, (body, key) => {
    const before = cellsOf(body[movedKey(drop)])[key]
    return before === undefined ? null : { [key]: before, [movedKey(drop)]: null }
  })
}

/** One edit a record that names `id`, whatever number of its fields does. */
function edits(
  ctx: OpenContext,
  target: Kind,
  id: string,
  change: (body: Flat, key: string, edit: Flat) => Flat | null,
): LocalEdit[] {
  const made = new Map<string, LocalEdit>()
  for (const { kind, key } of placesNaming(target))
    for (const row of naming(ctx.db, kind, key, id)) {
      if (ctx.site.role === 'street' && row.scope !== ctx.site.scope) continue
      const known = made.get(row.id)
      const set = change(JSON.parse(row.body) as Flat, key, known?.set ?? {})
      if (set === null) continue
      made.set(row.id, {
        record: row.id,
        kind: kind.name,
        kindVersion: kind.version,
        scope: row.scope,
        set: { ...known?.set, ...set },
      })
    }
  return [...made.values()]
}

/** Living records whose field names a record or one of its rows: ids are of one length, so `id/…` sorts before `id0`. */
function naming(db: ReadDb, kind: Kind, key: string, id: string): Referring[] {
  const value = sortExpression(kind, key, 'f')
  const isNamed =
    factColumn(kind, key).type === 'ref'
      ? `${value} = ${refNumber('@id')}`
      : `${value} >= @id AND ${value} < @id || '0'`
  const sql = `SELECT r.id, r.scope, r.body
    FROM ${factTable(kind)} f INDEXED BY ${factIndex(kind, key)} CROSS JOIN records r USING (rid)
    WHERE f.deleted = 0 AND ${isNamed} ORDER BY rid`
  return prepared<[{ id: string }], Referring>(db, sql).all({ id })
}
