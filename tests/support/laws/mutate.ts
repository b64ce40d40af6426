import type { Json } from '../../../shared/json'
import fc from './property'

// What fuzzers do to good things: to JSON by its structure, to bytes, to the cells of a table. Each step is plain JSON whose numbers
// choose a place, so that a finding can be kept as a file, and fits whatever it meets.

/** One thing done to a value of JSON. */
export interface JsonStep {
  readonly what: 'value' | 'more' | 'less' | 'twice' | 'swap' | 'wrap' | 'near'
  /** Which of all places in it, and which other one. */
  readonly at: number
  readonly to: number
  /** What a map gets more. */
  readonly key: string
  readonly value: Json
}

/** Every type of JSON, with its extremes. */
export const wildValues: readonly Json[] = [
  ...['', '桃花村', '2026-02-30', '99:99', '\u0000', '\u202e', 'x'.repeat(5000), '=1+1', '<b>', "'; --"],
  ...[-1, -250, 0, 0.5, 1e-7, 2 ** 31, 2 ** 53, 1e308],
  ...[true, false, null, [], {}, [[]], ['x'], [1, null], { toString: 1 }, { length: 5 }],
  ...['f'.repeat(16), '0'.repeat(16), 'f'.repeat(48), '0'.repeat(64), '*'],
]

const wildKeys = ['constructor', 'toString', '__proto__', 'length', '', 'x'.repeat(121), 'id', 'more']

/** Steps with these values and keys beside the wild ones. */
export const jsonStep = (
  values: readonly Json[] = [],
  keys: readonly string[] = [],
): fc.Arbitrary<JsonStep> =>
  fc.record({
    what: fc.constantFrom('value', 'value', 'value', 'more', 'less', 'twice', 'swap', 'wrap', 'near'),
    at: fc.nat(9999),
    to: fc.nat(9999),
    key: fc.constantFrom(...keys, ...wildKeys),
    value: fc.constantFrom(...values, ...wildValues),
  })

type Holder = Json[] | Record<string, Json>
type Place = readonly [Holder, string]

function placesIn(value: Json): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Holder
  return Object.entries(holder).flatMap(([key, inner]): Place[] => [[holder, key], ...placesIn(inner)])
}

const get = ([holder, key]: Place): Json => (holder as Record<string, Json>)[key] ?? null

function put([holder, key]: Place, value: Json): void {
  // Each key is defined, and not assigned: one of them is `__proto__`.
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

/** The value after these steps, still of its own outermost type; the one given stays as it is. */
export function changedJson(of: Json, steps: readonly JsonStep[]): Json {
  const root = { root: structuredClone(of) }
  for (const step of steps) {
    const places = placesIn(root)
    // What is gained by another type of the whole is soon known.
    const inside = places.length > 1 ? places.slice(1) : places
    const place = inside[step.at % Math.max(1, inside.length)]
    if (place) doStep(step, place, inside)
  }
  return root.root ?? null
}

function doStep({ what, to, key, value }: JsonStep, place: Place, places: readonly Place[]): void {
  const [holder, at] = place
  const here = get(place)
  if (what === 'value') put(place, structuredClone(value))
  if (what === 'wrap') put(place, [structuredClone(here)])
  if (what === 'near') put(place, nearTo(here, to))
  if (what === 'more' && Array.isArray(here)) here.push(structuredClone(value))
  if (what === 'more' && isMap(here)) put([here, key], structuredClone(value))
  if (what === 'less' && Array.isArray(holder)) holder.splice(Number(at), 1)
  if (what === 'less' && !Array.isArray(holder)) delete holder[at]
  if (what === 'twice' && Array.isArray(holder)) holder.splice(Number(at), 0, structuredClone(here))
  if (what === 'twice' && !Array.isArray(holder)) put([holder, key], structuredClone(here))
  if (what !== 'swap') return
  const other = places[to % places.length] ?? place
  const there = structuredClone(get(other))
  put(other, structuredClone(here))
  put(place, there)
}

const isMap = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value that looks much like another one. */
function nearTo(value: Json, to: number): Json {
  if (typeof value === 'number')
    return [value + 1, -value, value * 1e9, value / 3, String(value)][to % 5] ?? 0
  if (typeof value !== 'string') return [true, 'true', 1][to % 3] ?? null
  const at = to % Math.max(1, value.length)
  const other = `${value.slice(0, at)}${value[at] === '0' ? '1' : '0'}${value.slice(at + 1)}`
  return (
    [
      other,
      value.slice(0, at),
      value + value,
      value.toUpperCase(),
      ` ${value}`,
      [...value].reverse().join(''),
    ][to % 6] ?? ''
  )
}

/** One thing done to bytes. `at` and `length` are parts of a million of what there is. */
export interface BytesStep {
  readonly what: 'flip' | 'cut' | 'less' | 'twice' | 'zeros' | 'swap'
  readonly at: number
  readonly length: number
  readonly bit: number
}

const MILLION = 1_000_000

export const bytesStep = (): fc.Arbitrary<BytesStep> =>
  fc.record({
    what: fc.constantFrom('flip', 'flip', 'cut', 'less', 'twice', 'zeros', 'swap'),
    // Headers stand at the beginning.
    at: fc.oneof(fc.nat(MILLION), fc.nat(20_000)),
    length: fc.oneof(fc.nat(200), fc.nat(MILLION)),
    bit: fc.nat(7),
  })

/** The bytes after these steps. */
export function changedBytes(of: Buffer, steps: readonly BytesStep[]): Buffer {
  let bytes = Buffer.from(of)
  for (const { what, at: share, length: part, bit } of steps) {
    const at = Math.floor((share / MILLION) * bytes.length)
    const length = Math.max(1, Math.floor((part / MILLION) * bytes.length))
    const [before, piece, after] = [
      bytes.subarray(0, at),
      bytes.subarray(at, at + length),
      bytes.subarray(at + length),
    ]
    if (what === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
    if (what === 'cut') bytes = before
    if (what === 'less') bytes = Buffer.concat([before, after])
    if (what === 'twice') bytes = Buffer.concat([before, piece, piece, after])
    if (what === 'zeros') bytes = Buffer.concat([before, Buffer.alloc(piece.length), after])
    if (what === 'swap') bytes = Buffer.concat([after, piece, before])
  }
  return bytes
}

/** One thing done to a table's cells. */
export interface TableStep {
  readonly what: 'cell' | 'row less' | 'row twice' | 'column less' | 'column twice' | 'ragged' | 'swap'
  readonly row: number
  readonly column: number
  readonly text: string
}

const wildCells = [
  ...[
    '',
    ' ',
    '桃花村',
    '不详',
    '3人',
    '12,5',
    '1e9',
    '-3',
    '2026-02-30',
    '2026年13月1日',
    '46329',
    '上午9点',
  ],
  ...[
    '=1+1',
    '=HYPERLINK("x")',
    '@SUM',
    '"',
    '""\n"',
    '\t',
    '\u0000',
    '\u202e',
    'x'.repeat(40_000),
    'TRUE',
    '#REF!',
  ],
  ...['__proto__', 'constructor', '日期', '村（社区）', '合计', '11010519491231002X', '9'.repeat(400)],
]

export const tableStep = (): fc.Arbitrary<TableStep> =>
  fc.record({
    what: fc.constantFrom(
      'cell',
      'cell',
      'cell',
      'row less',
      'row twice',
      'column less',
      'column twice',
      'ragged',
      'swap',
    ),
    row: fc.nat(50),
    column: fc.nat(50),
    text: fc.constantFrom(...wildCells),
  })

/** The table after these steps. */
export function changedTable(of: readonly (readonly string[])[], steps: readonly TableStep[]): string[][] {
  let rows = of.map((row) => [...row])
  for (const { what, row: r, column: c, text } of steps) {
    const at = r % Math.max(1, rows.length)
    const row = rows[at] ?? []
    const column = c % Math.max(1, row.length)
    if (what === 'cell') row[column] = text
    if (what === 'row less') rows.splice(at, 1)
    if (what === 'row twice') rows.splice(at, 0, [...row])
    if (what === 'column less') for (const one of rows) one.splice(column, 1)
    if (what === 'column twice') for (const one of rows) one.splice(column, 0, one[column] ?? '')
    if (what === 'ragged') row.push(...Array.from({ length: c }, () => text.slice(0, 10)))
    if (what === 'swap') rows = [...rows.slice(at), ...rows.slice(0, at)]
  }
  return rows
}
