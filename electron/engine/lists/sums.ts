import type { Output, Parsed } from '../../../shared/contract'
import { factColumn } from '../../../shared/facts/tables'
import { kindOf } from '../../../shared/kinds'
import { summedFields } from '../../../shared/records/summed'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import type { ComparedValue } from './condition'
import { type Plan, planFilter } from './filter'
import { printedConditions, type SqlPiece, walkedTable } from './filter-sql'
import { orderOf } from './list'

/**
 * 合计 of the numbers in a list's columns: money in 分, an empty value counts as nothing.
 * @param whole as for `listRecords`
 */
export function sumRecords(
  db: ReadDb,
  { kind: name, which }: Parsed<'records.sums'>,
  whole: boolean,
): Output<'records.sums'> {
  const kind = kindOf(name)
  const fields = summedFields(kind)
  if (fields.length === 0) return { sums: {} }
  const wanted = 'ids' in which ? { ids: which.ids } : { ...which.filter, seesWhole: whole }
  const { sql, params } = sumsQuery(planFilter(db, kind, wanted, orderOf(kind)), fields)
  const found = prepared<ComparedValue[], Record<`s${number}`, number>>(db, sql).get(...params)
  return { sums: Object.fromEntries(fields.map((field, at) => [field, found?.[`s${at}`] ?? 0])) }
}

/** One statement for all fields. For `sumRecords` and for the test of its query plan. */
export function sumsQuery(plan: Plan, fields: readonly string[]): SqlPiece {
  const sums = fields.map((field, at) => `coalesce(sum(f.${factColumn(plan.kind, field).name}), 0) AS s${at}`)
  const { sql, params } = printedConditions(plan)
  return { sql: `SELECT ${sums.join(', ')} FROM ${walkedTable(plan)} WHERE ${sql}`, params }
}
