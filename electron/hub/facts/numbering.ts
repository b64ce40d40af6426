import type { Kind } from '../../../shared/definition/define'
import type { Field } from '../../../shared/definition/fields'
import type { Fact, FactType } from '../../../shared/facts/domain'
import type { FactTables } from '../../../shared/facts/tables'
import type { RecordFacts } from '../../../shared/facts/to-facts'
import { holdUntilEnd } from '../store/locks'
import type { Sql } from '../store/store'

/** The numbers of words and ids of records. A hub asks for many at once: each question is a way to the database. */
export interface HubNumbering {
  /** Numbers what some facts name and has no number yet. */
  learn(facts: readonly { readonly tables: FactTables; readonly facts: RecordFacts }[]): Promise<void>
  /** The number of what was learnt. */
  of(what: 'word' | 'ref', name: string): number
}

/** As many are kept in mind. */
const MOST_KNOWN = 20_000

/** Words are numbered once for all, ids of records district by district. Inside one transaction. */
export function openHubNumbering(sql: Sql, district: number): HubNumbering {
  const known = { word: new Map<string, number>(), ref: new Map<string, number>() }
  async function learnNames(what: 'word' | 'ref', names: ReadonlySet<string>): Promise<void> {
    if (known[what].size > MOST_KNOWN) known[what].clear()
    const wanted = [...names].filter((name) => !known[what].has(name))
    if (wanted.length === 0) return
    const ask = what === 'word' ? wordNumbers : refNumbers
    for (const [name, id] of await ask(sql, district, wanted)) known[what].set(name, id)
  }
  return {
    async learn(all) {
      const names = { word: new Set<string>(), ref: new Set<string>() }
      for (const { tables, facts } of all)
        for (const [type, fact] of typed(tables, facts))
          if ((type === 'word' || type === 'ref') && typeof fact === 'string') names[type].add(fact)
      await learnNames('word', names.word)
      await learnNames('ref', names.ref)
    },
    of(what, name) {
      const number = known[what].get(name)
      if (number === undefined) throw new Error(`${what}: not learnt`)
      return number
    },
  }
}

/** Every fact with its type. */
function* typed(
  { columns, many }: FactTables,
  facts: RecordFacts,
): Generator<readonly [FactType | undefined, Fact | null]> {
  for (const [at, fact] of facts.row.entries()) yield [columns[at]?.type, fact]
  for (const [at, rows] of facts.many.entries())
    for (const row of rows) {
      const of = many[at]?.columns ?? []
      // Rows of spans have their own name before the columns.
      for (const [place, fact] of row.entries()) yield [of[place - (row.length - of.length)]?.type, fact]
    }
}

type Numbers = readonly (readonly [name: string, id: number])[]

interface NumberRow {
  readonly name: string
  readonly id: number
}

const asNumbers = (rows: readonly NumberRow[]): Numbers => rows.map(({ name, id }) => [name, id])

/** Two transactions that each wait for a word of the other would wait for ever: who adds one is alone until the end. */
async function wordNumbers(sql: Sql, _district: number, wanted: readonly string[]): Promise<Numbers> {
  const read = 'SELECT word AS name, id FROM words WHERE word = ANY($1)'
  const found = asNumbers(await sql.query<NumberRow>(read, [wanted]))
  if (found.length === wanted.length) return found
  await holdUntilEnd(sql, 'words', 0)
  await sql.query('INSERT INTO words (word) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [wanted])
  return asNumbers(await sql.query<NumberRow>(read, [wanted]))
}

/** A district's numbers run on from 1, so that they stay small; who adds some is alone in the district until the end. */
async function refNumbers(sql: Sql, district: number, wanted: readonly string[]): Promise<Numbers> {
  const read = 'SELECT name, id FROM refs WHERE district = $1 AND name = ANY($2)'
  const found = asNumbers(await sql.query<NumberRow>(read, [district, wanted]))
  if (found.length === wanted.length) return found
  await holdUntilEnd(sql, 'refs', district)
  const add = `INSERT INTO refs (district, id, name)
    SELECT $1::int, (SELECT coalesce(max(id), 0) FROM refs WHERE district = $1::int) + row_number() OVER (), new.name
    FROM unnest($2::text[]) AS new(name)
    WHERE NOT EXISTS (SELECT 1 FROM refs WHERE district = $1::int AND refs.name = new.name)`
  await sql.query(add, [district, wanted])
  return asNumbers(await sql.query<NumberRow>(read, [district, wanted]))
}

/** Numbers every word that kinds themselves have: what an ingest adds later are words of single districts, which are few. */
export async function addWords(sql: Sql, of: readonly Kind[]): Promise<void> {
  const fields = of.flatMap(({ fields }) => Object.values<Field>(fields))
  const words = fields.flatMap((field) => ('options' in field ? Object.keys(field.options) : []))
  await wordNumbers(sql, 0, [...new Set(words)].sort())
}
