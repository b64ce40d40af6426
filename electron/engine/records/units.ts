import { z } from 'zod'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'

/** One unit of the tree 市 → 区 → 街道 → 村/社区 → 组. */
export interface UnitNode {
  readonly id: string
  readonly name: string
  readonly level: string
  readonly code: string | null
  readonly parent: string | null
  /** False for one in the recycle bin: records may still stand under it. */
  readonly living: boolean
}

export interface UnitTree {
  readonly all: readonly UnitNode[]
  get(id: string): UnitNode | undefined
  /** The unit itself and everything below it, as ids. */
  under(id: string): readonly string[]
  /** The street a unit belongs to (itself when it is one). */
  streetOf(id: string): UnitNode | undefined
}

const units = `SELECT id, body, 1 AS living FROM records WHERE kind = 'unit' AND deleted = 0
  UNION ALL SELECT id, body, 0 FROM records WHERE kind = 'unit' AND deleted = 1`

const unitBody = z.object({
  name: z.string().nullish(),
  level: z.string().nullish(),
  code: z.string().nullish(),
  parent: z.string().nullish(),
})

/** The unit tree as this connection sees it now; read again only after something was written. */
export const unitTree: (db: ReadDb) => UnitTree = remembered((db) => buildTree(readUnits(db)))

function readUnits(db: ReadDb): UnitNode[] {
  return prepared<[], { id: string; body: string; living: number }>(db, units)
    .all()
    .map((row) => {
      const body = unitBody.safeParse(JSON.parse(row.body)).data
      return {
        id: row.id,
        name: body?.name ?? '',
        level: body?.level ?? '',
        code: body?.code ?? null,
        parent: body?.parent ?? null,
        living: row.living === 1,
      }
    })
}

function buildTree(all: readonly UnitNode[]): UnitTree {
  const byId = new Map(all.map((unit) => [unit.id, unit]))
  const children = Map.groupBy(all, (unit) => unit.parent)
  return {
    all,
    get: (id) => byId.get(id),
    under: (id) => {
      const found = new Set([id])
      // A set grows while it is walked; a circle (two sites' edits can make one) ends by itself.
      for (const each of found) for (const child of children.get(each) ?? []) found.add(child.id)
      return [...found]
    },
    streetOf: (id) => {
      const seen = new Set<string>()
      for (let unit = byId.get(id); unit && !seen.has(unit.id); unit = byId.get(unit.parent ?? '')) {
        if (unit.level === 'street') return unit
        seen.add(unit.id)
      }
      return undefined
    },
  }
}
