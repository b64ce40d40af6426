import type { Output } from '../../../shared/contract'
import { LEFT_NAMED } from '../../../shared/contract/bulk'
import type { StandingRecord } from '../../../shared/editing/edit-context'
import { AppError } from '../../../shared/errors'
import type { Flat } from '../../../shared/shapes'
import type { Editing } from '../changes/write'
import type { OpenContext, ReadDb } from '../context'
import { standingOwn } from '../records/own'
import { findView } from '../records/queries'
import { viewsOf } from '../records/view'

/** A record that takes the step: how it stands, and what is set. */
export interface Going extends StandingRecord {
  readonly set: Flat
}

interface Refused {
  readonly id: string
  readonly error: AppError
}

/** Which records take a step, and which are left as they are, with the reason. */
export interface Sorted {
  readonly going: readonly Going[]
  readonly refused: readonly Refused[]
}

/**
 * Asks of each record what the step would set, and writes nothing.
 * A record of which nothing would change is neither going nor refused.
 * @param valuesOf what the step sets on a record, or the refusal as an AppError
 */
export function sorted(
  ctx: OpenContext,
  editing: Editing,
  ids: readonly string[],
  valuesOf: (standing: StandingRecord) => Flat,
): Sorted {
  const going: Going[] = []
  const refused: Refused[] = []
  for (const id of ids) {
    try {
      const standing = standingOwn(ctx, editing, id)
      const set = valuesOf(standing)
      if (Object.keys(set).length > 0) going.push({ ...standing, set })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.push({ id, error })
    }
  }
  return { going, refused }
}

/** What is left, as it is answered: the first by name, and how many in all. */
export function told(db: ReadDb, { refused }: Sorted): Pick<Output<'bulk.preview'>, 'left' | 'leftTotal'> {
  const named = refused.slice(0, LEFT_NAMED)
  const rows = named.flatMap(({ id }) => findView(db, id) ?? [])
  const views = new Map(viewsOf(db, rows).map((view) => [view.id, view]))
  return {
    leftTotal: refused.length,
    left: named.map(({ id, error }) => {
      const { code, params } = error.toBody()
      const view = views.get(id)
      return {
        id,
        number: view?.number ?? null,
        title: view?.title ?? id,
        reason: { code, params: copied(params) },
      }
    }),
  }
}

type Params = Output<'bulk.preview'>['left'][number]['reason']['params']

function copied(params: AppError['params']): Params {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]): [string, Params[string]] => [
      key,
      typeof value === 'object'
        ? value.map(({ params: inner, ...problem }) => ({ ...problem, params: { ...inner } }))
        : value,
    ]),
  )
}
