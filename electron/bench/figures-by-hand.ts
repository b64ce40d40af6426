import { uncountedStates } from '../../shared/definition/workflow'
import {
  isDistinctSource,
  keyFields,
  type Measure,
  type MeasureSource,
} from '../../shared/figures/measures/define'
import { kindOf } from '../../shared/kinds'
import type { ReadDb, WriteDb } from '../engine/context'
import { openForWriting } from '../engine/db/open'

/** The figures of some measures as a careful hand would have them: plain columns, a covering index for each query. */
export interface HandTables {
  /** One figure by unit. @returns the sum over all units, or how many different things there are */
  read(measure: Measure, from: string, to: string): number
  close(): void
}

/** Copies what the measures read out of a profile into an encrypted database of its own at `path`. */
export function handTables(db: ReadDb, path: string, measures: readonly Measure[]): HandTables {
  const hand = openForWriting(path, new Uint8Array(32).fill(7))
  const sources = measures.flatMap((measure) => measure.over.map((source) => ({ measure, source })))
  const kinds = new Set(sources.map(({ source }) => source.kind))
  for (const kind of kinds) copyKind(db, hand, kind, columnsFor(kind, sources))
  for (const { measure, source } of sources) indexFor(hand, measure, source)
  hand.exec('ANALYZE')
  const reads = new Map(measures.map((measure) => [measure.name, readerOf(hand, measure)]))
  return {
    read: (measure, from, to) => reads.get(measure.name)?.(from, to) ?? Number.NaN,
    close: () => {
      hand.close()
    },
  }
}

interface Reading {
  readonly measure: Measure
  readonly source: MeasureSource
}

function dayOf({ kind, when }: MeasureSource): string {
  if (!('by' in when)) throw new RangeError(`${kind}: a month counts by one day`)
  return when.by
}

const added = ({ add }: MeasureSource): readonly string[] =>
  add === 'each' ? [] : 'field' in add ? [add.field] : keyFields(add.distinct)

function fieldsOf(source: MeasureSource): readonly string[] {
  const filtered = Object.keys({ ...source.where, ...source.except })
  const named = [source.unit, 'status', ...filtered, ...added(source)]
  return [...new Set([dayOf(source), ...named, ...(source.link === undefined ? [] : [source.link])])]
}

/** What the measure reads of a record that another one links to. */
function linkedField(
  measure: Measure,
  source: MeasureSource,
): { readonly kind: string; readonly field: string } {
  const field = kindOf(source.kind).fields[source.link ?? '']
  const target = measure.over.find((one) => field?.type === 'ref' && one.kind === field.to)
  return { kind: target?.kind ?? '', field: (target && added(target)[0]) ?? 'id' }
}

function columnsFor(kind: string, readings: readonly Reading[]): readonly string[] {
  const own = readings.filter(({ source }) => source.kind === kind).flatMap(({ source }) => fieldsOf(source))
  return [...new Set(own)]
}

const table = (kind: string): string => `"${kind}"`
const quoted = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ')

function copyKind(db: ReadDb, hand: WriteDb, kind: string, columns: readonly string[]): void {
  hand.exec(`CREATE TABLE ${table(kind)} (id TEXT PRIMARY KEY, ${quoted(columns)})`)
  const read = db.prepare<[string], { id: string; body: string }>(
    'SELECT id, body FROM records WHERE kind = ?',
  )
  const marks = ['id', ...columns].map(() => '?').join(', ')
  const insert = hand.prepare(`INSERT INTO ${table(kind)} VALUES (${marks})`)
  hand.transaction(() => {
    for (const { id, body } of read.iterate(kind)) {
      const cells = JSON.parse(body) as Readonly<Record<string, unknown>>
      const values = columns.map((column) => {
        const value = cells[column] ?? null
        return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
      })
      insert.run(id, ...values)
    }
  })()
}

function indexFor(hand: WriteDb, measure: Measure, source: MeasureSource): void {
  const columns = fieldsOf(source)
  hand.exec(
    `CREATE INDEX IF NOT EXISTS "${[source.kind, ...columns].join(' ')}" ON ${table(source.kind)} (${quoted(columns)})`,
  )
  if (source.link === undefined) return
  const { kind, field } = linkedField(measure, source)
  const said = field === 'id' ? ['id', 'status'] : ['id', 'status', field]
  hand.exec(`CREATE INDEX IF NOT EXISTS "${[kind, ...said].join(' ')}" ON ${table(kind)} (${quoted(said)})`)
}

const living = `NOT IN (${uncountedStates.map((state) => `'${state}'`).join(', ')})`

function condition(measure: Measure, source: MeasureSource): string {
  const where = Object.entries(source.where ?? {}).map(([key, values]) =>
    kindOf(source.kind).fields[key]?.type === 'choices'
      ? `(${values.map((value) => `instr("${key}", '"${value}"') > 0`).join(' OR ')})`
      : `"${key}" IN (${values.map((value) => `'${value}'`).join(', ')})`,
  )
  const except = Object.entries(source.except ?? {}).map(
    ([key, values]) => `ifnull("${key}", '') NOT IN (${values.map((value) => `'${value}'`).join(', ')})`,
  )
  const conditions = [`"${dayOf(source)}" BETWEEN ? AND ?`, `status ${living}`, ...where, ...except]
  if (source.link !== undefined) {
    const { kind, field } = linkedField(measure, source)
    conditions.push(
      `("${source.link}" IS NULL OR NOT EXISTS (SELECT 1 FROM ${table(kind)} l WHERE l.id = "${source.link}"
        AND l.status ${living} AND l."${field}" IS NOT NULL))`,
    )
  }
  return conditions.join(' AND ')
}

function readerOf(hand: WriteDb, measure: Measure): (from: string, to: string) => number {
  const queries = measure.over.map((source) => {
    const key = added(source).map((field) => `"${field}"`)
    const value = isDistinctSource(source)
      ? `${key.join(" || '/' || ")} AS value`
      : `${key[0] === undefined ? 'count(*)' : `sum(${key[0]})`} AS value`
    const group = isDistinctSource(source) ? 'unit, value' : 'unit'
    return hand.prepare<[string, string], { readonly unit: string; readonly value: number | string | null }>(
      `SELECT "${source.unit}" AS unit, ${value} FROM ${table(source.kind)}
       WHERE ${condition(measure, source)} GROUP BY ${group}`,
    )
  })
  return (from, to) => {
    const rows = queries.flatMap((query) => query.all(from, to))
    return measure.over.some(isDistinctSource)
      ? new Set(rows.map(({ value }) => value)).size
      : rows.reduce((sum, { value }) => sum + Number(value ?? 0), 0)
  }
}
