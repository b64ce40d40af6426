import { dictionaryNames } from '../../../shared/dictionaries'
import { maskedValue } from '../../../shared/disclosure/masked-value'
import { AppError } from '../../../shared/errors'
import { knownKind } from '../../../shared/kinds'
import type { RecordView } from '../../../shared/records/view'
import type { Flat } from '../../../shared/shapes'
import { viewOf } from '../../engine/records/view'
import { hubNames, hubNamesIn, hubWords } from './named'
import type { HubReads, ReadContext } from './read'

/** A row of `records` for a screen. */
export interface HubRow {
  readonly district: number
  readonly rid: number
  readonly id: string
  readonly kind: string
  readonly scope: string
  readonly number: string | null
  readonly body: Flat
  readonly deleted: boolean
  readonly conflicts: number
  readonly created_at: string
  readonly updated_at: string
  readonly last_change: string
}

/** The columns of `HubRow`. */
export const HUB_COLUMNS =
  'district, rid, id, kind, scope, number, body, deleted, conflicts, created_at, updated_at, last_change'
const byId = `SELECT ${HUB_COLUMNS} FROM records WHERE id = $1 ORDER BY district LIMIT 1`

/** Records as every screen shows them, their masks on, whoever asks. */
export async function hubViews(ctx: ReadContext, rows: readonly HubRow[]): Promise<RecordView[]> {
  const wordsOf = await hubWords(ctx.sql)
  const nameOf = await hubNamesIn(ctx.sql, rows, wordsOf)
  return rows.map(({ district: _, body, deleted, ...row }) =>
    viewOf({ ...row, body: JSON.stringify(body), deleted: deleted ? 1 : 0, created_by: '' }, nameOf, wordsOf),
  )
}

async function rowOf({ sql }: ReadContext, id: string): Promise<HubRow> {
  const [row] = await sql.query<HubRow>(byId, [id])
  if (!row) throw new AppError('record.not-found', { id })
  return row
}

/** One record, its names and words. */
export const hubRecordReads = {
  'records.get': async (ctx, { id }) => {
    const [view] = await hubViews(ctx, [await rowOf(ctx, id)])
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
    const find = await hubNames(sql, ids, await hubWords(sql))
    return { names: Object.fromEntries(ids.flatMap((id) => [[id, find(id)] as const]).filter(isNamed)) }
  },
  'records.words': async ({ sql }) => {
    const wordsOf = await hubWords(sql)
    const found = dictionaryNames.map((name) => [name, wordsOf(name).map((word) => ({ ...word }))] as const)
    return { words: Object.fromEntries(found.filter(([, words]) => words.length > 0)) }
  },
} satisfies HubReads

const isNamed = (entry: readonly [string, string | undefined]): entry is readonly [string, string] =>
  entry[1] !== undefined
