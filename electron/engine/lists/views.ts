import { z } from 'zod'
import type { Output, Parsed } from '../../../shared/contract'
import { AppError } from '../../../shared/errors'
import { kindOf } from '../../../shared/kinds'
import { type ListView, listView, MOST_VIEWS } from '../../../shared/records/list-view'
import type { OpenContext } from '../context'
import { dropChoice, findChoice, keepChoice } from '../db/choices'

const stored = z.array(listView)
const whatOf = (kind: string): string => `views/${kindOf(kind).name}`

/** The views that this person keeps of a list; what another version wrote and this one can not read is none. */
export function viewsOfList(ctx: OpenContext, { kind }: Parsed<'records.views'>): Output<'records.views'> {
  return { views: [...kept(ctx, whatOf(kind))] }
}

/** @throws AppError `views.too-many` */
export function saveView(
  ctx: OpenContext,
  { kind, view }: Parsed<'records.saveView'>,
): Output<'records.saveView'> {
  const what = whatOf(kind)
  const others = kept(ctx, what).filter(({ name }) => name !== view.name)
  if (others.length >= MOST_VIEWS) throw new AppError('views.too-many', { max: MOST_VIEWS })
  const before = view.isDefault ? others.map((one) => ({ ...one, isDefault: false })) : others
  keep(ctx, what, [...before, view])
  return {}
}

export function dropView(
  ctx: OpenContext,
  { kind, name }: Parsed<'records.dropView'>,
): Output<'records.dropView'> {
  const what = whatOf(kind)
  keep(
    ctx,
    what,
    kept(ctx, what).filter((one) => one.name !== name),
  )
  return {}
}

function kept({ db, user }: OpenContext, what: string): readonly ListView[] {
  const text = findChoice(db, user.name, what)
  return text === undefined ? [] : (stored.safeParse(JSON.parse(text)).data ?? [])
}

function keep({ db, user }: OpenContext, what: string, views: readonly ListView[]): void {
  if (views.length === 0) dropChoice(db, user.name, what)
  else keepChoice(db, user.name, what, JSON.stringify(views))
}
