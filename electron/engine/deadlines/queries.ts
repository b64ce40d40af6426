import type { Rule } from '../../../shared/deadlines/rule'
import { kindOf } from '../../../shared/kinds'
import { indexName, sortColumn, valueExpression } from '../../../shared/kinds/columns'
import type { Kind } from '../../../shared/kinds/define'
import { REVIEW, uncountedStates } from '../../../shared/kinds/workflow'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { VIEW_COLUMNS, type ViewRow } from '../records/queries'

/** So many records of one rule are looked at, those with the newest starts. */
export const MOST_PER_RULE = 500

/** Which records: the latest start that can matter (`YYYY-MM-DD`), and the units as a JSON array (null: any). */
export interface Wanted {
  readonly latest: string
  readonly units: string | null
}

/** Records whose clock runs by this rule, the newest start first; one more than `MOST_PER_RULE` when there are more. */
export function runningRecords(db: ReadDb, rule: Rule, wanted: Wanted): ViewRow[] {
  return prepared<[Wanted], ViewRow>(db, runningSql(rule)).all(wanted)
}

/** The one record, when its clock runs by this rule. */
export function runningRecord(db: ReadDb, rule: Rule, id: string): ViewRow | undefined {
  return prepared<[string], ViewRow>(
    db,
    `SELECT ${VIEW_COLUMNS} FROM records WHERE id = ? AND ${running(rule)}`,
  ).get(id)
}

/** The statement of a rule, for the test that reads its plan; names come from the registries, which are code. */
export function runningSql(rule: Rule): string {
  const kind = kindOf(rule.kind)
  const index = indexName(kind, rule.from === kind.sort.field ? 'sort' : rule.from)
  return `SELECT ${VIEW_COLUMNS} FROM records INDEXED BY "${index}"
    WHERE ${running(rule)} AND ${sortColumn(rule.from)} <= @latest
      AND (@units IS NULL OR ${sortColumn('unit')} IN (SELECT value FROM json_each(@units)))
    ORDER BY ${sortColumn(rule.from)} DESC LIMIT ${MOST_PER_RULE + 1}`
}

/** Started, not done, not void, and its own path not ended: a closed file asks nobody for anything. */
function running(rule: Rule): string {
  const kind = kindOf(rule.kind)
  const flows = (kind.flows ?? []).filter(({ field }) => field !== REVIEW)
  const conditions = [
    `kind = '${kind.name}' AND deleted = 0`,
    `${sortColumn(rule.from)} > ''`,
    `${valueIn(kind, rule.done)} = ''`,
    `${valueIn(kind, REVIEW)} NOT IN (${quoted(uncountedStates)})`,
    ...(rule.when
      ? [`${valueIn(kind, rule.when.field)} IN (${quoted(optionsCalled(kind, rule.when))})`]
      : []),
    ...(rule.afterEnd
      ? []
      : flows.map(({ field, final }) => `${valueIn(kind, field)} NOT IN (${quoted(final)})`)),
  ]
  return conditions.join(' AND ')
}

/** A rule says a choice in words; records hold the option's name. */
function optionsCalled(kind: Kind, { field, is }: NonNullable<Rule['when']>): readonly string[] {
  const choice = kind.fields[field]
  if (choice?.type !== 'choice') throw new Error(`${kind.name}.${field}: no choice`)
  return Object.keys(choice.options).filter((name) => is.includes(choice.options[name] ?? ''))
}

/** An indexed field by its column, which an index may hold; any other out of the body. */
function valueIn(kind: Kind, key: string): string {
  return kind.fields[key]?.index ? sortColumn(key) : `ifnull(${valueExpression(key)}, '')`
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ')
}
