import { factTable } from '../../../shared/facts/tables'
import { type Catalogue, catalogueWith } from '../../../shared/figures/measures/catalogue'
import { type Indicator, indicatorOf } from '../../../shared/figures/measures/indicators'
import { indicator } from '../../../shared/kinds/indicator'
import { toBody } from '../../../shared/records/both-shapes'
import type { Body, Flat } from '../../../shared/shapes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { remembered } from '../db/remembered'
import { factIn } from '../facts/counted-sql'
import { districtWords } from './words'

/** In the district's order, then by name; by id, not by `rid`: every machine has the same order. */
const indicators = `SELECT r.id, r.body FROM ${factTable(indicator)} f CROSS JOIN records r ON r.rid = f.rid
  WHERE f.deleted = 0
  ORDER BY ${factIn('f', indicator, 'order')} IS NULL, ${factIn('f', indicator, 'order')}, ${factIn('f', indicator, 'name')}, r.id`

/** An indicator that somebody fills. */
export interface FilledIndicator extends Indicator {
  readonly filledBy: string
  readonly every: string
  /** The first day from which it is not filled any more. */
  readonly until?: string
}

interface Stored {
  readonly id: string
  readonly body: Body
}

const stored: (db: ReadDb) => readonly Stored[] = remembered((db) =>
  prepared<[], { id: string; body: string }>(db, indicators)
    .all()
    .map(({ id, body }) => ({ id, body: toBody(indicator, JSON.parse(body) as Flat) })),
)

/** The district's indicators that people fill, in its order. */
export function filledIndicators(db: ReadDb): readonly FilledIndicator[] {
  return stored(db).flatMap(({ id, body }) => {
    const found = indicatorOf(id, body)
    const { filledBy, every, until } = body
    if (!found || typeof filledBy !== 'string' || typeof every !== 'string') return []
    return [{ ...found, filledBy, every, ...(typeof until === 'string' && { until }) }]
  })
}

/** Every figure as this connection sees them now, the district's own indicators last; read again only after something was written. */
export const catalogueOf: (db: ReadDb) => Catalogue = remembered((db) =>
  catalogueWith(
    stored(db).flatMap(({ id, body }) => indicatorOf(id, body) ?? []),
    districtWords(db),
  ),
)
