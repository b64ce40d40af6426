import { z } from 'zod'
import type { Output, Parsed } from '../../../shared/contract'
import { isDate } from '../../../shared/dates'
import { fieldOf } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import { AppError } from '../../../shared/errors'
import { kindOf, kinds } from '../../../shared/kinds'
import { summedFields } from '../../../shared/records/summed'
import { numberInBody } from './condition'
import { listCondition } from './list-condition'
import { type ListPlace, listedRows } from './list-pages'
import type { HubReads, ReadContext } from './read'
import { hubViews } from './records'

const cursor = z.tuple([z.string(), z.number(), z.number()])

/** @throws AppError `call.invalid` for anything but a cursor of this list */
function placeAfter(text: string): ListPlace {
  try {
    const [key, district, rid] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { key, district, rid }
  } catch (cause) {
    throw new AppError(
      'call.invalid',
      { problems: [{ field: 'after', reason: 'cursor.invalid' }] },
      { cause },
    )
  }
}

/** One page by keyset over all districts of the session. */
async function listInOrder(ctx: ReadContext, input: Parsed<'records.list'>): Promise<Output<'records.list'>> {
  const kind = kindOf(input.kind)
  const { field, descending } = input.sort ?? kind.sort
  if (field !== kind.sort.field && !kind.sorts?.includes(field))
    throw new AppError('call.invalid', { problems: [{ field: 'sort/field', reason: 'field.unknown' }] })
  const after = input.after === undefined ? undefined : placeAfter(input.after)
  const asked = { kind, filter: input.filter, field, descending }
  const rows = await listedRows(ctx, asked, after, input.limit + 1)
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  const next =
    last && rows.length > input.limit
      ? Buffer.from(JSON.stringify([last.key, last.district, last.rid])).toString('base64url')
      : null
  return {
    rows: await hubViews(
      ctx,
      shown.map(({ key: _, ...row }) => row),
    ),
    next,
  }
}

const largest = (field: Field | undefined): number =>
  field?.type === 'count' || field?.type === 'money' ? field.max : 0

/** 合计 of the numbers in a list's columns: money in 分, an empty value counts as nothing. */
async function sums(
  ctx: ReadContext,
  { kind: name, which }: Parsed<'records.sums'>,
): Promise<Output<'records.sums'>> {
  const fields = summedFields(kindOf(name))
  if (fields.length === 0) return { sums: {} }
  const filter = 'ids' in which ? { ids: which.ids } : which.filter
  const { sql, values } = await listCondition(ctx, { kind: name, filter })
  const columns = fields.map((key, at) => {
    // A number that no form takes is no amount, as it is none of the figures.
    const [number, most] = [numberInBody(key), largest(fieldOf(kindOf(name), key))]
    const isAmount = `${number} BETWEEN 0 AND ${most} AND ${number} % 1 = 0`
    return `coalesce(sum(${number}) FILTER (WHERE ${isAmount}), 0)::float8 AS s${at}`
  })
  const [found] = await ctx.sql.query<Record<`s${number}`, number>>(
    `SELECT ${columns.join(', ')} FROM records WHERE ${sql}`,
    values,
  )
  return { sums: Object.fromEntries(fields.map((field, at) => [field, found?.[`s${at}`] ?? 0])) }
}

const oldest = `SELECT min(body->>'date') AS day FROM records
  WHERE NOT deleted AND kind = ANY ($1) AND body->>'date' >= '1000-01-01'`

/** Finding records of a kind, over all districts of the session. */
export const hubListReads = {
  'records.list': listInOrder,
  'records.count': async (ctx, input) => {
    const { sql, values } = await listCondition(ctx, input)
    const [row] = await ctx.sql.query<{ total: number }>(
      `SELECT count(*) AS total FROM records WHERE ${sql}`,
      values,
    )
    return { total: row?.total ?? 0 }
  },
  'records.sums': sums,
  'records.oldest': async ({ sql }, { kind }) => {
    const asked = (kind === undefined ? kinds : [kindOf(kind)]).filter(
      (one) => fieldOf(one, 'date')?.type === 'date',
    )
    const [row] = await sql.query<{ day: string | null }>(oldest, [asked.map(({ name }) => name)])
    return { day: row?.day && isDate(row.day) ? row.day : null }
  },
  // Views stay on the computer that they were made on.
  'records.views': async () => ({ views: [] }),
} satisfies HubReads
