import { countedDates, type Kind, ownIndexes } from '../../../shared/definition/define'
import { factIndex, factTable, sortExpression } from '../../../shared/facts/tables'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { type ComparedValue, type Condition, heldTo, isMetByFew } from './condition'

/** The order of a list; ties by `rid`. All run the same way. */
export interface ListOrder {
  readonly fields: readonly string[]
  readonly descending: boolean
}

/** How the records of a filter are come by. */
export type Walk =
  /** By the numbers of what is known to be found. */
  | { readonly by: 'rids' }
  /** Along an index that holds them in the list's order, or that only narrows: then they are sorted. */
  | { readonly by: 'index'; readonly index: string }
  /** For each value of a field in turn along its index, which holds them in the list's order, and merged. */
  | {
      readonly by: 'values'
      readonly index: string
      readonly field: string
      readonly values: readonly ComparedValue[]
    }

/** Values of one field that are walked one by one and merged; more of them are most of the records anyway. */
const MOST_VALUES = 64

/** When several filters each find as many, another million of them is found no sooner. */
const COUNTED = [1_000, 50_000] as const

/**
 * Chooses the walk of a filter; the query planner of the database chooses nothing. A filter alone is walked along its field's
 * own index, of several the one that finds the fewest: it holds what the others ask.
 */
export function walkOf(
  db: ReadDb,
  kind: Kind,
  deleted: boolean,
  conditions: readonly Condition[],
  { fields: [first = kind.sort.field] }: ListOrder,
): Walk {
  if (conditions.some(isMetByFew)) return { by: 'rids' }
  if (deleted) return along(kind, 'bin')
  if (first !== kind.sort.field) return alongOther(kind, first)
  const own = ownIndexes(kind)
  const held = conditions
    .flatMap((condition) => heldTo(condition) ?? [])
    .filter(({ field, values }) => own.includes(field) && values.length <= MOST_VALUES)
  const chosen = held.length < 2 ? held[0] : narrowest(db, kind, held)
  if (!chosen) return ownOrder(kind)
  const { field, values } = chosen
  return { by: 'values', index: factIndex(kind, field), field, values }
}

/** Along all records of a kind in the order of its list. */
export function ownOrder(kind: Kind): Walk {
  return along(kind, 'sort')
}

const along = (kind: Kind, of: string): Walk => ({ by: 'index', index: factIndex(kind, of) })

/** In another order than the list's own: along that field's index where it has one. */
function alongOther(kind: Kind, field: string): Walk {
  if (ownIndexes(kind).includes(field)) return along(kind, field)
  return along(kind, countedDates(kind).includes(field) ? `figures_${field}` : 'sort')
}

type Held = NonNullable<ReturnType<typeof heldTo>>

/** The one that finds the fewest, counted no further than tells them apart. */
function narrowest(db: ReadDb, kind: Kind, held: readonly Held[]): Held | undefined {
  for (const most of COUNTED) {
    const counts = held.map((one) => countUpTo(db, kind, one, most))
    const fewest = Math.min(...counts)
    if (fewest < most || most === COUNTED[1]) return held[counts.indexOf(fewest)]
  }
  return undefined
}

function countUpTo(db: ReadDb, kind: Kind, { field, values }: Held, most: number): number {
  const sql = `SELECT count(*) FROM (SELECT 1 FROM ${factTable(kind)} INDEXED BY ${factIndex(kind, field)}
    WHERE deleted = 0 AND ${sortExpression(kind, field)} IN (SELECT value FROM json_each(?)) LIMIT ?)`
  return Number(prepared<[string, number]>(db, sql).pluck().get(JSON.stringify(values), most))
}
