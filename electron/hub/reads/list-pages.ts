import type { Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { hubCondition, orderExpression } from './condition'
import { type LookedUp, lookedUp } from './list-condition'
import type { ReadContext } from './read'
import { HUB_COLUMNS, type HubRow } from './records'

/** A record's place in a list: what it is ordered by as text, its district and its number. */
export interface ListPlace {
  readonly key: string
  readonly district: number
  readonly rid: number
}

/** A list as it is asked for, its order checked. */
export interface AskedList {
  readonly kind: Kind
  readonly filter: Parsed<'records.list'>['filter']
  readonly field: string
  readonly descending: boolean
}

export type ListedRow = HubRow & { readonly key: string }

/** What lists run along in the database (migration 0460); by anything else all that is found is sorted. */
const walked: readonly string[] = ['date', 'name']
/** Where a filter asks what is not looked up, so many places of the list are looked into before all are. */
const LOOKED_INTO = 1000

/** The rows of a list behind a place. @throws AppError as `hubCondition` */
export async function listedRows(
  ctx: ReadContext,
  asked: AskedList,
  after: ListPlace | undefined,
  most: number,
): Promise<readonly ListedRow[]> {
  const { kind, filter, field } = asked
  const known = await lookedUp(ctx, { kind: kind.name, filter })
  // Also what finds nothing is refused where it may not be asked.
  hubCondition(kind, filter, known)
  if (filter.text !== undefined && known.sought === null) return []
  const isWalked =
    walked.includes(field) &&
    orderExpression(kind, field).type === 'text' &&
    filter.deleted !== true &&
    filter.ids === undefined &&
    (known.within === null || kind.tree !== true)
  if (!isWalked) return await sortedRows(ctx, asked, known, after, most)
  const size = sizeOf(filter, most)
  const places = await nextPlaces(ctx, asked, known, after, size)
  const rows = await rowsAt(ctx, asked, known, places, most)
  if (rows.length >= most || places.length < size) return rows
  const rest = await sortedRows(ctx, asked, known, places.at(-1), most - rows.length)
  return [...rows, ...rest]
}

function sizeOf({ where, ranges, files, conflicts }: AskedList['filter'], most: number): number {
  const isLookedUp = [where, ranges, files, conflicts].every((one) => one === undefined)
  return isLookedUp ? most : Math.max(LOOKED_INTO, 2 * most)
}

const inOrder =
  'SELECT district, rid, key FROM hub_in_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)'

/** The next places of a list, of which a filter may find none. */
async function nextPlaces(
  { sql }: ReadContext,
  { kind, filter, field, descending }: AskedList,
  { within, sought }: LookedUp,
  after: ListPlace | undefined,
  most: number,
): Promise<readonly ListPlace[]> {
  const days = field === 'date' ? [filter.from ?? null, filter.to ?? null] : [null, null]
  const place = [after?.key ?? null, after?.district ?? null, after?.rid ?? null]
  const districts = within && 'districts' in within ? within.districts : null
  const units = within && 'units' in within ? within.units : null
  return await sql.query(inOrder, [
    ...[kind.name, field, descending],
    ...days,
    ...place,
    ...[districts, units, sought, most],
  ])
}

/** The rows at some places that meet the filter; its text is known to be found there. */
async function rowsAt(
  { sql }: ReadContext,
  { kind, filter }: AskedList,
  known: LookedUp,
  places: readonly ListPlace[],
  most: number,
): Promise<readonly ListedRow[]> {
  const { text: _, ...others } = filter
  const condition = hubCondition(kind, others, known)
  if (places.length === 0) return []
  const values = [...condition.values]
  const value = (one: unknown): string => `$${values.push(one)}`
  const columns = [
    `${value(places.map(({ district }) => district))}::int[]`,
    `${value(places.map(({ rid }) => rid))}::bigint[]`,
    `${value(places.map(({ key }) => key))}::text[]`,
  ]
  return await sql.query(
    `SELECT ${HUB_COLUMNS}, key FROM unnest(${columns.join(', ')}) WITH ORDINALITY AS place (of_district, of_rid, key, at)
     CROSS JOIN LATERAL (SELECT * FROM records WHERE district = of_district AND rid = of_rid OFFSET 0) found
     WHERE ${condition.sql} ORDER BY at LIMIT ${value(most)}`,
    values,
  )
}

async function sortedRows(
  { sql }: ReadContext,
  { kind, filter, field, descending }: AskedList,
  known: LookedUp,
  after: ListPlace | undefined,
  most: number,
): Promise<readonly ListedRow[]> {
  const condition = hubCondition(kind, filter, known)
  const order = orderExpression(kind, field)
  const values = [...condition.values]
  const value = (one: unknown): string => `$${values.push(one)}`
  const beyond = (): string => {
    if (after === undefined) return ''
    const place = `${value(after.key)}::${order.type}, ${value(after.district)}::int, ${value(after.rid)}::bigint`
    return ` AND (${order.sql}, district, rid) ${descending ? '<' : '>'} (${place})`
  }
  const direction = descending ? 'DESC' : 'ASC'
  return await sql.query(
    `SELECT ${HUB_COLUMNS}, (${order.sql})::text AS key FROM records WHERE ${condition.sql}${beyond()}
     ORDER BY ${[order.sql, 'district', 'rid'].map((one) => `${one} ${direction}`).join(', ')} LIMIT ${value(most)}`,
    values,
  )
}
