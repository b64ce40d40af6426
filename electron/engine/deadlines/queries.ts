import type { Rule } from '../../../shared/deadlines/rule'
import { countedDates, type Kind } from '../../../shared/definition/define'
import { REVIEW, reviewFlow } from '../../../shared/definition/workflow'
import { isoOfDay, timeOfMinute } from '../../../shared/facts/days'
import { factIndex, factTable, factTablesOf } from '../../../shared/facts/tables'
import { kindOf } from '../../../shared/kinds'
import type { ReadDb } from '../context'
import { prepared } from '../db/prepared'
import { dayAmong, factIn, isNoneOf, isOneOf } from '../facts/counted-sql'

/** Which records: the starts that can matter (`YYYY-MM-DD`, both included), and the units as a JSON array (null: any). */
export interface RunningWanted {
  readonly earliest: string
  readonly latest: string
  readonly units: string | null
}

/** A record whose clock runs by a rule, with what its last day is counted from and nothing else of it. */
export interface Running {
  readonly rid: number
  readonly date: string
  readonly restart: string | null
  readonly time: string | null
  /** Between these its clock stood. */
  readonly pausedFrom: string | null
  readonly pausedTo: string | null
  /** 1 when the extension was granted. */
  readonly extended: number
}

/** Days and minutes as facts hold them. */
interface RunningRow {
  readonly rid: number
  readonly day: number
  readonly restart: number | null
  readonly minute: number | null
  readonly pausedFrom: number | null
  readonly pausedTo: number | null
  readonly extended: number
}

/** The records whose clock runs by this rule, in no order. */
export function runningRecords(
  db: ReadDb,
  rule: Rule,
  { earliest, latest, units }: RunningWanted,
): Running[] {
  return prepared<[object], RunningRow>(db, runningSql(rule))
    .all({ earliest: dayAmong(earliest), latest: dayAmong(latest), units })
    .map(runningOf)
}

/** The one record, when its clock runs by this rule. */
export function runningRecord(db: ReadDb, rule: Rule, id: string): Running | undefined {
  const kind = kindOf(rule.kind)
  const row = prepared<[string], RunningRow>(
    db,
    `SELECT f.rid, ${startColumns(rule)} FROM records r JOIN ${factTable(kind)} f USING (rid)
     WHERE r.id = ? AND ${running(rule)} AND ${factIn('f', kind, rule.from)} IS NOT NULL`,
  ).get(id)
  return row && runningOf(row)
}

function runningOf({ rid, day, restart, minute, pausedFrom, pausedTo, extended }: RunningRow): Running {
  const dayText = (one: number | null): string | null => (one === null ? null : isoOfDay(one))
  return {
    rid,
    date: isoOfDay(day),
    restart: dayText(restart),
    time: minute === null ? null : timeOfMinute(minute),
    pausedFrom: dayText(pausedFrom),
    pausedTo: dayText(pausedTo),
    extended,
  }
}

/** What some running clocks are counted from alike, and how many they are. */
export interface RunningAlike extends Omit<Running, 'rid'> {
  readonly records: number
}

/** The records whose clock runs by this rule, told only by what their last day is counted from. */
export function runningAlike(db: ReadDb, rule: Rule, wanted: RunningWanted): RunningAlike[] {
  const { earliest, latest, units } = wanted
  return prepared<[object], RunningRow & { readonly records: number }>(db, runningAlikeSql(rule))
    .all({ earliest: dayAmong(earliest), latest: dayAmong(latest), units })
    .map((row) => ({ ...runningOf(row), records: row.records }))
}

/** The statement of `runningAlike`; names come from the registries, which are code. */
function runningAlikeSql(rule: Rule): string {
  return `SELECT 0 AS rid, ${startColumns(rule)}, count(*) AS records FROM ${runningFrom(rule)}
    GROUP BY day, restart, minute, pausedFrom, pausedTo, extended`
}

/** The statement of a rule, for the test that reads its plan; names come from the registries, which are code. */
export function runningSql(rule: Rule): string {
  return `SELECT f.rid, ${startColumns(rule)} FROM ${runningFrom(rule)}`
}

function runningFrom(rule: Rule): string {
  const kind = kindOf(rule.kind)
  const { from, starts } = startsOf(kind, rule.from)
  // What only a district keeps stands at no unit.
  const within = kind.fields.unit
    ? `OR ${factIn('f', kind, 'unit')} IN
        (SELECT id FROM fact_ids WHERE name IN (SELECT value FROM json_each(@units)))`
    : ''
  return `${from}
    WHERE ${starts} BETWEEN @earliest AND @latest AND ${running(rule)}
      AND (@units IS NULL ${within})`
}

/** Facts in the order of a day: of one that figures count by out of their index, of any other out of the table of days. */
function startsOf(kind: Kind, day: string): { readonly from: string; readonly starts: string } {
  const table = factTable(kind)
  if (countedDates(kind).includes(day)) {
    const index = factIndex(kind, day === 'date' ? 'figures' : `figures_${day}`)
    return { from: `${table} f INDEXED BY ${index}`, starts: factIn('f', kind, day) }
  }
  const { days } = factTablesOf(kind)
  if (!days?.fields.includes(day)) throw new Error(`${kind.name}.${day}: in no order of days`)
  return { from: `${days.table} d CROSS JOIN ${table} f USING (rid)`, starts: `d.field = '${day}' AND d.day` }
}

function startColumns({ kind: name, from, restart, fromTime, pause, extension }: Rule): string {
  const kind = kindOf(name)
  const orNull = (key: string | undefined): string => (key === undefined ? 'NULL' : factIn('f', kind, key))
  const extended = extension ? `ifnull(${factIn('f', kind, extension.when)}, 0)` : '0'
  const columns = [
    `${factIn('f', kind, from)} AS day`,
    `${orNull(restart)} AS restart`,
    `${orNull(fromTime)} AS minute`,
    `${orNull(pause?.from)} AS pausedFrom`,
    `${orNull(pause?.to)} AS pausedTo`,
    `${extended} AS extended`,
  ]
  return columns.join(', ')
}

/** Not done, not void (a draft's clock runs like any other), and its own path not decided: a closed file asks nobody for anything. */
function running(rule: Rule): string {
  const kind = kindOf(rule.kind)
  const flows = (kind.flows ?? []).filter(({ field }) => field !== REVIEW)
  const conditions = [
    'f.deleted = 0',
    ...rule.done.map((key) => `${factIn('f', kind, key)} IS NULL`),
    ...(kind.fields[REVIEW] ? [isNoneOf(factIn('f', kind, REVIEW), [reviewFlow.closed ?? ''])] : []),
    ...(rule.when ? [isOneOf(factIn('f', kind, rule.when.field), optionsCalled(kind, rule.when))] : []),
    ...(rule.afterEnd
      ? []
      : flows.map(({ field, final, decided = final }) => isNoneOf(factIn('f', kind, field), decided))),
  ]
  return conditions.join(' AND ')
}

/** A rule says a choice in words; records hold the option's name. */
function optionsCalled(kind: Kind, { field, is }: NonNullable<Rule['when']>): readonly string[] {
  const choice = kind.fields[field]
  if (choice?.type !== 'choice') throw new Error(`${kind.name}.${field}: no choice`)
  return Object.keys(choice.options).filter((name) => is.includes(choice.options[name] ?? ''))
}
