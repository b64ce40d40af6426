import type { Output, Parsed } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { maskBody } from '../../../shared/disclosure/mask-record'
import { requireOpen } from '../../../shared/editing/allowed'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { toBody } from '../../../shared/records/both-shapes'
import {
  mayFollow,
  originField,
  originValue,
  type Source,
  takenValues,
} from '../../../shared/records/follow-up'
import { asRows, type Body, type Flat } from '../../../shared/shapes'
import type { Written } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import { districtWords } from '../district/words'
import { findView, type ViewRow } from './queries'
import { createRecord } from './save'
import { viewsOf } from './view'

/** Which record, or which of its rows, a new record follows. */
export interface FollowUp {
  readonly id: string
  readonly row?: string | undefined
}

/**
 * Creates a record that follows another: what it does not say itself it takes over, whole, and it knows where it came from.
 * @throws AppError as `takenOver`
 */
export function saveFollowUp(
  ctx: OpenContext,
  follow: FollowUp,
  { kind, id, patch, ...said }: Parsed<'records.save'>,
): Written {
  if (id !== undefined)
    throw new AppError('call.invalid', { problems: [{ field: 'follow', reason: 'follow.new-only' }] })
  const { taken, origin } = takenOver(ctx.db, follow, kindOf(kind))
  return createRecord(ctx, { ...said, kind, patch: { ...taken, ...patch } }, origin)
}

/**
 * What a new record takes over from the one it follows, whole, and the value of its `origin`.
 * @throws AppError `record.not-found`, `record.closed`, `call.invalid` when a record of this kind can not follow that one
 */
export function takenOver(
  db: ReadDb,
  follow: FollowUp,
  target: Kind,
): { readonly taken: Body; readonly origin: Flat } {
  const { source } = sourceOf(db, follow, target)
  const key = originField(target)
  return {
    taken: takenValues(source, target, districtWords(db)),
    origin: key === undefined ? {} : { [key]: originValue(source) },
  }
}

/** What the form of a follow-up starts with: the values taken over, the private ones shortened. @throws AppError as `takenOver` */
export function previewFollowUp(
  db: ReadDb,
  { kind, ...follow }: FollowUp & { readonly kind: string },
): Output<'records.follow'> {
  const target = kindOf(kind)
  const { source, row } = sourceOf(db, follow, target)
  const { body, masked } = maskBody(target, takenValues(source, target, districtWords(db)))
  const [from] = viewsOf(db, [row])
  return {
    kind: target.name,
    body: { ...body },
    masked,
    origin: originValue(source),
    from: { kind: source.kind.name, title: from?.title ?? source.id, number: row.number },
  }
}

function sourceOf(
  db: ReadDb,
  { id, row: rowId }: FollowUp,
  target: Kind,
): { readonly source: Source; readonly row: ViewRow } {
  const row = findView(db, id)
  if (row?.deleted !== 0) throw new AppError('record.not-found', { id })
  const kind = kindOf(row.kind)
  const body = toBody(kind, JSON.parse(row.body) as Flat)
  requireOpen(kind, body)
  const followed = rowId === undefined ? undefined : rowNamed(kind, body, rowId)
  if (rowId !== undefined && !followed) throw new AppError('record.not-found', { id: rowId })
  const source: Source = { kind, id, body, ...(followed && { row: followed }) }
  if (mayFollow(source, target)) return { source, row }
  throw new AppError('call.invalid', { problems: [{ field: 'kind', reason: 'follow.not-allowed' }] })
}

/** The row of this id among those that can be followed. */
function rowNamed(kind: Kind, body: Body, id: string): Source['row'] {
  for (const field of Object.keys(kind.follow ?? {})) {
    const cells = asRows(body[field]).find((row) => row.id === id)
    if (cells) return { field, id, cells }
  }
  return undefined
}
