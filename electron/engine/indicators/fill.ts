import type { Output, Parsed } from '../../../shared/contract'
import { readDecimal } from '../../../shared/decimal'
import { AppError, type FieldProblem } from '../../../shared/errors'
import { indicatorName } from '../../../shared/figures/measures/indicators'
import { indicatorValue, VALUE_SCALE } from '../../../shared/kinds/indicator-value'
import type { OpenContext } from '../context'
import { catalogueOf } from '../district/catalogue'
import { derivedId } from '../facts/derived-id'
import { findIdentity } from '../records/queries'
import { markDeleted, saveRecord } from '../records/save'

type Cell = Parsed<'indicators.fill'>['cells'][number]

/**
 * Fills cells: one that is new becomes a record, one that is there is edited, one that is emptied goes into the recycle bin.
 * @throws AppError `record.invalid` with every problem, as `<place>/<field>`; `record.changed` for a cell that somebody filled
 * meanwhile; as `saveRecord`
 */
export function fillCells(
  ctx: OpenContext,
  { cells, operation }: Parsed<'indicators.fill'>,
): Output<'indicators.fill'> {
  const problems: FieldProblem[] = []
  const ids = cells.flatMap((cell, at) => {
    try {
      return fillCell(ctx, cell, operation)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'record.invalid') throw error
      for (const problem of problemsOf(error)) problems.push({ ...problem, field: `${at}/${problem.field}` })
      return []
    }
  })
  if (problems.length > 0) throw new AppError('record.invalid', { kind: indicatorValue.name, problems })
  return { ids }
}

function fillCell(ctx: OpenContext, { value, seen, ...place }: Cell, operation: string): readonly string[] {
  const kind = indicatorValue.name
  const id = derivedId(indicatorValue, place)
  const isThere = id !== undefined && findIdentity(ctx.db, id)?.deleted === 0
  const typed = typedValue(ctx, place.indicator, value ?? '')
  if (!isThere)
    return typed === '' ? [] : [saveRecord(ctx, { kind, patch: { ...place, value: typed }, operation }).id]
  if (typed === '') return [markDeleted(ctx, id, true).id]
  return [
    saveRecord(ctx, {
      kind,
      id,
      patch: { value: typed },
      operation,
      ...(seen !== undefined && { seen: seen ?? '' }),
    }).id,
  ]
}

/** What was typed, without the indicator's measure word; as it is where it is no decimal, for the check to refuse. */
function typedValue({ db }: OpenContext, indicator: string, typed: string): string {
  const word = catalogueOf(db).known(indicatorName(indicator))?.word ?? ''
  return readDecimal(typed, VALUE_SCALE, word) ?? typed.trim()
}

function problemsOf({ params }: AppError): readonly FieldProblem[] {
  return Array.isArray(params.problems) ? (params.problems as readonly FieldProblem[]) : []
}
