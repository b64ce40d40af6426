import type { Rule } from '../../../shared/deadlines/rule'
import type { Kind } from '../../../shared/definition/define'
import { REVIEW, reviewFlow } from '../../../shared/definition/workflow'
import { kindOf } from '../../../shared/kinds'
import { indexName, sortValue, valueExpression } from '../../../shared/records/record-indexes'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'

/** Which records: the starts that can matter (`YYYY-MM-DD`, both included), and the units as a JSON array (null: any). */
export interface RunningWanted {
  readonly earliest: string
  readonly latest: string
  readonly units: string | null
}

/** A record whose clock runs by a rule, with what its last day is counted from and nothing else of it. */
export interface Running {
  readonly id: string
  /** As the record has them: a foreign file may have brought something that is no date or time. */
  readonly date: string
  readonly restart: string | null
  readonly time: string | null
  /** Between these its clock stood. */
  readonly pausedFrom: string | null
  readonly pausedTo: string | null
  /** 1 when the extension was granted. */
  readonly extended: number
}

/** The records whose clock runs by this rule, in no order. */
export function runningRecords(db: ReadDb, rule: Rule, wanted: RunningWanted): Running[] {
  return prepared<[RunningWanted], Running>(db, runningSql(rule)).all(wanted)
}

/** The one record, when its clock runs by this rule. */
export function runningRecord(db: ReadDb, rule: Rule, id: string): Running | undefined {
  return prepared<[string], Running>(
    db,
    `SELECT ${startColumns(rule)} FROM records WHERE id = ? AND ${running(rule)}`,
  ).get(id)
}

/** The statement of a rule, for the test that reads its plan; names come from the registries, which are code. */
export function runningSql(rule: Rule): string {
  const kind = kindOf(rule.kind)
  const index = indexName(kind, rule.from === kind.sort.field ? 'sort' : rule.from)
  // What only a district keeps stands at no unit.
  const within = kind.fields.unit
    ? `OR ${sortValue(kind, 'unit')} IN (SELECT value FROM json_each(@units))`
    : ''
  return `SELECT ${startColumns(rule)} FROM records INDEXED BY "${index}"
    WHERE ${running(rule)} AND ${sortValue(kind, rule.from)} BETWEEN @earliest AND @latest
      AND (@units IS NULL ${within})`
}

function startColumns({ kind, from, restart, fromTime, pause, extension }: Rule): string {
  const text = (key: string | undefined): string =>
    key === undefined
      ? 'NULL'
      : `CASE json_type(body, '$.${key}') WHEN 'text' THEN ${valueExpression(key)} END`
  const extended = extension ? `ifnull(json_type(body, '$.${extension.when}') = 'true', 0)` : '0'
  return `id, ${sortValue(kindOf(kind), from)} AS date, ${text(restart)} AS restart, ${text(fromTime)} AS time, ${text(pause?.from)} AS pausedFrom, ${text(pause?.to)} AS pausedTo, ${extended} AS extended`
}

/** Started, not done, not void (a draft's clock runs like any other), and its own path not decided: a closed file asks nobody for anything. */
function running(rule: Rule): string {
  const kind = kindOf(rule.kind)
  const flows = (kind.flows ?? []).filter(({ field }) => field !== REVIEW)
  const conditions = [
    `kind = '${kind.name}' AND deleted = 0`,
    `${sortValue(kind, rule.from)} > ''`,
    ...rule.done.map((key) => `${valueIn(kind, key)} = ''`),
    `${valueIn(kind, REVIEW)} <> '${reviewFlow.closed}'`,
    ...(rule.when
      ? [`${valueIn(kind, rule.when.field)} IN (${quoted(optionsCalled(kind, rule.when))})`]
      : []),
    ...(rule.afterEnd
      ? []
      : flows.map(
          ({ field, final, decided = final }) => `${valueIn(kind, field)} NOT IN (${quoted(decided)})`,
        )),
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
  return kind.fields[key]?.index ? sortValue(kind, key) : `ifnull(${valueExpression(key)}, '')`
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ')
}
