import { z } from 'zod'
import type { Output, Parsed } from '../../../shared/contract'
import { dictionaryNames } from '../../../shared/dictionaries'
import { maskedValue } from '../../../shared/disclosure/masked-value'
import { AppError } from '../../../shared/errors'
import { kindOf, knownKind } from '../../../shared/kinds'
import type { RecordView } from '../../../shared/records/view'
import { may } from '../../../shared/rights'
import type { Flat } from '../../../shared/shapes'
import { msOf } from '../../../shared/sync/hlc'
import { conflictsOf, type Heads } from '../../../shared/sync/merge'
import { viewOf } from '../../engine/records/view'
import { hubCondition, orderExpression } from './condition'
import { hubWords, namesIn, namesOf } from './named'
import type { HubReads, ReadContext } from './read'
import { hubUnits } from './units'

/** A row of `records` for a screen. */
interface HubRow {
  readonly district: number
  readonly rid: number
  readonly id: string
  readonly kind: string
  readonly scope: string
  readonly number: string | null
  readonly body: Flat
  readonly heads: Heads
  readonly deleted: boolean
}

const columns = 'district, rid, id, kind, scope, number, body, heads, deleted'
const byId = `SELECT ${columns} FROM records WHERE id = $1 ORDER BY district LIMIT 1`

/** Records as every screen shows them, their masks on, whoever asks. */
async function viewsOf(ctx: ReadContext, rows: readonly HubRow[]): Promise<RecordView[]> {
  const wordsOf = await hubWords(ctx.sql)
  const nameOf = await namesIn(ctx.sql, rows, wordsOf)
  return rows.map(({ district: _, body, deleted, heads, ...row }) =>
    viewOf(
      {
        ...row,
        body: JSON.stringify(body),
        deleted: deleted ? 1 : 0,
        conflicts: conflictsOf(heads).length,
        ...timesOf(heads),
      },
      nameOf,
      wordsOf,
    ),
  )
}

/** When a record was made and changed last, as the clocks in its changes' names say. */
function timesOf({ base, first = base, newest }: Heads) {
  const last = newest?.[0] ?? base
  return {
    created_at: timeOf(first),
    created_by: '',
    updated_at: newest?.[1] ?? timeOf(last),
    last_change: last,
  }
}

async function rowOf({ sql }: ReadContext, id: string): Promise<HubRow> {
  const [row] = await sql.query<HubRow>(byId, [id])
  if (!row) throw new AppError('record.not-found', { id })
  return row
}

async function conditionOf(
  ctx: ReadContext,
  { kind, filter }: Pick<Parsed<'records.count'>, 'kind' | 'filter'>,
) {
  const within =
    filter.unit === undefined
      ? () => []
      : ((units) => (unit: string) => [...units.within(unit)])(await hubUnits(ctx.sql))
  return hubCondition(kindOf(kind), filter, { within, whole: may(ctx.account.role, 'record.unmask') })
}

const cursor = z.tuple([z.string(), z.number(), z.number()])

/** @throws AppError `call.invalid` for anything but a cursor of this list */
function placeAfter(text: string): z.infer<typeof cursor> {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch (cause) {
    throw new AppError(
      'call.invalid',
      { problems: [{ field: 'after', reason: 'cursor.invalid' }] },
      { cause },
    )
  }
}

/** One page by keyset over all districts of the session. */
async function listRecords(ctx: ReadContext, input: Parsed<'records.list'>): Promise<Output<'records.list'>> {
  const kind = kindOf(input.kind)
  const { field, descending } = input.sort ?? kind.sort
  if (field !== kind.sort.field && !kind.sorts?.includes(field))
    throw new AppError('call.invalid', { problems: [{ field: 'sort/field', reason: 'field.unknown' }] })
  const order = orderExpression(kind, field)
  const condition = await conditionOf(ctx, input)
  const values = [...condition.values]
  const value = (one: unknown): string => `$${values.push(one)}`
  const beyond = (): string => {
    if (input.after === undefined) return ''
    const [key, district, rid] = placeAfter(input.after)
    const place = `${value(key)}::${order.type}, ${value(district)}::int, ${value(rid)}::bigint`
    return ` AND (${order.sql}, district, rid) ${descending ? '<' : '>'} (${place})`
  }
  const direction = descending ? 'DESC' : 'ASC'
  const rows = await ctx.sql.query<HubRow & { readonly key: string }>(
    `SELECT ${columns}, (${order.sql})::text AS key FROM records WHERE ${condition.sql}${beyond()}
     ORDER BY ${[order.sql, 'district', 'rid'].map((one) => `${one} ${direction}`).join(', ')}
     LIMIT ${value(input.limit + 1)}`,
    values,
  )
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  const next =
    last && rows.length > input.limit
      ? Buffer.from(JSON.stringify([last.key, last.district, last.rid])).toString('base64url')
      : null
  return {
    rows: await viewsOf(
      ctx,
      shown.map(({ key: _, ...row }) => row),
    ),
    next,
  }
}

export const recordReads = {
  'records.list': listRecords,
  'records.count': async (ctx, input) => {
    const { sql, values } = await conditionOf(ctx, input)
    const [row] = await ctx.sql.query<{ total: number }>(
      `SELECT count(*) AS total FROM records WHERE ${sql}`,
      values,
    )
    return { total: row?.total ?? 0 }
  },
  'records.get': async (ctx, { id }) => {
    const [view] = await viewsOf(ctx, [await rowOf(ctx, id)])
    if (!view) throw new AppError('record.not-found', { id })
    return view
  },
  'records.reveal': async (ctx, { id, field, change }) => {
    // What an earlier change wrote is told where it was written.
    if (change !== undefined) throw new AppError('hub.not-here')
    const row = await rowOf(ctx, id)
    const kind = knownKind(row.kind)
    if (!kind) throw new AppError('record.not-found', { id })
    return { value: maskedValue(kind, row.body, field) }
  },
  'records.names': async ({ sql }, { ids }) => {
    const find = await namesOf(sql, ids, await hubWords(sql))
    return { names: Object.fromEntries(ids.flatMap((id) => [[id, find(id)] as const]).filter(isNamed)) }
  },
  'records.words': async ({ sql }) => {
    const wordsOf = await hubWords(sql)
    const found = dictionaryNames.map((name) => [name, wordsOf(name).map((word) => ({ ...word }))] as const)
    return { words: Object.fromEntries(found.filter(([, words]) => words.length > 0)) }
  },
} satisfies HubReads

const timeOf = (change: string): string => new Date(msOf(change)).toISOString()

const isNamed = (entry: readonly [string, string | undefined]): entry is readonly [string, string] =>
  entry[1] !== undefined
