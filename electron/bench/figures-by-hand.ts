import { REVIEW, uncountedStates } from '../../shared/definition/workflow'
import { factDay } from '../../shared/facts/days'
import { factType } from '../../shared/facts/domain'
import {
  isDistinctSource,
  keyFields,
  type Measure,
  type MeasureSource,
} from '../../shared/figures/measures/define'
import { kindOf } from '../../shared/kinds'
import type { ReadDb, WriteDb } from '../engine/context'
import { openForWriting } from '../engine/db/open'

/**
 * The figures of some measures as a careful hand would have them: plain columns, days, words and units as whole numbers in
 * them, a covering index for each query alone.
 */
export interface HandTables {
  /** One figure by unit. @returns the sum over all units, or how many different things there are */
  read(measure: Measure, from: string, to: string): number
  close(): void
}

/** Copies what the measures read out of a profile into an encrypted database of its own at `path`. */
export function handTables(db: ReadDb, path: string, measures: readonly Measure[]): HandTables {
  const hand: Hand = { db: openForWriting(path, new Uint8Array(32).fill(7)), numberOf: numbering() }
  const sources = measures.flatMap((measure) => measure.over.map((source) => ({ measure, source })))
  const kinds = new Set(sources.map(({ source }) => source.kind))
  for (const kind of kinds) copyKind(db, hand, kind, columnsFor(kind, sources))
  for (const { measure, source } of sources) indexFor(hand, measure, source)
  hand.db.exec('ANALYZE')
  const reads = new Map(measures.map((measure) => [measure.name, readerOf(hand, measure)]))
  return {
    read: (measure, from, to) =>
      reads.get(measure.name)?.(factDay(from) ?? Number.NaN, factDay(to) ?? Number.NaN) ?? Number.NaN,
    close: () => {
      hand.db.close()
    },
  }
}

interface Hand {
  readonly db: WriteDb
  /** The number of a word or of a unit's id. */
  readonly numberOf: (name: string) => number
}

function numbering(): Hand['numberOf'] {
  const numbers = new Map<string, number>()
  return (name) => {
    const number = numbers.get(name) ?? numbers.size + 1
    numbers.set(name, number)
    return number
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
  const named = [source.unit, REVIEW, ...filtered, ...added(source)]
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

function copyKind(db: ReadDb, hand: Hand, kind: string, columns: readonly string[]): void {
  hand.db.exec(`CREATE TABLE ${table(kind)} (id TEXT PRIMARY KEY, ${quoted(columns)})`)
  const read = db.prepare<[string], { id: string; body: string }>(
    'SELECT id, body FROM records WHERE kind = ?',
  )
  const marks = ['id', ...columns].map(() => '?').join(', ')
  const insert = hand.db.prepare(`INSERT INTO ${table(kind)} VALUES (${marks})`)
  hand.db.transaction(() => {
    for (const { id, body } of read.iterate(kind)) {
      const cells = JSON.parse(body) as Readonly<Record<string, unknown>>
      insert.run(id, ...columns.map((column) => typed(hand, kind, column, cells[column] ?? null)))
    }
  })()
}

function typed({ numberOf }: Hand, kind: string, column: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  const field = kindOf(kind).fields[column]
  if (typeof value !== 'string' || !field || field.type === 'rows') return value
  const type = factType(field)
  if (type === 'day') return factDay(value)
  // What links to another record is joined by its id.
  return type === 'word' || (field.type === 'ref' && field.to === 'unit') ? numberOf(value) : value
}

function indexFor({ db }: Hand, measure: Measure, source: MeasureSource): void {
  const columns = fieldsOf(source)
  db.exec(
    `CREATE INDEX IF NOT EXISTS "${[source.kind, ...columns].join(' ')}" ON ${table(source.kind)} (${quoted(columns)})`,
  )
  if (source.link === undefined) return
  const { kind, field } = linkedField(measure, source)
  const said = field === 'id' ? ['id', REVIEW] : ['id', REVIEW, field]
  db.exec(`CREATE INDEX IF NOT EXISTS "${[kind, ...said].join(' ')}" ON ${table(kind)} (${quoted(said)})`)
}

function condition({ numberOf }: Hand, measure: Measure, source: MeasureSource): string {
  const numbers = (words: readonly string[]): string => words.map(numberOf).join(', ')
  const living = `${REVIEW} NOT IN (${numbers(uncountedStates)})`
  const where = Object.entries(source.where ?? {}).map(([key, values]) =>
    kindOf(source.kind).fields[key]?.type === 'choices'
      ? `(${values.map((value) => `instr("${key}", '"${value}"') > 0`).join(' OR ')})`
      : `"${key}" IN (${numbers(values)})`,
  )
  const except = Object.entries(source.except ?? {}).map(
    ([key, values]) => `ifnull("${key}", 0) NOT IN (${numbers(values)})`,
  )
  const conditions = [`"${dayOf(source)}" BETWEEN ? AND ?`, living, ...where, ...except]
  if (source.link !== undefined) {
    const { kind, field } = linkedField(measure, source)
    conditions.push(
      `("${source.link}" IS NULL OR NOT EXISTS (SELECT 1 FROM ${table(kind)} l WHERE l.id = "${source.link}"
        AND l.${living} AND l."${field}" IS NOT NULL))`,
    )
  }
  return conditions.join(' AND ')
}

function readerOf(hand: Hand, measure: Measure): (from: number, to: number) => number {
  const queries = measure.over.map((source) => {
    const key = added(source).map((field) => `"${field}"`)
    const value = isDistinctSource(source)
      ? `${key.join(" || '/' || ")} AS value`
      : `${key[0] === undefined ? 'count(*)' : `sum(${key[0]})`} AS value`
    const group = isDistinctSource(source) ? 'unit, value' : 'unit'
    return hand.db.prepare<
      [number, number],
      { readonly unit: number; readonly value: number | string | null }
    >(
      `SELECT "${source.unit}" AS unit, ${value} FROM ${table(source.kind)}
       WHERE ${condition(hand, measure, source)} GROUP BY ${group}`,
    )
  })
  return (from, to) => {
    const rows = queries.flatMap((query) => query.all(from, to))
    return measure.over.some(isDistinctSource)
      ? new Set(rows.map(({ value }) => value)).size
      : rows.reduce((sum, { value }) => sum + Number(value ?? 0), 0)
  }
}
